"""Who proposes websites, and what is compared between an enterprise and a site: the lists that all stages share."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from catalogue.tables import load_table, read_text, read_texts

FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class CandidateSource:
    """A source of candidates: `leave` must be allowed by name first, if it has one."""

    key: str
    name: str
    leave: str


@dataclass(frozen=True, slots=True)
class ComparisonKind:
    """A kind of evidence on a pair: its levels, the strongest first, and those that speak against the pair."""

    key: str
    meaning: str
    levels: tuple[str, ...]
    against: tuple[str, ...]


@cache
def load_candidate_sources() -> dict[str, CandidateSource]:
    """{key: source}."""
    return {key: _read_source(key, entry) for key, entry in load_table(FOLDER / "candidate_sources.toml").items()}


@cache
def load_comparison_kinds() -> dict[str, ComparisonKind]:
    """{key: kind}."""
    return {key: _read_kind(key, entry) for key, entry in load_table(FOLDER / "comparisons.toml").items()}


def _read_source(key: str, entry: dict[str, object]) -> CandidateSource:
    return CandidateSource(key, read_text(entry, "name", key), read_text(entry, "leave", key, default=""))


def _read_kind(key: str, entry: dict[str, object]) -> ComparisonKind:
    return ComparisonKind(key, read_text(entry, "meaning", key), read_texts(entry, "levels", key), read_texts(entry, "against", key))
