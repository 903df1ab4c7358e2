"""Estimates as JSON-stat 2.0 (https://json-stat.org/full/): `collection.write_files` writes one file with a dataset for each table."""
