"""Estimates as files: `export` writes a wave's safe estimates in the formats asked for."""

from aggregate.export.exporting import FORMATS, export

__all__ = ["FORMATS", "export"]
