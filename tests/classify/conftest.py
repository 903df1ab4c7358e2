"""A small invented wave: enterprises, their sites and the signals that a visit left."""

from collections.abc import Callable, Mapping, Sequence

import pytest

from store.frame import write_enterprises
from store.opening import Store
from store.records import Enterprise, Page, Signal, SiteVisit
from store.websites import write_visits
from tests.classify.invented_signals import COUNTRY, WAVE, website

Fill = Callable[..., None]


@pytest.fixture
def fill(store: Store) -> Fill:
    """Puts enterprises {id: site} and visits {site: (status, signals)} into the store."""

    def put(named: Mapping[str, str | None], visits: Mapping[str, tuple[str, Sequence[Signal]]], **columns: str) -> None:
        rows = [
            Enterprise(COUNTRY, WAVE, enterprise_id, site=site, url=f"http://{site}/" if site else None, **columns)
            for enterprise_id, site in named.items()
        ]
        write_enterprises(store, rows)
        write_visits(store, [_visit(site, status, signals) for site, (status, signals) in visits.items()])

    return put


def _visit(site: str, status: str, signals: Sequence[Signal]) -> SiteVisit:
    kind = "social" if site.startswith("facebook.com") else "marketplace" if site.startswith("jumia.") else "own"
    pages = tuple(Page(url, 200) for url in sorted({s.page_url for s in signals}))
    return SiteVisit(website(site, status, kind), pages, tuple(signals))
