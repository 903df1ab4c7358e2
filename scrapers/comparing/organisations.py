"""Organisations that a page describes for machines: JSON-LD and microdata."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scrapers.comparing.site_texts import Passage
from scrapers.signals.document import Document
from scrapers.signals.json_ld import read_json_ld, text_of, types_of
from scrapers.signals.microdata import list_items, read_microdata
from scrapers.signals.structured import ORGANISATIONS

MOST = 30
"""Organisations of one page that are read."""

NAMED = frozenset({"WebSite"})
"""Types that have a site's name and nothing else of its owner."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """A described organisation: all its names, its address by parts, how to reach it; '' where nothing is said."""

    names: tuple[str, ...]
    types: tuple[str, ...]
    street: str = ""
    postcode: str = ""
    place: str = ""
    country: str = ""
    phone: str = ""
    email: str = ""
    numbers: tuple[str, ...] = ()

    def describe(self, url: str) -> Passage:
        """All that is said of it, in one line."""
        parts = (*self.names, self.street, self.postcode, self.place, self.country, self.phone, self.email, *self.numbers)
        return Passage(url, "structured", ", ".join(part for part in parts if part), True)


def read_organisations(document: Document) -> list[Organisation]:
    """The organisations of a page, each once."""
    found = [_read(item) for item in _list_items(document)]
    return list(dict.fromkeys(o for o in found if o is not None))[:MOST]


def _list_items(document: Document) -> Iterator[dict[str, Any]]:
    yield from read_json_ld(document.structured)
    if document.has_microdata:
        yield from list_items(read_microdata(document.pieces, document.base))


def _read(item: dict[str, Any]) -> Organisation | None:
    types = types_of(item)
    is_organisation = not ORGANISATIONS.isdisjoint(types) or ("address" in item and "telephone" in item)
    names = tuple(dict.fromkeys(filter(None, (text_of(item.get(key)) for key in ("name", "legalName", "alternateName")))))
    if not is_organisation:
        return Organisation(names, types) if names and not NAMED.isdisjoint(types) else None
    address = item.get("address")
    first = address[0] if isinstance(address, list) and address else address
    parts = first if isinstance(first, dict) else {"streetAddress": text_of(first)}
    street, postcode, place, country = (
        text_of(parts.get(key)) for key in ("streetAddress", "postalCode", "addressLocality", "addressCountry")
    )
    phone, email = text_of(item.get("telephone")), text_of(item.get("email")).removeprefix("mailto:")
    numbers = tuple(f"{key} {text}" for key in ("vatID", "taxID") if (text := text_of(item.get(key))))
    return Organisation(names, types, street, postcode, place, country, phone, email, numbers)
