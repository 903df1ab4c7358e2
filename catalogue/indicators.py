"""The indicator catalogue: the Partnership's core indicators on business use of ICT, one for each capability, and the register's own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from catalogue.errors import ProfileError
from catalogue.messages import say
from catalogue.tables import load_table

FOLDER = Path(__file__).parent / "indicators"
CONTEXT = "context.toml"
CHOICES = {
    "kind": ("core", "capability", "frame"),
    "on_web": ("yes", "partly", "no"),
    "basis": ("website", "labels", "survey"),
    "match": ("exact", "proxy", "none"),
}
TEXTS = ("name", "definition", "numerator", "denominator", "web_reason", *CHOICES)
LISTS = ("eurostat", "oecd", "sources")
OPTIONAL = ("capability", "near", "note", "ties")
FRAMEWORKS = ("SDG", "WSIS")


@dataclass(frozen=True, slots=True)
class Tie:
    """An SDG target or WSIS action line that a published source ties to the indicator."""

    framework: str
    code: str
    name: str
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator. `basis` is what an estimate must rest on to carry this name: website, labels or survey.

    `on_web` says whether websites show it (yes, partly, no) and `web_reason` why; `capability` is the capability that shows it, or None;
    `match` is how near that capability is to the official item: exact, proxy or none; `eurostat` and `oecd` are codes of the nearest items.
    `near` are capabilities that show a part of an indicator that cannot itself be seen.
    """

    code: str
    name: str
    kind: str
    definition: str
    numerator: str
    denominator: str
    on_web: str
    web_reason: str
    basis: str
    match: str
    eurostat: tuple[str, ...]
    oecd: tuple[str, ...]
    sources: tuple[str, ...]
    ties: tuple[Tie, ...] = ()
    capability: str | None = None
    note: str = ""
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContextStatement:
    """What a framework says around our indicators; never a tie of one indicator."""

    framework: str
    statement: str
    codes: tuple[str, ...]
    source: str
    url: str


@cache
def load_indicators() -> tuple[Indicator, ...]:
    """All indicators: B1 to B12 in order, then our own by name.

    Raises:
        ProfileError: a file does not hold what it must.
    """
    paths = sorted((path for path in FOLDER.glob("*.toml") if path.name != CONTEXT), key=lambda path: _order(path.stem))
    return tuple(_read_indicator(path) for path in paths)


def find_indicator(code: str) -> Indicator | None:
    """The indicator of a code, in any case, or None."""
    return next((indicator for indicator in load_indicators() if indicator.code.casefold() == code.strip().casefold()), None)


@cache
def load_context() -> tuple[ContextStatement, ...]:
    """What the frameworks say around our indicators, kept apart from their ties."""
    entries = load_table(FOLDER / CONTEXT)["statements"]
    return tuple(ContextStatement(e["framework"], e["statement"], tuple(e["codes"]), e["source"], e["url"]) for e in entries)


def _order(code: str) -> tuple[bool, int, str]:
    number = re.fullmatch(r"B(\d+)", code)
    return number is None, int(number[1]) if number else 0, code


def _read_indicator(path: Path) -> Indicator:
    entry = load_table(path)
    problem = _find_problem(entry)
    if problem:
        raise ProfileError(say("{file}: {problem}", file=path, problem=problem))
    lists: dict[str, Any] = {key: tuple(entry[key]) for key in (*LISTS, "near") if key in entry}
    ties = tuple(Tie(**tie) for tie in entry.get("ties", ()))
    texts: dict[str, Any] = {key: entry[key] for key in (*TEXTS, "capability", "note") if key in entry}
    return Indicator(code=path.stem, **texts, **lists, ties=ties)


def _find_problem(entry: Mapping[str, Any]) -> str | None:
    """What is wrong with an indicator's file, in words, or None."""
    unknown = sorted(set(entry) - {*TEXTS, *LISTS, *OPTIONAL})
    if unknown:
        return say("`{key}` is not known.", key=unknown[0])
    for key in TEXTS:
        if not isinstance(entry.get(key), str) or not entry[key]:
            return say("`{key}` must be a text.", key=key)
    for key in (*LISTS, *({"near"} & set(entry))):
        if not isinstance(entry.get(key), list) or not all(isinstance(item, str) and item for item in entry[key]):
            return say("`{key}` must be a list of texts.", key=key)
    for key, choices in CHOICES.items():
        if entry[key] not in choices:
            return say("`{key}` must be one of {known}.", key=key, known=", ".join(choices))
    return _find_bad_tie(entry.get("ties", []))


def _find_bad_tie(ties: Any) -> str | None:
    """A tie counts only with its source."""
    wanted = set(Tie.__dataclass_fields__)
    if not isinstance(ties, list) or not all(isinstance(tie, dict) and set(tie) == wanted for tie in ties):
        return say("each of `ties` must have {known}.", known=", ".join(sorted(wanted)))
    if any(tie["framework"] not in FRAMEWORKS for tie in ties):
        return say("the framework of a tie must be one of {known}.", known=", ".join(FRAMEWORKS))
    if not all(isinstance(tie[key], str) and tie[key].strip() for tie in ties for key in ("code", "name", "source")):
        return say("a tie without its source cannot be kept: write down where it is published, or take it out.")
    return None
