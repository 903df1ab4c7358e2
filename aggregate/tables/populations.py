"""Which enterprises figures are about: the whole register, or the scope of the European survey within it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

import pandas as pd

from catalogue.aggregates import load_aggregates

ALL: Final = "_T"
TEN_OR_MORE: Final = "S_GE10"
SCOPE: Final = "C10-S951_X_K"
ICT: Final = "ICT"
REGISTERED: Final = "registered enterprises"
IN_SCOPE: Final = "registered enterprises with 10 or more persons employed in activities C to S95.1 without K"
READ: Final = "{population} whose website was read"
WITH_WEBSITE: Final = "{population} that have a website"
PARTLY: Final = ", as far as the survey covers them"


@dataclass(frozen=True, slots=True)
class Population:
    """A set of enterprises in words, and the codes under which the tables show all of its activities and all of its sizes."""

    name: str
    all_activities: str
    all_sizes: str

    def total_of(self, dimension: str) -> str:
        """The code of a breakdown for the whole population."""
        return {"activity": self.all_activities, "size_class": self.all_sizes}.get(dimension, ALL)


POPULATIONS: Final = (Population(REGISTERED, ALL, ALL), Population(IN_SCOPE, SCOPE, TEN_OR_MORE))
BY_NAME: Final[Mapping[str, Population]] = {population.name: population for population in POPULATIONS}


@cache
def name_group(activity: str | None, section: str) -> str:
    """What tables need to know of a unit's activity beside its section, in words: its division (`_U` unknown), then sets it belongs to.

    A unit known too coarsely to tell whether it belongs to the ICT sector, or to the European scope, is counted as outside of it.
    """
    division = activity[:2] if activity and len(activity) >= 2 else "_U"
    return " ".join((division, *(a.code for a in load_aggregates() if a.code in (ICT, SCOPE) and a.covers(activity, section))))


def is_whole(table: pd.DataFrame) -> "pd.Series[bool]":
    """Which rows of estimates are of a whole population: nothing is broken down, in the codes of the register or of the European scope."""
    others = ["region", "urbanisation", "owner_sex", "other_dimension", "other_value"]
    wholes = [(table["activity"] == p.all_activities) & (table["size_class"] == p.all_sizes) for p in POPULATIONS]
    return (wholes[0] | wholes[1]) & (table[others] == ALL).all(axis=1)
