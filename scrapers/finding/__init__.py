"""Finding the websites of enterprises: who proposes which site, and visiting what was proposed."""
