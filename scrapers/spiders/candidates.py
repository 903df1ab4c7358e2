"""The spider that visits sites which were only proposed, as far as it takes to see whose they are."""

from scrapers.crawling.scopes import CANDIDATES
from scrapers.spiders.enterprises import EnterprisesSpider

PAGES = 5
"""Home, contact, imprint, about, terms."""


class CandidatesSpider(EnterprisesSpider):
    """Visits the candidates that the store holds for a country and wave; `scrapy crawl candidates -a country=KE [-a wave=2026]`."""

    name = "candidates"
    scope = CANDIDATES
    custom_settings = {"ECOMSTAT_PAGES": PAGES, "ECOMSTAT_DEPTH": 1, "ECOMSTAT_RETRIES": 2, "ECOMSTAT_SAME_DAY": True}  # noqa: RUF012
