"""What is told under the concepts of SIMS v2.0, a module for each group of chapters."""
