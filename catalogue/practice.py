"""Invented cases with checked answers, for practice before reviewing: the files of `catalogue/practice/`, in the order of their names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from catalogue.capabilities import load_capabilities
from catalogue.errors import ProfileError
from catalogue.messages import say
from catalogue.tables import check_names, check_table, load_table, read_text, read_texts

FOLDER = Path(__file__).parent / "practice"
FACTS = ("name", "trade_name", "legal_form", "place", "activity", "activity_words", "size", "phone", "address", "url")
ANSWERS = ("yes", "no", "unknown")
SCOPES = ("y", "x")
REASONS = ("", "closed", "out_of_scope", "duplicate")
KINDS = ("own", "shared", "social", "marketplace")


@dataclass(frozen=True, slots=True)
class PracticeSite:
    """A site to choose from, with its kind and the status in which the visit ended."""

    site: str
    kind: str
    status: str


@dataclass(frozen=True, slots=True)
class PracticePage:
    """An invented page: the inside of its body, and, where it is in another language than English, what it says in English (`gloss`)."""

    site: str
    path: str
    title: str
    language: str
    html: str
    gloss: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The right answer and why it is right. `why` is empty where there is nothing to say."""

    answer: str
    why: str


@dataclass(frozen=True, slots=True)
class PracticeCase:
    """One invented enterprise.

    `number` counts from 1; `about` says what kind of case it is, for afterwards; `facts` is what the register says, {name: text}, '' where
    it says nothing; `scope` is y, or x with `reason`; `own` are the sites that are its own; `answers` {capability: checked answer} are the
    questions asked, in their order; `colour` is that of its pages.
    """

    number: int
    code: str
    about: str
    facts: Mapping[str, str]
    sites: tuple[PracticeSite, ...]
    pages: tuple[PracticePage, ...]
    scope: Checked
    reason: str
    own: frozenset[str]
    own_why: str
    answers: Mapping[str, Checked] = field(default_factory=dict)
    colour: str = ""

    @property
    def in_scope(self) -> bool:
        """Whether there is more to answer than that the enterprise does not belong in the survey."""
        return self.scope.answer == "y"


@cache
def load_practice() -> Mapping[int, PracticeCase]:
    """{number: case}, the numbers from 1 on.

    Raises:
        ProfileError: a file lacks something, or contradicts itself.
    """
    paths = sorted(FOLDER.glob("*.toml"))
    return MappingProxyType({number: read_case(number, path.stem, load_table(path)) for number, path in enumerate(paths, 1)})


def read_case(number: int, code: str, entry: Mapping[str, Any]) -> PracticeCase:
    """A case from the content of its file.

    Raises:
        ProfileError: something is missing, or it contradicts itself.
    """
    case = PracticeCase(
        number,
        code,
        read_text(entry, "about", code),
        _read_facts(entry.get("register"), code),
        tuple(_read_site(site, code) for site in entry.get("sites", [])),
        tuple(_read_page(page, code) for page in entry.get("pages", [])),
        Checked(read_text(entry, "scope", code, default="y"), read_text(entry, "scope_why", code, default="")),
        read_text(entry, "reason", code, default=""),
        frozenset(read_texts(entry, "own", code)),
        read_text(entry, "own_why", code, default=""),
        MappingProxyType({question: _read_checked(given, code) for question, given in entry.get("answers", {}).items()}),
        read_text(entry, "colour", code),
    )
    _check_case(case)
    return case


def _read_facts(entry: object, where: str) -> Mapping[str, str]:
    check_table(entry, where)
    assert isinstance(entry, Mapping)
    check_names(entry, FACTS, where)
    return MappingProxyType({name: read_text(entry, name, where, default=None if name == "name" else "") for name in FACTS})


def _read_site(entry: Mapping[str, Any], where: str) -> PracticeSite:
    return PracticeSite(read_text(entry, "site", where), read_text(entry, "kind", where), read_text(entry, "status", where, default="ok"))


def _read_page(entry: Mapping[str, Any], where: str) -> PracticePage:
    texts = {name: read_text(entry, name, where) for name in ("site", "title", "language", "html")}
    rest = {name: read_text(entry, name, where, default="") for name in ("path", "gloss")}
    return PracticePage(**texts, **rest)


def _read_checked(entry: Mapping[str, Any], where: str) -> Checked:
    return Checked(read_text(entry, "answer", where), read_text(entry, "why", where))


def _check_case(case: PracticeCase) -> None:
    where, sites = case.code, {site.site for site in case.sites}
    check_names([case.scope.answer], SCOPES, where)
    check_names([case.reason], REASONS, where)
    check_names((site.kind for site in case.sites), KINDS, where)
    check_names({*case.own, *(page.site for page in case.pages)}, sites, where)
    check_names(case.answers, load_capabilities(), where)
    check_names((checked.answer for checked in case.answers.values()), ANSWERS, where)
    if case.in_scope != bool(case.own_why) or case.in_scope == bool(case.reason) or (case.answers and not case.own):
        raise ProfileError(
            say("{where}: outside of the scope there is a reason and nothing else; questions need a site of the enterprise.", where=where)
        )
