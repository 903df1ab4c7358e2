"""Visiting websites: one spider, the rules of a guest, and what happens when things go wrong."""

from scrapers.crawling.launching import launch_crawl
from scrapers.crawling.options import CrawlOptions, CrawlReport

__all__ = ["CrawlOptions", "CrawlReport", "launch_crawl"]
