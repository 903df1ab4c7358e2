"""What every source of candidates is given, and what it gives back: the one interface of finding."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from catalogue.memory import GB
from catalogue.profiles import CountryProfile
from catalogue.progress import Progress
from scrapers.finding.permissions import Permissions
from store.candidates import read_lacking, read_seeking
from store.opening import Store
from store.records import Candidate, Enterprise


@dataclass(frozen=True, slots=True)
class FindOptions:
    """What `find` is asked to use.

    `allowed` are the leaves given (`dns`, `search`); `lists` are files as typed, FILE or FILE:FORM; `search` is a search service's URL
    with gaps, `search_results` where its answers hold addresses, `search_headers` are `Name: value`, `search_query` is the question in
    place of the country's, `search_seconds` the least time between two; `name_server` HOST:PORT is asked for names, not the system's;
    `guesses` is the most names guessed for one enterprise; `memory` in bytes bounds what matching with lists takes.
    """

    allowed: frozenset[str] = frozenset()
    lists: tuple[str, ...] = ()
    search: str | None = None
    search_results: str = "results[].url"
    search_headers: tuple[str, ...] = ()
    search_query: str | None = None
    search_seconds: float = 1.0
    name_server: str | None = None
    allow_private: bool = False
    guesses: int = 20
    memory: int = 2 * GB


@dataclass(frozen=True, slots=True)
class Quest:
    """The websites of a country's enterprises are looked for in a wave: what a source may read, and whom it tells how far it is.

    `since`: only for enterprises whose registered website was visited at that time or later, and is gone.
    """

    store: Store
    country: str
    wave: str
    profile: CountryProfile
    options: FindOptions
    permissions: Permissions
    progress: Progress
    since: str | None = None

    @property
    def folder(self) -> Path:
        """Where the store lies, and what sources keep beside it."""
        return self.store.path.parent

    def read_seeking(self) -> Iterator[Enterprise]:
        """The enterprises whose websites are looked for (those of the first phase, where there is one), by id."""
        return read_seeking(self.store, self.country, self.wave)

    def read_lacking(self) -> Iterator[Enterprise]:
        """Those of them that have no website: the register names none, or the one that it names is not theirs or is gone."""
        return read_lacking(self.store, self.country, self.wave, self.since)

    def may_leave(self, enterprise: Enterprise) -> bool:
        """Whether the name of an enterprise may be told to others: never that of a natural person."""
        return self.permissions.may_leave(enterprise)


class Propose(Protocol):
    """Reads what it needs and gives candidates, those of one enterprise together; says by `quest.progress` how far it is."""

    def __call__(self, quest: Quest) -> Iterator[Candidate]:
        """What the source proposes; `Candidate.source` is the source's key."""


def _always(_: FindOptions) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Source:
    """A source by its key in catalogue/data/candidate_sources.toml; `is_wanted` says whether the options give it what it needs.

    `list_origins`: the origins that the options name, where what it found at others before is to stay; None: it replaces all.
    `reads_pages`: it reads what was archived, and so is asked when the sites that others proposed have been visited. `is_for_lacking`:
    it is asked for enterprises without a website only.
    """

    key: str
    propose: Propose
    is_wanted: Callable[[FindOptions], bool] = field(default=_always)
    list_origins: Callable[[FindOptions], Collection[str]] | None = None
    reads_pages: bool = False
    is_for_lacking: bool = False
