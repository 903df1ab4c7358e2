"""What a website's status means for links and for the existence of an own website: `classify/status_rules.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from catalogue.tables import load_table

FILE = Path(__file__).parent / "status_rules.toml"


@dataclass(frozen=True, slots=True)
class StatusRule:
    """`link`: probability that a site the register names is the enterprise's; `exists`: that it is a website, None where nobody can say."""

    link: float
    exists: float | None


@cache
def load_status_rules() -> Mapping[str, StatusRule]:
    """{status: rule} of every status."""
    entries = load_table(FILE)
    return {status: StatusRule(row["link"], row["exists"] if row["website"] == "yes" else None) for status, row in entries.items()}
