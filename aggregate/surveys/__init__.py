"""Survey answers become estimates: the core indicators B1 to B12, and amounts of money and persons."""
