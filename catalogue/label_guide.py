"""How to answer what reviewers are asked: the label guide of `catalogue/data/label_guide.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from catalogue.tables import load_table, read_text, read_texts

FILE = Path(__file__).parent / "data" / "label_guide.toml"
STEPS = ("scope", "sites", "search")
CHOICES = {"protocol": "step", "reasons": "reason", "channels": "channel", "outcomes": "outcome"}
WHENS = ("always", "url", "email", "never")


@dataclass(frozen=True, slots=True)
class Guidance:
    """How to answer one question: its short name, the question, what it means, what counts and what does not, and a hard case."""

    code: str
    name: str
    asked: str
    definition: str
    counts: tuple[str, ...]
    does_not_count: tuple[str, ...]
    hard_case: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tick or choose, in words; `when` says which fact of the register makes a step of the protocol necessary."""

    code: str
    name: str
    when: str = ""


@cache
def load_label_guide() -> Mapping[str, Guidance]:
    """{question: guidance} for the steps scope, sites and search and for every capability, in the order of the file.

    Raises:
        ProfileError: the file lacks a text.
    """
    entries = load_table(FILE)
    return MappingProxyType({code: _read_guidance(code, entry) for code, entry in entries.items() if code not in CHOICES})


@cache
def load_choices(kind: str) -> Mapping[str, Choice]:
    """{code: choice} of one kind: protocol (steps of a search), reasons, channels or outcomes; in the order of the file."""
    key = CHOICES[kind]
    choices = (Choice(entry[key], read_text(entry, "name", kind), entry.get("when", "")) for entry in load_table(FILE)[kind])
    return MappingProxyType({choice.code: choice for choice in choices})


def _read_guidance(code: str, entry: Mapping[str, Any]) -> Guidance:
    name, asked, definition, hard_case = (read_text(entry, key, code) for key in ("name", "asked", "definition", "hard_case"))
    counts, does_not_count = (read_texts(entry, key, code) for key in ("counts", "does_not_count"))
    return Guidance(code, name, asked, definition, counts, does_not_count, hard_case)
