"""One indicator by activity, by size, and by whatever else the register tells of enterprises."""

from collections.abc import Iterator

import pandas as pd

from aggregate.charts.records import Text
from aggregate.publication.collecting import read_publishable
from aggregate.publication.naming import name_code
from aggregate.tables.populations import ICT, Population
from catalogue.messages import say
from catalogue.numbers import write_share
from catalogue.sizes import list_size_classes, list_size_unions
from store.estimates import DIMENSIONS
from store.opening import Store
from web.dashboards.figures import describe_figures, list_lines
from web.dashboards.names import name_breakdown
from web.dashboards.panels import Asked, Panel

ONE_LETTER = 1
OTHER = "other_value"
BROKEN_DOWN = ("activity", "size_class", "region", "urbanisation", "owner_sex", OTHER)
"""Breakdowns in the order of the page; `other_value` stands for every further column of the register."""


def describe_breakdowns(asked: Asked, whom: Population, population: str, method: str, indicator: str) -> Iterator[Panel]:
    """A panel for each breakdown of which there are two groups or more, each beside the figure of the whole."""
    key = (asked.country, asked.wave, population, method, indicator)
    rows = asked.measurements.read(("indicator", *key), lambda store: _read_indicator(store, *key))
    whole = _pick_rows(rows, whom, "")
    value = None if whole.empty or pd.isna(whole["value"].iloc[0]) else float(whole["value"].iloc[0])
    for dimension in BROKEN_DOWN:
        table = _pick_rows(rows, whom, dimension)
        for place, other in enumerate(table["other_dimension"].unique()):
            groups, title = table[table["other_dimension"] == other], _name_breakdown(dimension, str(other))
            if len(groups) > 1:
                name = f"other-{place + 1}" if dimension == OTHER else dimension
                yield _describe(name, name_breakdown(indicator, title), dimension, groups, value)


def _read_indicator(store: Store, country: str, wave: str, population: str, method: str, indicator: str) -> pd.DataFrame:
    wanted = {"indicator": indicator, "population": population, "method": method, "measure": "share"}
    return read_publishable(store, country, wave, wanted)


def _pick_rows(rows: pd.DataFrame, whom: Population, dimension: str) -> pd.DataFrame:
    """The rows that are broken down by this alone; '' by nothing. Of activities the sections and the ICT sector."""
    free = {dimension, "other_dimension"} if dimension == OTHER else {dimension}
    fixed = [name for name in DIMENSIONS if name not in free]
    chosen = (rows[fixed] == [whom.total_of(name) for name in fixed]).all(axis=1)
    if dimension:
        chosen &= rows[dimension] != whom.total_of(dimension)
    if dimension == "activity":
        chosen &= (rows["activity"].str.len() == ONE_LETTER) | rows["activity"].isin([ICT, "_U"])
    return _sort_sizes(rows[chosen]) if dimension == "size_class" else rows[chosen]


def _sort_sizes(rows: pd.DataFrame) -> pd.DataFrame:
    """Classes before what holds several of them."""
    order = {size: place for place, size in enumerate((*list_size_classes(), *list_size_unions()))}
    return rows.sort_values("size_class", key=lambda codes: codes.map(order), kind="stable")


def _describe(key: str, title: str, dimension: str, groups: pd.DataFrame, whole: float | None) -> Panel:
    text = Text(
        title,
        say("One dot a group with its 95 % interval; the dashed line is the figure of all."),
        say("Share of enterprises"),
        "" if whole is None else say("all: {share}", share=write_share(whole)),
    )
    names = [name_code(dimension, code) for code in groups[dimension]]
    return describe_figures(key, text, "", list_lines(names, groups), reference=whole)


def _name_breakdown(dimension: str, other: str) -> str:
    return {
        "activity": say("by activity"),
        "size_class": say("by size"),
        "region": say("by region"),
        "urbanisation": say("by urbanisation"),
        "owner_sex": say("by sex of owner"),
    }.get(dimension) or say("by {column}", column=other)
