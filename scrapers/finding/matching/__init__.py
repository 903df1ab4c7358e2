"""Names of enterprises matched with the entries of lists, at any scale."""
