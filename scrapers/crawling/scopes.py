"""Which of a wave's sites a crawl visits: those of enterprises, in full, or those that were only proposed, with a few pages."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from catalogue.errors import CrawlError
from catalogue.messages import say
from scrapers.crawling.fetching import SiteFetcher
from scrapers.crawling.options import Limits
from scrapers.signals.page_choice import PageChoice, load_choice, load_identity_choice
from store.candidates import read_open_candidates
from store.opening import Store
from store.records import Website
from store.websites import read_open_websites


class ReadOpen(Protocol):
    """Gives the sites that are not done with and were last tried before a time."""

    def __call__(self, store: Store, country: str, wave: str, *, before: str) -> Iterator[Website]:
        """Sites that nobody has tried come first."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A kind of crawl: its name in `runs`, the sites that it visits, how it chooses their pages, and who asks for them."""

    command: str
    read_open: ReadOpen
    is_of_candidates: bool
    load_choice: Callable[[], PageChoice]
    open_fetcher: Callable[[Any, Limits], SiteFetcher] = SiteFetcher

    def refuse_empty(self, country: str, wave: str) -> CrawlError:
        """What to say where there is nothing to visit."""
        if self.is_of_candidates:
            return CrawlError(
                say(
                    "There are no candidates for websites of {country} in wave {wave}: run `ecomstat find {country}`, which"
                    " looks for some.",
                    country=country,
                    wave=wave,
                )
            )
        return CrawlError(
            say(
                "There are no websites of {country} in wave {wave}: load a register that names some,"
                " with `ecomstat frame {country} register.csv`.",
                country=country,
                wave=wave,
            )
        )


ENTERPRISES = Scope("crawl", read_open_websites, is_of_candidates=False, load_choice=load_choice)
CANDIDATES = Scope("candidates", read_open_candidates, is_of_candidates=True, load_choice=load_identity_choice)
