"""People who may log in, and what is kept about them."""

from dataclasses import dataclass
from typing import Final

REVIEWER, ADJUDICATOR, VIEWER, METHODOLOGIST = "reviewer", "adjudicator", "viewer", "methodologist"
ROLES: Final = (REVIEWER, ADJUDICATOR, VIEWER, METHODOLOGIST)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may log in.

    `name` is also the labeller of their labels. `language` is a code such as `fr`, empty where they have not chosen one. `removed_at` is
    None as long as they may log in.
    """

    name: str
    role: str
    language: str = ""
    added_at: str = ""
    added_by: str = ""
    removed_at: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked at register rows or single enterprises: when, who, and the path with its query."""

    at: str
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class PracticeResult:
    """One practice case that somebody answered: how many of its questions, and how many of them as checked."""

    name: str
    case: str
    questions: int
    agreed: int
    at: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """A methodologist let somebody answer audits without practice: whom, when, who did."""

    name: str
    at: str
    given_by: str
