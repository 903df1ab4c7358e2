"""What came of reading archives."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingestion did, counted in sites.

    `kept` are those whose stored visit is newer and was read; `not_registered` those of the archives that no enterprise of the wave names;
    `opted_out` those whose owners asked not to be visited; `unusable` those with nothing but redirects that the archives do not follow.
    """

    country: str
    wave: str
    sites: int
    pages: int
    statuses: Mapping[str, int]
    kept: int = 0
    not_registered: int = 0
    unusable: int = 0
    skipped_records: int = 0
    notes: tuple[str, ...] = ()
    opted_out: int = 0


@dataclass(slots=True)
class Tally:
    """The counts of an ingestion while it runs."""

    sites: int = 0
    pages: int = 0
    kept: int = 0
    unusable: int = 0
    skipped_records: int = 0
    left_out: int = 0
    notes: list[str] = field(default_factory=list)
    opted_out: set[str] = field(default_factory=set)
