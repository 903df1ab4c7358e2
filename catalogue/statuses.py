"""How a website can end a wave: the statuses of `catalogue/data/statuses.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from catalogue.tables import load_table

FILE = Path(__file__).parent / "data" / "statuses.toml"
CAUSES = ("read", "nothing", "refused", "unreachable", "elsewhere", "open")


@dataclass(frozen=True, slots=True)
class Status:
    """A status in words; `read`: its pages can be judged; `retry`: the failure may pass, so the site is tried again.

    `cause` is one of CAUSES: what kind of end it is.
    """

    status: str
    read: bool
    retry: bool
    meaning: str
    cause: str


@cache
def load_statuses() -> Mapping[str, Status]:
    """{status: what it means}, in the order of the file."""
    entries = load_table(FILE)
    return MappingProxyType({key: Status(key, bool(e["read"]), bool(e["retry"]), e["meaning"], e["cause"]) for key, e in entries.items()})
