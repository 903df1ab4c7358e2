"""The words and marks of catalogue/data/page_marks.toml, compiled."""

import re
from functools import cache
from pathlib import Path

import catalogue
from catalogue.tables import load_table

_FILE = Path(catalogue.__file__).parent / "data" / "page_marks.toml"
_PARTS = re.compile(r"\\.|[^\\]+")


@cache
def load_marks() -> dict[str, dict[str, list[str]]]:
    """All lists of alternatives, by section and name."""
    return load_table(_FILE)


@cache
def compile_mark(section: str, name: str) -> re.Pattern[str]:
    """One expression that matches any of a list's alternatives, without regard to case."""
    return re.compile("|".join(load_marks()[section][name]), re.IGNORECASE)


@cache
def compile_lowered(section: str, name: str) -> tuple[re.Pattern[str], ...]:
    """Expressions that together match any of a list's alternatives in a text in lower case.

    Those that begin with a letter stand by themselves: with their beginnings known, they are searched for several times faster.
    """
    alternatives = [_PARTS.sub(_lower, alternative) for alternative in load_marks()[section][name]]
    plain = [alternative for alternative in alternatives if alternative[0].isalpha() and "|" not in alternative]
    others = [alternative for alternative in alternatives if alternative not in plain]
    return tuple(re.compile("|".join(group)) for group in (plain, others) if group)


def _lower(part: re.Match[str]) -> str:
    return part[0] if part[0].startswith("\\") else part[0].lower()
