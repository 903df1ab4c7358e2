"""The crawl of websites that only scripts can fill."""

from scrapers.crawling.scopes import Scope
from scrapers.rendering.fetching import RenderingFetcher
from scrapers.signals.page_choice import load_choice
from store.shells import read_shells

SHELLS = Scope("render", read_shells, is_of_candidates=False, load_choice=load_choice, open_fetcher=RenderingFetcher)
