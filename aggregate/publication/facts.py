"""What a quality report needs of a wave and no estimate tells: measured facts, without a word in any language and without a single unit."""

from collections.abc import Mapping
from dataclasses import dataclass, field

FEWEST_LABELS = 10
"""A rate on fewer is not told."""
OTHERS = "others"
"""Statuses of so few enterprises that they are counted together."""


@dataclass(frozen=True, slots=True)
class Office:
    """What only the office knows, as `ecomstat settings` keeps it; empty where nobody said.

    `name`, `contact` (the page on this collection), `unit` and `email` of who answers questions; `mandate` (by which right the office
    collects), `legal_act`, `sharing` (with whom figures or microdata are exchanged), `confidentiality` (its policy), `release_policy` and
    `calendar` (where release dates are announced), `planned` (ISO date on which these figures were due), `revision_policy`, `users` (who
    needs the figures for what), `cost` (of the collection, in words), `agency` (the office's identifier in SDMX), `comment`.
    """

    name: str = ""
    contact: str = ""
    unit: str = ""
    email: str = ""
    mandate: str = ""
    legal_act: str = ""
    sharing: str = ""
    confidentiality: str = ""
    release_policy: str = ""
    calendar: str = ""
    planned: str = ""
    revision_policy: str = ""
    users: str = ""
    cost: str = ""
    agency: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Funnel:
    """Enterprises: in the register, linked to a website, by status of the most probable one; decided and labelled by capability.

    `linked`, `read` and `decided` are None where so few enterprises are on one side that they could be told apart; statuses of few
    enterprises are counted together as OTHERS.
    """

    registered: int = 0
    linked: int | None = 0
    read: int | None = 0
    by_status: Mapping[str, int] = field(default_factory=dict)
    decided: Mapping[str, int] = field(default_factory=dict)
    labelled: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Burden:
    """What the visits asked: sites, requests and bytes in all, median and 95th percentile of requests of a site (0 of fewer than ten)."""

    sites: int = 0
    requests: int = 0
    bytes: int = 0
    median: float = 0.0
    p95: float = 0.0
    pages: int = 0
    """Pages kept."""


@dataclass(frozen=True, slots=True)
class Churn:
    """Since the wave `since`: enterprises in both registers, new, gone; websites kept, new, changed, lost of those in both.

    None where that is a few enterprises, who could be told apart.
    """

    since: str = ""
    stayed: int | None = 0
    born: int | None = 0
    died: int | None = 0
    websites_kept: int | None = 0
    websites_new: int | None = 0
    websites_changed: int | None = 0
    websites_lost: int | None = 0


@dataclass(frozen=True, slots=True)
class Rating:
    """A rate from 0 to 1 with its 95 % interval; None where there is none."""

    value: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """Decisions of a capability against people's answers: labels, precision, recall and F1 of yes, share left unknown.

    A rate has no value where fewer than ten labels stand behind it.
    """

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
    """How far two reviewers agreed on a question before any adjudication: pairs, raw, positive and negative agreement, Cohen's kappa."""

    capability: str
    pairs: int
    raw: float | None = None
    positive: float | None = None
    negative: float | None = None
    kappa: Rating = field(default_factory=Rating)
    sample: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in a sample: units that were asked it, and that answered it yes or no (final answers)."""

    sample: str
    question: str
    asked: int
    told: int


@dataclass(frozen=True, slots=True)
class Ran:
    """The newest run of a command that made the figures: version, times (ISO 8601, UTC) and counts; no arguments, which may name files.

    `times`: how often the command ran to its end in the wave.
    """

    command: str
    version: str
    started: str
    ended: str | None
    outcome: str
    counts: Mapping[str, float] = field(default_factory=dict)
    times: int = 1


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
    """All facts of a wave; the command line gathers them (`cli.facts.gather_facts`), since they come from every stage."""

    office: Office = field(default_factory=Office)
    funnel: Funnel = field(default_factory=Funnel)
    burden: Burden = field(default_factory=Burden)
    churn: Churn | None = None
    judged: tuple[Judged, ...] = ()
    agreed: tuple[Agreed, ...] = ()
    samples: tuple[Answered, ...] = ()
    questions: tuple[Asked, ...] = ()
    waves: tuple[str, ...] = ()
    """The country's waves with estimates up to this one, the oldest first."""
    comparable: int = 1
    """How many of them in a row, this one last, no break parts: those of register or definition, which break estimates from labels."""
    runs: tuple[Ran, ...] = ()
    employment_outside: float | None = None
    """Share of employment outside of the register's population, from 0 to 1, if the office has given it."""
    licence: str = ""
    """The licence of the published figures, such as CC-BY-4.0, as the office has set it."""
