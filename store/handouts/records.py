"""What is kept of tasks that were handed out."""

from collections.abc import Mapping
from dataclasses import dataclass

from store.reviewing import Act


@dataclass(frozen=True, slots=True)
class Handout:
    """Tasks of a queue that somebody took elsewhere; `handout` is a random word that their bundle bears too."""

    handout: str
    queue: int
    reviewer: str
    handed_at: str
    recalled_at: str | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """A task that was handed out, and on what evidence its answers rest: that of the moment it was packed.

    `models`: {capability: what had decided it}. `returned_at`: when its answers came back.
    """

    task: int
    enterprise_id: str
    round: str
    evidence_digest: str
    rules: str | None
    models: Mapping[str, str]
    returned_at: str | None = None


@dataclass(frozen=True, slots=True)
class TaskState:
    """How the reviewer left a task, as the bundle says: to be counted, not to be believed."""

    task: int
    enterprise_id: str
    round: str
    done_at: str | None
    skips: int


@dataclass(frozen=True, slots=True)
class GivenBack:
    """What comes back from elsewhere: all acts of the reviewer in the bundle, numbered as there, and how the tasks stand."""

    handout: str
    reviewer: str
    tasks: tuple[TaskState, ...]
    acts: tuple[Act, ...]
