"""What a store keeps, why, and what a purge does with it: the list that the command, the handbook and tests share."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from catalogue.tables import check_names, load_table, read_text, read_texts

FILE = Path(__file__).parent / "data" / "retention.toml"
GOES = ("purge", "quotes", "register", "stays")


@dataclass(frozen=True, slots=True)
class KeptKind:
    """One kind of what is kept: `goes` is with which purge, `tables` are those of the store that hold it. `name` and `why` are English."""

    key: str
    name: str
    why: str
    goes: str
    tables: tuple[str, ...]


@cache
def load_retention() -> dict[str, KeptKind]:
    """{key: kind}, in the order in which they are shown."""
    return {key: _read_kind(key, entry) for key, entry in load_table(FILE).items()}


def _read_kind(key: str, entry: dict[str, object]) -> KeptKind:
    goes = read_text(entry, "goes", key)
    check_names([goes], GOES, key)
    return KeptKind(key, read_text(entry, "name", key), read_text(entry, "why", key), goes, read_texts(entry, "tables", key))
