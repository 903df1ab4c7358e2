"""ISIC Rev.4 to four digits, in which the store keeps every activity."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "activities"
CLASS_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Activity:
    """A heading of ISIC Rev.4: code (section letter or two to four digits), short title in our own words, its section's letter."""

    code: str
    title: str
    section: str

    @property
    def level(self) -> str:
        """section, division, group or class."""
        return ("section", "division", "group", "class")[len(self.code) - 1]


@cache
def load_activities() -> Mapping[str, Activity]:
    """{code: heading} for all 766 headings of ISIC Rev.4, in the order of the classification.

    Source: the structure published by the United Nations Statistics Division (ST/ESA/STAT/SER.M/4/Rev.4, 2008); titles are ours.
    """
    found: dict[str, Activity] = {}
    section = ""
    with (FOLDER / "isic4.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            code = row["code"]
            section = code if len(code) == 1 else section
            found[code] = Activity(code, row["title"], section)
    return found


def section_of(code: str) -> str | None:
    """The section letter of an ISIC Rev.4 code of any level; None for what is no such code."""
    activity = load_activities().get(code)
    return activity.section if activity else None


@cache
def classes_under(code: str) -> frozenset[str]:
    """All four-digit classes of a heading; of a class, itself; of '' or an unknown code, none."""
    inside = load_activities()
    if len(code) == 1:
        return frozenset(c for c, a in inside.items() if a.section == code and len(c) == CLASS_DIGITS)
    return frozenset(c for c in inside if code and c.startswith(code) and len(c) == CLASS_DIGITS)
