"""Regions and development groups of countries."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from catalogue.tables import load_table

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class UnRegion:
    """A country's place in M49, such as Africa and Eastern Africa."""

    region: str
    subregion: str


@dataclass(frozen=True, slots=True)
class Membership:
    """A country in a group: LDC, LLDC or SIDS. Dates are ISO dates or years; `until` is None while it lasts.

    `scheduled` is a day of graduation that was decided but has not been confirmed.
    """

    group: str
    name: str
    since: str
    until: str | None = None
    scheduled: str | None = None

    def holds_on(self, day: str) -> bool:
        """Whether the country was in the group on a day or in a year (ISO)."""
        return self.since <= day and (self.until is None or day < self.until)


@cache
def load_un_regions() -> dict[str, UnRegion]:
    """{alpha-2: region and subregion}."""
    entries = load_table(FOLDER / "un_regions.toml")["subregions"]
    return {code: UnRegion(entry["region"], entry["name"]) for entry in entries for code in entry["codes"].split()}


@cache
def load_memberships() -> dict[str, tuple[Membership, ...]]:
    """{alpha-2: the groups that a country is or was in}, in the order LDC, LLDC, SIDS."""
    found: dict[str, tuple[Membership, ...]] = {}
    for group, entry in load_table(FOLDER / "development.toml").items():
        until, scheduled = entry.get("until", {}), entry.get("scheduled", {})
        for entrance in entry["entered"]:
            for code in entrance["codes"].split():
                membership = Membership(group, entry["name"], entrance["since"], until.get(code), scheduled.get(code))
                found[code] = (*found.get(code, ()), membership)
    return found
