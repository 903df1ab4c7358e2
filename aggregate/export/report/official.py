"""Our figures beside published ones, with what differs in their definitions."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from aggregate.comparison.comparing import AGREES, DIFFERS, HIDDEN, NONE, OTHER_CONCEPT, OUTSIDE, UNSURE, WITHIN, Comparison
from aggregate.export.report.numbers import write_points
from aggregate.publication.naming import name_code, name_shortly
from aggregate.publication.passages import Grid
from aggregate.tables.domains import ALL
from catalogue.messages import say
from catalogue.numbers import write_number, write_share

Row = Mapping[str, Any]


def describe_comparison(comparison: Comparison) -> Grid:
    """A row for each published figure that has a counterpart here."""
    header = (
        *(say("Official item"), say("Of"), say("Official figure"), say("Ours"), say("Indicator"), say("Difference, points")),
        say("Verdict, and differences of definition"),
    )
    rows = tuple(_describe({str(name): value for name, value in row.items()}) for row in comparison.table.to_dict("records"))
    return Grid(say("Official figures and ours"), header, rows, (False, False, True, True, False, True, False))


def name_verdict(verdict: str) -> str:
    """A verdict of the comparison in words."""
    return {
        AGREES: say("no difference beyond chance"),
        DIFFERS: say("differs"),
        UNSURE: say("differs, unless theirs has an error that nobody stated"),
        OTHER_CONCEPT: say("measures something else"),
        WITHIN: say("within our bounds"),
        OUTSIDE: say("outside of our bounds"),
        HIDDEN: say("ours is not shown"),
        NONE: say("nothing to compare"),
    }[verdict]


def _describe(row: Row) -> tuple[str, ...]:
    return (
        f"{row['item']} ({row['period']})" if row["period"] else str(row["item"]),
        ", ".join(_list_groups(row)) or say("All enterprises"),
        _with_margin(row["theirs"], row["their_standard_error"]),
        _write_ours(row),
        name_shortly(row["indicator"]) if isinstance(row["indicator"], str) else "",
        "" if pd.isna(row["difference"]) else write_points(row["difference"]),
        "; ".join(text for text in (name_verdict(row["verdict"]), row["remarks"]) if text),
    )


def _list_groups(row: Row) -> Iterator[str]:
    for dimension in ("activity", "size_class", "region"):
        code = row[dimension]
        if isinstance(code, str) and code and code != ALL:
            yield name_code(dimension, code)


def _write_ours(row: Row) -> str:
    if pd.isna(row["ours"]):
        return "" if pd.isna(row["our_low"]) else f"{write_share(row['our_low'])} … {write_share(row['our_high'])}"
    return _with_margin(row["ours"], row["our_standard_error"])


def _with_margin(value: float, error: float | None) -> str:
    """The share with half its 95 % interval in points, where its standard error is known."""
    return write_share(value) + ("" if error is None or pd.isna(error) else f" (±{write_number(196 * float(error), 1)})")
