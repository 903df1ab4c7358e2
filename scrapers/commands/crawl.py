"""`scrapy crawl`, which ends 1 where the crawl did not begin or broke off: Scrapy's own ends 0 whatever a spider says."""

import argparse
from typing import Any

from scrapy.commands.crawl import Command as ScrapyCrawl
from scrapy.crawler import Crawler


class Command(ScrapyCrawl):
    """Scrapy's command with an honest exit code."""

    crawler: Crawler

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawls, and asks the spider afterwards."""
        super().run(args, opts)
        if getattr(self.crawler.spider, "has_failed", False):
            self.exitcode = 1

    def _create_crawler(self, spidercls: Any) -> Crawler:
        self.crawler = super()._create_crawler(spidercls)
        return self.crawler
