"""What a reading process is asked for, and what it gives back: plain records, checked on the way in, never objects that run."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from catalogue.sites import Site
from scrapers.archives.foreign import ForeignSite, read_foreign_site
from scrapers.archives.judging import read_response_page
from scrapers.archives.outcomes import SiteOutcome
from scrapers.archives.own import OwnSite, read_own_site
from scrapers.archives.responses import SentResponse
from scrapers.archives.writing import pack_visit
from scrapers.crawling.spellings import is_within
from scrapers.signals.links import rank_links
from scrapers.signals.page_choice import load_choice, load_identity_choice
from scrapers.signals.records import PageReading, RankedLink
from store.records import SiteVisit

if TYPE_CHECKING:
    from catalogue.profiles import CountryProfile


class Beginning(msgspec.Struct, frozen=True, array_like=True):
    """What a process is told first: the country, the folder of the office's own words, and the bytes of memory that it may take."""

    country: str
    additions: str | None = None
    memory: int = 0


class ReadPage(msgspec.Struct, frozen=True, array_like=True, tag="read"):
    """A response to be read, and the site within which its links are worth a visit, by the rules for candidates or for enterprises."""

    response: SentResponse
    site: Site
    is_candidate: bool = False


class PackVisit(msgspec.Struct, frozen=True, array_like=True, tag="pack"):
    """A whole visit to be written as the records of an archive."""

    robots: tuple[SentResponse, ...]
    responses: tuple[SentResponse, ...]
    outcome: SiteOutcome


ArchivedSite = OwnSite | ForeignSite
"""A site in archives, to be read whole."""

Task = ReadPage | PackVisit | OwnSite | ForeignSite


class Look(NamedTuple):
    """What a page says, and which of its links are worth a visit; the reading keeps no other links."""

    reading: PageReading
    links: tuple[RankedLink, ...] = ()


def look_at(task: ReadPage, profile: "CountryProfile | None") -> Look:
    """The look at a page."""
    reading = read_response_page(task.response, profile)
    ranked = rank_links(reading, task.site, load_identity_choice() if task.is_candidate else load_choice())
    return Look(replace(reading, links=()), tuple(link for link in ranked if is_within(link.url, task.site)))


def read_site(site: ArchivedSite, read: Callable[[SentResponse], PageReading]) -> SiteVisit | None:
    """The visit that archives hold of a site; None where they do not say how it is."""
    return read_own_site(site, read) if isinstance(site, OwnSite) else read_foreign_site(site, read)


def see_nothing(response: SentResponse) -> Look:
    """The look at a page that cannot be made sense of."""
    return Look(PageReading(response.url, response.http_status, "", None, 0, steps=()))


def perform(task: Task, profile: "CountryProfile | None") -> bytes:
    """A task's answer, encoded."""
    if isinstance(task, PackVisit):
        return msgspec.msgpack.encode(pack_visit(task.robots, task.responses, task.outcome))
    if isinstance(task, ArchivedSite):
        return msgspec.msgpack.encode(read_site(task, lambda response: read_response_page(response, profile)))
    return msgspec.msgpack.encode(look_at(task, profile))
