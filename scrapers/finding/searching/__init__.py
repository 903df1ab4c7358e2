"""A search service that the office pays for: asked by name and place, only where it was allowed, and never for natural persons."""
