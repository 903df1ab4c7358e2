"""SDMX: the data structure ECAP, code lists, data and their checks. `write_files` writes all."""

from aggregate.export.sdmx.files import write_files

__all__ = ["write_files"]
