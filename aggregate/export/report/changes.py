"""What changed since the wave before: sentences, a chart, and the figures as a table."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from aggregate.charts.dots import draw_changes
from aggregate.charts.records import Dot, Text
from aggregate.export.report.estimates import CONFIDENTIAL, UNRELIABLE, place_indicator
from aggregate.export.report.numbers import write_points
from aggregate.export.report.pictures import Picture
from aggregate.export.report.tables import POOR, SECRET
from aggregate.publication.naming import name_shortly
from aggregate.publication.passages import Grid
from aggregate.publication.records import Publication
from aggregate.publication.statuses import WEAK
from aggregate.tables.domains import ALL, DIMENSIONS
from aggregate.tables.populations import REGISTERED
from catalogue.messages import say

METHOD = MEASURE = "change"
Row = Mapping[str, Any]


def select_changes(publication: Publication) -> pd.DataFrame:
    """The changes of all registered enterprises together, a row an indicator; without rows where no wave came before."""
    table = publication.changes
    if table.empty:
        return table
    whole = (table[list(DIMENSIONS)] == ALL).all(axis=1) & (table["population"] == REGISTERED)
    return table[whole & (table["measure"] == MEASURE) & (table["method"] == METHOD)]


def find_since(publication: Publication) -> str:
    """The earlier wave that the changes are from; '' where there is none."""
    return ", ".join(sorted(set(select_changes(publication)["since"]))) if len(publication.changes) else ""


def draw_since(publication: Publication) -> Picture | None:
    """The changes of all indicators; None where no wave came before."""
    rows = _list_rows(publication)
    if not rows:
        return None
    title = say("Changes since {since}, in percentage points", since=find_since(publication))
    description = say("One dot an indicator, right of the line where the share grew; the line through it is its 95 % interval.")
    dots = tuple(_describe_dot(row) for row in rows if not pd.isna(row["value"]))
    lines = tuple((name_shortly(str(row["indicator"])), *_write_change(row), _write_flag(row)) for row in rows)
    header = (say("Indicator"), say("Change"), say("95 % interval"), say("Note"))
    grid = Grid(title, header, lines, (False, True, True, False))
    drawn = draw_changes(dots, Text(title, description, say("Percentage points"))) if dots else ""
    crossing = say("Where an interval crosses the line, the sample cannot tell the change from chance.")
    return Picture(title, drawn, grid, (crossing,))


def tell_changes(publication: Publication, codes: Sequence[str]) -> tuple[str, ...]:
    """The changes of these indicators in sentences, as far as they are shown with an interval."""
    by_code = {row["indicator"]: row for row in _list_rows(publication)}
    rows = (by_code[code] for code in codes if code in by_code)
    return tuple(_tell(row) for row in rows if not pd.isna(row["value"]) and not pd.isna(row["ci_low"]))


def _tell(row: Row) -> str:
    name, change, ends = name_shortly(row["indicator"]), write_points(row["value"]), _write_interval(row)
    words = {"name": name, "change": change, "since": row["since"], "range": ends}
    if row["break_since"]:
        return say("{name}: {change} percentage points since {since} (95 % interval {range}), a break in the series included.", **words)
    if row["ci_low"] > 0 or row["ci_high"] < 0:
        return say("{name}: {change} percentage points since {since} (95 % interval {range}), more than chance.", **words)
    return say("{name}: {change} percentage points since {since} (95 % interval {range}), which may be chance.", **words)


def _list_rows(publication: Publication) -> list[Row]:
    """The changes in the order of the catalogue; web presence once, by its official name where it has it."""
    rows = [{str(name): value for name, value in row.items()} for row in select_changes(publication).to_dict("records")]
    once = not any(row["indicator"] == "B5" for row in rows)
    return sorted((row for row in rows if once or row["indicator"] != "web_presence"), key=lambda row: place_indicator(row["indicator"]))


def _describe_dot(row: Row) -> Dot:
    text = "  ".join(text for text in (write_points(row["value"]), _bracket(row)) if text)
    low, high = (None if pd.isna(row[name]) else float(row[name]) for name in ("ci_low", "ci_high"))
    return Dot(name_shortly(row["indicator"]), float(row["value"]), low, high, text, weak=row["quality"] == WEAK)


def _bracket(row: Row) -> str:
    return f"({_write_interval(row)})" if _write_interval(row) else ""


def _write_change(row: Row) -> tuple[str, str]:
    if pd.isna(row["value"]):
        return SECRET if row["suppressed"] == CONFIDENTIAL else POOR, ""
    return write_points(row["value"]), _write_interval(row)


def _write_interval(row: Row) -> str:
    return "" if pd.isna(row["ci_low"]) else f"{write_points(row['ci_low'])} … {write_points(row['ci_high'])}"


def _write_flag(row: Row) -> str:
    hidden = {CONFIDENTIAL: say("confidential"), UNRELIABLE: say("unreliable")}.get(row["suppressed"], "")
    return "; ".join(text for text in (hidden, say("break in the series") if row["break_since"] else "") if text)
