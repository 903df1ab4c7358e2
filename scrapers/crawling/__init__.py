"""Visiting websites: one spider, the rules of a guest, and what happens when things go wrong."""

from scrapers.crawling.launching import check_crawl, launch_crawl
from scrapers.crawling.options import CrawlOptions, CrawlReport

__all__ = ["CrawlOptions", "CrawlReport", "check_crawl", "launch_crawl"]
