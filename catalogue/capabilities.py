"""What a website can do for its visitors: the capabilities of `catalogue/data/capabilities.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from catalogue.tables import load_table

FILE = Path(__file__).parent / "data" / "capabilities.toml"


@dataclass(frozen=True, slots=True)
class CapabilityMeaning:
    """A capability in words; `official` is the nearest official item and `match` how near it is: exact, proxy or none.

    `needs`: what an enterprise cannot have it without, own_website or web_presence; '' for these and what follows from them.
    """

    capability: str
    meaning: str
    official: str
    match: str
    needs: str


@cache
def load_capabilities() -> Mapping[str, CapabilityMeaning]:
    """{capability: meaning}, in the order of the file."""
    entries = load_table(FILE)
    return MappingProxyType(
        {key: CapabilityMeaning(key, e["meaning"], e["official"], e["match"], e["needs"]) for key, e in entries.items()}
    )
