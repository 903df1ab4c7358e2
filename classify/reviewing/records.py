"""What reviewing shows and takes: cases, answers so far, and what became of an act. All of it can be written as JSON by `asdict`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SCOPE, SEARCH, SITES, QUESTIONS, DONE = "scope", "search", "sites", "questions", "done"
"""The steps of a case. `search` comes where nothing is archived, and where somebody says that none of the sites is a website of its own."""

IN_SCOPE, NOT_IN_SCOPE, CANNOT_TELL = "y", "x", "u"
"""Answers of the step scope."""

FOUND, NONE, NOT_FOUND_OUT = "found", "none", "not_found_out"
"""Outcomes of a search by hand."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the register says of an enterprise; texts are '' where it says nothing."""

    id: str
    name: str
    trade_name: str
    legal_form: str
    place: str
    region: str
    address: str
    activity: str
    activity_words: str
    size: str
    size_words: str
    url: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class SiteShown:
    """A site to choose from. `kind`: own, shared, social or marketplace; `address` opens it; `named`: the register itself names it;
    `entered`: the reviewer found it.
    """

    site: str
    kind: str
    address: str
    status: str
    status_words: str
    named: bool
    entered: bool = False


@dataclass(frozen=True, slots=True)
class PageShown:
    """An archived page to leaf through; `number` is its place in the list, from 0."""

    number: int
    site: str
    url: str
    title: str
    language: str
    fetched_at: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: its code, short name, and what it means. `needed` tells a step of a search that `none` cannot do without."""

    code: str
    name: str
    meaning: str
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """What the reviewer has answered so far and not taken back.

    `scope` y, x or u with its `reason`; `sites`: those chosen as own, None before that was answered, () for none; `sites_unknown`: cannot
    tell whose they are; `entered`: those of them that the reviewer typed; `search`: the last search by hand; `questions`: {code: yes, no,
    unknown}.
    """

    scope: str | None = None
    reason: str | None = None
    sites: tuple[str, ...] | None = None
    sites_unknown: bool = False
    entered: tuple[str, ...] = ()
    search: Mapping[str, object] | None = None
    questions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dispute:
    """What an adjudicator decides: `step` scope, sites or questions, the question's code there, and what was said of it.

    `said` are the answers that contradict each other: yes and no, or sites. Neither who gave which nor when is told: an answer that came
    after the prediction was shown would tell what was predicted.
    """

    step: str
    code: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One enterprise as it is put before a reviewer. In a blind one nothing depends on what was predicted.

    `round` first, second or adjudicated; `kind` pages or search; `step` is what is to be answered now (`done`: nothing); `questions`
    those of the step questions, in order; `protocol`: the steps of a search. `guide`: the questions and steps whose guidance
    `load_label_guide()` gives (`load_choices` has reasons, channels and outcomes). `disputes` for adjudicators only.
    """

    task: int
    queue: int
    round: str
    kind: str
    blind: bool
    country: str
    wave: str
    enterprise: Facts
    sites: tuple[SiteShown, ...]
    pages: tuple[PageShown, ...]
    questions: tuple[Asked, ...]
    answers: Answers
    step: str
    protocol: tuple[Asked, ...] = ()
    disputes: tuple[Dispute, ...] = ()

    @property
    def guide(self) -> tuple[str, ...]:
        """The codes of the label guide that concern this case."""
        return (SCOPE, SITES, SEARCH, *(question.code for question in self.questions))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an act: its number, whether it repeats one already kept, whether the task is done, and the step that follows."""

    act: int
    repeated: bool
    done: bool
    step: str


@dataclass(frozen=True, slots=True)
class EvidenceCard:
    """One reason of a decision: what was seen, in which words, on which page (`number` in the case's list, None where it is not there), at
    which place, and its weight (positive: for yes).
    """

    what: str
    words: str
    page: str
    number: int | None
    place: str
    weight: float
    why: str


@dataclass(frozen=True, slots=True)
class Predicted:
    """What the machine says of one question, with its reasons; `mine` is what the reviewer had answered, '' where nothing."""

    code: str
    name: str
    answer: str
    probability: float | None
    model: str
    mine: str
    cards: tuple[EvidenceCard, ...]
    caution: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the machine saw of an enterprise: whose it took which site for, and every capability."""

    task: int
    links: tuple[tuple[str, str, float], ...]
    """(site, relation, probability)."""
    predicted: tuple[Predicted, ...]
