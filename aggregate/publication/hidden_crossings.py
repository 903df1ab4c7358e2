"""Crossings of which every figure is hidden: their rows would say no more than this, so they are named instead of listed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from aggregate.tables.populations import ALL, IN_SCOPE, SCOPE, TEN_OR_MORE

FEWEST_BREAKDOWNS = 2
"""Tables by one breakdown, and figures of all enterprises, are listed whatever they hide: there `confidential` is an answer."""
PLAIN = ("size_class", "region", "urbanisation", "owner_sex", "other_dimension")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A crossing that is not listed: its breakdowns as columns are named, how many figures of it are hidden and why, and of what.

    `indicators` are by population.
    """

    breakdowns: tuple[str, ...]
    confidential: int
    unreliable: int
    indicators: Mapping[str, tuple[str, ...]]


def find_hidden_crossings(figures: pd.DataFrame) -> "pd.Series[bool]":
    """Which rows of named estimates belong to a crossing that is hidden throughout, of one indicator in one population.

    A crossing is two breakdowns or more; all its measures and methods must be hidden. Nothing decides but what the rows themselves would
    say (`suppressed`), so that leaving them out tells nothing that they do not tell, and the rows of a release always give the same.
    """
    crossings = name_crossings(figures)
    hidden = (figures["suppressed"] != "").groupby([figures["indicator"], figures["population"], crossings], sort=False).transform("all")
    return hidden & (crossings.str.count(",") + 1 >= FEWEST_BREAKDOWNS)


def name_crossings(figures: pd.DataFrame) -> "pd.Series[str]":
    """By what each row is broken down: names of columns, `division` beside `activity`, joined by commas; '' for all enterprises."""
    activity, size = figures["activity"], figures["size_class"]
    is_whole = {name: (figures[name] == ALL).to_numpy() for name in PLAIN}
    is_european = figures["population"].str.startswith(IN_SCOPE)
    is_whole["size_class"] = ((size == ALL) | ((size == TEN_OR_MORE) & is_european)).to_numpy()
    names = np.where(activity.isin([ALL, SCOPE]), "", np.where(activity.str.isdigit(), "division,", "activity,")).astype(object)
    for name in PLAIN:
        names += np.where(is_whole[name], "", f"{name},")
    column = pd.Series(names, index=figures.index).str.removesuffix(",")
    is_other = ~is_whole["other_dimension"]
    return column.where(~is_other, column.str.replace("other_dimension", "other:") + figures["other_dimension"])


def list_left_out(left_out: pd.DataFrame) -> Iterator[LeftOut]:
    """What the rows that are left out come to, crossing by crossing, the one with the fewest breakdowns first."""
    if left_out.empty:
        return
    crossings = name_crossings(left_out)
    for crossing in sorted(crossings.unique(), key=lambda name: (name.count(","), name)):
        rows = left_out[crossings == crossing]
        confidential = int((rows["suppressed"] == "confidential").sum())
        indicators = {str(whom): tuple(of_whom["indicator"].unique()) for whom, of_whom in rows.groupby("population", sort=False)}
        yield LeftOut(tuple(crossing.split(",")), confidential, len(rows) - confidential, indicators)
