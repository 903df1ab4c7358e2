"""Register files into the store."""

from scrapers.frame.loading import load_register
from scrapers.frame.report import FrameReport

__all__ = ["FrameReport", "load_register"]
