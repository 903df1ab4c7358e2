"""Pages go in, signals come out; no engine, no network, no store."""

from scrapers.signals.links import rank_links
from scrapers.signals.reading import RULES_VERSION, read_page
from scrapers.signals.records import FetchedPage, PageLink, PageReading, RankedLink, SiteReading
from scrapers.signals.safety import is_safe
from scrapers.signals.sites import conclude_site

__all__ = [
    "RULES_VERSION",
    "FetchedPage",
    "PageLink",
    "PageReading",
    "RankedLink",
    "SiteReading",
    "conclude_site",
    "is_safe",
    "rank_links",
    "read_page",
]
