"""What reviewing keeps: queues of enterprises to look at, tasks of one enterprise and round, and what reviewers did."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

AUDIT, TRAINING = "audit", "training"
FIRST, SECOND, ADJUDICATED = "first", "second", "adjudicated"
PAGES, SEARCH = "pages", "search"
LOOK = "look"
"""The kind of act that says that somebody was shown what was predicted."""


@dataclass(frozen=True, slots=True)
class NewQueue:
    """A queue to open: for an audit `sample` is the drawn sample, for training a name of the queue's own.

    `questions` are asked of each enterprise, in this order; `double_share` of them goes to two reviewers, chosen by `seed`.
    """

    country: str
    wave: str
    purpose: str
    sample: str
    questions: tuple[str, ...]
    double_share: float
    seed: int
    opened_by: str


@dataclass(frozen=True, slots=True)
class Queue(NewQueue):
    """An opened queue; `closed_at` is None while it is worked on."""

    queue: int
    opened_at: str
    closed_at: str | None = None
    closed_by: str | None = None

    @property
    def blind(self) -> bool:
        """Whether reviewers must not see what was predicted: in an audit."""
        return self.purpose == AUDIT


@dataclass(frozen=True, slots=True)
class NewTask:
    """One enterprise to be looked at in one round (first, second, adjudicated).

    `kind` is `pages` where archived pages can be leafed through, `search` where somebody has to look for the website. `stratum` is what
    progress is counted by; in an audit it must not say what was predicted.
    """

    enterprise_id: str
    round: str
    kind: str
    stratum: str
    position: int


@dataclass(frozen=True, slots=True)
class Task(NewTask):
    """A task as it stands: who holds it, who has done it, how often it was put off."""

    task: int
    queue: int
    claimed_by: str | None
    claimed_at: str | None
    done_by: str | None
    done_at: str | None
    skips: int


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that a reviewer did.

    `kind`: scope (answer y, or x with a reason in `content`), sites (`content` has `own`: list of sites, and `entered`: those of them that
    the reviewer typed), question (a capability with its answer), search (`content`: the protocol of a search by hand), skip, done, look
    (what was predicted was shown), undo.
    `seconds`: time since the step was shown. `act` is its number, 0 for one that is not kept yet.
    """

    task: int
    reviewer: str
    at: str
    kind: str
    question: str | None = None
    answer: str | None = None
    content: Mapping[str, Any] = field(default_factory=dict)
    blind: bool = True
    seconds: float | None = None
    undoes: int | None = None
    act: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a queue is in one stratum and round: tasks, done ones, and put-off ones that are still open."""

    stratum: str
    round: str
    tasks: int
    done: int
    put_off: int
