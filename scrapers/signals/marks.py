"""The words and marks of catalogue/data/page_marks.toml, compiled."""

import re
import tomllib
from functools import cache
from pathlib import Path

import catalogue

_FILE = Path(catalogue.__file__).parent / "data" / "page_marks.toml"


@cache
def load_marks() -> dict[str, dict[str, list[str]]]:
    """All lists of alternatives, by section and name."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def compile_mark(section: str, name: str) -> re.Pattern[str]:
    """One expression that matches any of a list's alternatives, without regard to case."""
    return re.compile("|".join(load_marks()[section][name]), re.IGNORECASE)
