"""The records that describe the store's rows: frozen, one class a table, fields named as the columns."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Register:
    """One loading of a register extract."""

    country: str
    wave: str
    file_name: str
    file_digest: str
    reference_date: str | None
    scope: str | None
    activity_classification: str | None
    unit_type: str | None
    is_sample: bool
    rows_read: int
    rows_loaded: int
    rows_rejected: int


@dataclass(frozen=True, slots=True)
class Enterprise:
    """A unit of the register; `extra` holds its other columns, `persons_employed` is None where unknown."""

    country: str
    wave: str
    enterprise_id: str
    name: str | None = None
    trade_name: str | None = None
    legal_form: str | None = None
    address: str | None = None
    postcode: str | None = None
    place: str | None = None
    region: str | None = None
    tax_id: str | None = None
    phone: str | None = None
    email: str | None = None
    url: str | None = None
    site: str | None = None
    activity: str | None = None
    activity_classification: str | None = None
    activity_source: str | None = None
    section: str = "_U"
    persons_employed: float | None = None
    size_class: str = "_U"
    stratum: str | None = None
    register_country: str | None = None
    unit_type: str = "enterprise"
    urbanisation: str = "_U"
    owner_sex: str = "_U"
    frame_weight: float = 1.0
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Website:
    """A site as seen in a wave; `languages` main first; times are ISO 8601 in UTC; a candidate is linked to nobody (yet).

    `is_rendered`: a browser opened it at the last visit.
    """

    country: str
    wave: str
    site: str
    host: str
    kind: str = "own"
    start_url: str | None = None
    status: str = "not_attempted"
    reason: str | None = None
    is_final: bool = False
    attempts: int = 0
    first_attempt_at: str | None = None
    last_attempt_at: str | None = None
    final_url: str | None = None
    languages: tuple[str, ...] = ()
    platform: str | None = None
    page_count: int = 0
    requests: int = 0
    bytes: int = 0
    is_candidate: bool = False
    is_rendered: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One archived response; `digest` is `sha256:` of the body as sent, `warc_offset` the byte where its record begins.

    `is_rendered`: the body is what a browser's scripts made of the page that was sent.
    """

    url: str
    http_status: int | None = None
    fetched_at: str | None = None
    digest: str | None = None
    language: str | None = None
    title: str | None = None
    bytes: int | None = None
    warc_file: str | None = None
    warc_offset: int | None = None
    is_rendered: bool = False


@dataclass(frozen=True, slots=True)
class Signal:
    """One fact on a website: what, on which page, at which place, in which words, seen by which rule, how often."""

    kind: str
    value: str
    page_url: str
    place: str
    words: str
    rule: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class SiteVisit:
    """A whole site as one visit left it: what is committed together."""

    website: Website
    pages: tuple[Page, ...] = ()
    signals: tuple[Signal, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Enterprise and site belong together: relation own, shared, social, marketplace or rejected."""

    country: str
    wave: str
    enterprise_id: str
    site: str
    relation: str
    probability: float
    decided_by: str
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A site that may be an enterprise's: who proposed it (`source`, `origin`), how likely from 0 to 1, on which words."""

    enterprise_id: str
    site: str
    source: str
    score: float | None = None
    origin: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one kind of evidence says about an enterprise and a site: the level reached, and where on the site it stands."""

    enterprise_id: str
    site: str
    kind: str
    level: str
    rule: str
    value: str | None = None
    page_url: str | None = None
    place: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Capability:
    """What was decided of one enterprise: answer yes, no or unknown; `reasons` is JSON, only where signals decided."""

    enterprise_id: str
    capability: str
    answer: str
    probability: float | None
    model: str
    reasons: str | None = None


@dataclass(frozen=True, slots=True)
class SampleDesign:
    """How a sample was designed; `strata` maps a stratum to (units in the frame, units drawn).

    `plan` holds what extending needs: `aim`, `numbers` (what random numbers depend on), `shares` (of yes as anticipated, by stratum).
    """

    country: str
    wave: str
    sample: str
    capability: str
    model: str | None
    seed: int
    size: int
    allocation: str
    strata: Mapping[str, tuple[int, int]]
    plan: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PhaseDesign:
    """The first of two phases: enterprises whose websites are visited; `strata` maps a stratum to (units in the frame, units drawn)."""

    country: str
    wave: str
    size: int
    seed: int
    strata: Mapping[str, tuple[int, int]]
    plan: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PhaseUnit:
    """An enterprise of the first phase with its stratum and inclusion probability."""

    enterprise_id: str
    stratum: str
    inclusion_probability: float


@dataclass(frozen=True, slots=True)
class SampledUnit:
    """A drawn enterprise with its stratum and inclusion probability; `position` is the random order of work."""

    enterprise_id: str
    stratum: str
    inclusion_probability: float
    position: int


@dataclass(frozen=True, slots=True)
class Label:
    """What one person or survey answered about an enterprise; `value` for numeric survey answers, in `unit` (KES, persons, percent).

    `reason`: why an enterprise is not active or out of scope (closed, out_of_scope, duplicate). `rules` and `model`: versions of what read
    the website and of what had decided when the answer was given.
    """

    country: str
    wave: str
    enterprise_id: str
    question: str
    answer: str
    labeller: str
    source: str
    at: str
    value: float | None = None
    sample: str | None = None
    round: str = "first"
    blind: bool = False
    reference_period: str | None = None
    evidence_digest: str | None = None
    unit: str | None = None
    reason: str | None = None
    rules: str | None = None
    model: str | None = None


@dataclass(frozen=True, slots=True)
class SurveyUnit:
    """An enterprise that an office's own survey asked: its weight (None: N/n of its stratum), stratum and the stratum's enterprises."""

    country: str
    wave: str
    survey: str
    enterprise_id: str
    weight: float | None = None
    stratum: str = ""
    stratum_size: float | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """What ran, when, with which outcome (running, done, failed, interrupted) and counts."""

    run: int
    command: str
    version: str
    arguments: Mapping[str, Any]
    country: str | None
    wave: str | None
    started: str
    ended: str | None
    outcome: str
    counts: Mapping[str, Any]
