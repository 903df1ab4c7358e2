"""Aggregates of activities that tables are made for: the survey's scope, the ICT sector, the total, the sections."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from catalogue.errors import ProfileError
from catalogue.isic import classes_under, load_activities
from catalogue.messages import say

FOLDER = Path(__file__).parent / "aggregates"
EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class Aggregate:
    """A set of activities: `includes` less `excludes`, in ISIC Rev.4; `source` says whose definition it is, `version` of which year."""

    code: str
    name: str
    version: str
    source: str
    includes: tuple[str, ...]
    excludes: tuple[str, ...] = ()

    @property
    def classes(self) -> frozenset[str]:
        """Its four-digit classes."""
        inside: frozenset[str] = frozenset().union(*(classes_under(code) for code in self.includes))
        return inside.difference(*(classes_under(code) for code in self.excludes))

    def covers(self, activity: str | None, section: str | None) -> bool | None:
        """Whether a unit belongs to it; None where its activity is known too coarsely to say. The total covers every unit."""
        if EVERYTHING in self.includes:
            return True
        known = classes_under(activity or section or "")
        if not known:
            return None
        return True if known <= self.classes else None if known & self.classes else False


@cache
def load_aggregates() -> tuple[Aggregate, ...]:
    """The total, the scopes, the ICT sector and the 21 sections.

    Raises:
        ProfileError: a file names a code that ISIC Rev.4 does not have, or lacks a part.
    """
    named = [_load(path) for path in sorted(FOLDER.glob("*.toml"))]
    sections = [Aggregate(a.code, a.title, "2008", "ISIC Rev.4", (a.code,)) for a in load_activities().values() if len(a.code) == 1]
    return (*sorted(named, key=lambda a: (a.code != "_T", a.code)), *sections)


def _load(path: Path) -> Aggregate:
    try:
        entry = tomllib.loads(path.read_text(encoding="utf-8"))
        words = [str(entry[k]) for k in ("code", "name", "version", "source")]
        found = Aggregate(words[0], words[1], words[2], words[3], tuple(entry["includes"]), tuple(entry.get("excludes", ())))
    except (KeyError, tomllib.TOMLDecodeError) as error:
        raise ProfileError(say("The aggregate {path} cannot be read ({reason}).", path=path.name, reason=error)) from error
    strangers = [c for c in (*found.includes, *found.excludes) if c != EVERYTHING and c not in load_activities()]
    if strangers:
        raise ProfileError(
            say("The aggregate {path} names codes that ISIC Rev.4 does not have: {codes}.", path=path.name, codes=" ".join(strangers))
        )
    return found
