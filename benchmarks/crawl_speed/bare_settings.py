"""The crawl's settings without what is ours: Scrapy's own middlewares, robots.txt obeyed by Scrapy, nothing kept."""

from scrapers.settings import *  # noqa: F403

SPIDER_MODULES = ["benchmarks.crawl_speed.bare"]
NEWSPIDER_MODULE = "benchmarks.crawl_speed.bare"
ROBOTSTXT_OBEY = True
DOWNLOADER_MIDDLEWARES: dict[str, int] = {}
ITEM_PIPELINES: dict[str, int] = {}
EXTENSIONS = {**EXTENSIONS, "benchmarks.crawl_speed.cost.Cost": 1}  # noqa: F405
_OWN = "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler"
DOWNLOAD_HANDLERS = {**DOWNLOAD_HANDLERS, "http": _OWN, "https": _OWN}  # noqa: F405
