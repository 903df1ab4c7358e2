"""What each published indicator means, which official items it is or comes near to, and what ties it to targets and action lines."""

from collections.abc import Iterable
from dataclasses import dataclass

from aggregate.publication.naming import describe_indicator, name_shortly
from catalogue.indicators import ContextStatement, Tie, find_indicator, load_context
from catalogue.messages import say_text


@dataclass(frozen=True, slots=True)
class Definition:
    """An indicator's definition; `ties` are those that a source states, which may be none."""

    code: str
    short: str
    name: str
    text: str
    official: str
    note: str
    ties: tuple[Tie, ...]


def list_definitions(codes: Iterable[str]) -> list[Definition]:
    """Definitions in the order of the codes."""
    return [_describe(code) for code in codes]


def _describe(code: str) -> Definition:
    name, text, official = describe_indicator(code)
    found = find_indicator(code)
    note, ties = (say_text(found.note), found.ties) if found else ("", ())
    return Definition(code, name_shortly(code), name, text, official, note, ties)


def list_context() -> list[ContextStatement]:
    """What the frameworks say around the indicators, in the language of now."""
    return [
        ContextStatement(found.framework, say_text(found.statement), found.codes, found.source, found.url)
        for found in load_context()
        if found.framework in ("SDG", "WSIS")
    ]
