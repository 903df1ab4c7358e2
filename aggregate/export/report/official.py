"""Our figures beside published ones, with what differs in their definitions."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from aggregate.comparison.comparing import Comparison
from aggregate.comparison.verdicts import NONE, name_verdict
from aggregate.export.report.numbers import write_points
from aggregate.publication.naming import name_code, name_shortly
from aggregate.publication.passages import Grid
from aggregate.tables.domains import ALL
from catalogue.messages import say
from catalogue.numbers import write_number, write_share

Row = Mapping[str, Any]
DIMENSIONS = ("activity", "size_class", "region")
MOST_ROWS = 150


def describe_comparison(comparison: Comparison) -> Grid:
    """A row for each published figure that has a counterpart here."""
    header = (
        *(say("Official item"), say("Of"), say("Official figure"), say("Ours"), say("Indicator"), say("Difference, points")),
        say("Verdict"),
    )
    rows = tuple(_describe({str(name): value for name, value in row.items()}) for row in _choose(comparison).to_dict("records"))
    return Grid(say("Official figures and ours"), header, rows, (False, False, True, True, False, True, False))


def note_comparison(comparison: Comparison) -> Iterator[str]:
    """What is to be read with the figures: what is not shown of them, and the comparison's own notes."""
    found, missing = _choose(comparison), comparison.count(NONE)
    yield say("Source of the official figures: {files}.", files=", ".join(dict.fromkeys(comparison.table["source"])))
    if left := len(comparison.table) - missing - len(found):
        yield say("Official figures of finer groups, in the Excel workbook only: {count}.", count=left)
    if missing:
        yield say("Official figures with nothing of ours beside them, left out here: {count}.", count=missing)
    yield from comparison.notes


def _choose(comparison: Comparison) -> pd.DataFrame:
    """The figures with a counterpart, in their order; the coarser ones where they are too many for a page."""
    found = comparison.table[comparison.table["verdict"] != NONE]
    finer = sum((found[dimension] != ALL).astype(int) for dimension in DIMENSIONS)
    return found.loc[finer.sort_values(kind="stable").index[:MOST_ROWS].sort_values()] if len(found) > MOST_ROWS else found


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
    for dimension in DIMENSIONS:
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
