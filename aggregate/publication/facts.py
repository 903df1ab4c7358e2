"""What a quality report needs of a wave and no estimate tells: measured facts, without a word in any language and without a single unit."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Office:
    """Who publishes: the office's name and its page on this collection, empty where nobody set them; `agency` is its identifier in SDMX."""

    name: str = ""
    contact: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Funnel:
    """Enterprises: in the register, linked to a website, by status of the most probable one; decided and labelled by capability."""

    registered: int = 0
    linked: int = 0
    by_status: Mapping[str, int] = field(default_factory=dict)
    decided: Mapping[str, int] = field(default_factory=dict)
    labelled: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Burden:
    """What the visits asked: sites, requests and bytes in all, median, 95th percentile and most requests of a site."""

    sites: int = 0
    requests: int = 0
    bytes: int = 0
    median: float = 0.0
    p95: float = 0.0
    most: int = 0


@dataclass(frozen=True, slots=True)
class Churn:
    """Since the wave `since`: enterprises in both registers, new, gone; websites kept, new, changed, lost of those in both."""

    since: str = ""
    stayed: int = 0
    born: int = 0
    died: int = 0
    websites_kept: int = 0
    websites_new: int = 0
    websites_changed: int = 0
    websites_lost: int = 0


@dataclass(frozen=True, slots=True)
class Rating:
    """A rate from 0 to 1 with its 95 % interval; None where there is none."""

    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """Decisions of a capability against people's answers: labels, precision, recall and F1 of yes, share left unknown."""

    capability: str
    labels: int
    weighted: bool
    source: str
    precision: Rating
    recall: Rating
    f1: Rating
    unknown: float | None = None


@dataclass(frozen=True, slots=True)
class Agreed:
    """How far two reviewers agreed on a capability before any adjudication: pairs, raw, positive and negative agreement, Cohen's kappa."""

    capability: str
    pairs: int
    raw: float | None = None
    positive: float | None = None
    negative: float | None = None
    kappa: Rating = field(default_factory=Rating)


@dataclass(frozen=True, slots=True)
class Ran:
    """A run that made the figures: command, version, times (ISO 8601, UTC) and its counts; no arguments, which may name files."""

    command: str
    version: str
    started: str
    ended: str | None
    outcome: str
    counts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Withheld:
    """Figures of the wave by why they are not shown: how many in all, of these hidden for confidentiality and for quality."""

    figures: int = 0
    confidential: int = 0
    unreliable: int = 0


@dataclass(frozen=True, slots=True)
class Answered:
    """A sample: units drawn, answered (any question), asked of two people, and disputes that were adjudicated."""

    sample: str
    drawn: int
    answered: int
    doubled: int = 0
    adjudicated: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """All facts of a wave; the command line gathers them, since they come from every stage."""

    office: Office = field(default_factory=Office)
    funnel: Funnel = field(default_factory=Funnel)
    burden: Burden = field(default_factory=Burden)
    churn: Churn | None = None
    judged: tuple[Judged, ...] = ()
    agreed: tuple[Agreed, ...] = ()
    samples: tuple[Answered, ...] = ()
    runs: tuple[Ran, ...] = ()
    withheld: Withheld = field(default_factory=Withheld)
    employment_outside: float | None = None
    """Share of employment outside of the register's population, from 0 to 1, if the office has given it."""
    licence: str = ""
    """The licence of the published figures, such as CC-BY-4.0, as the office has set it."""
