"""Enterprises with known websites, a store with everything that may be theirs, and how right the links are that are found."""
