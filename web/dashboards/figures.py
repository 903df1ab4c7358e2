"""Safe estimates as a panel: figures and margins that may be shown, and how many may not."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from aggregate.charts.dots import draw_changes, draw_dots
from aggregate.charts.records import Dot, Text
from aggregate.publication.statuses import WEAK
from catalogue.messages import say, say_count
from catalogue.numbers import write_share
from web.dashboards.panels import HALF, Drawing, Panel
from web.dashboards.sheets import COUNT, POINTS, SHARE, Cell, Column, Sheet, write_interval, write_points

KEY = ("country", "wave", "indicator", "population", "method", "activity", "size_class", "region", "urbanisation", "owner_sex")
OTHER_KEY = ("other_dimension", "other_value")


@dataclass(frozen=True, slots=True)
class Line:
    """One estimate: its name, and its row as published (`read_publishable`), figures None where they are not shown."""

    name: str
    row: dict[str, Any]

    def figure(self, column: str) -> float | None:
        """A number of the row; None where it is missing or not shown."""
        value = self.row[column]
        return None if value is None or pd.isna(value) else float(value)


def list_lines(names: Sequence[str], table: pd.DataFrame) -> list[Line]:
    """The rows of a table with their names, in the same order."""
    return [Line(name, {str(k): v for k, v in row.items()}) for name, row in zip(names, table.to_dict("records"), strict=True)]


def describe_figures(
    key: str,
    text: Text,
    lead: str,
    lines: Sequence[Line],
    *,
    reference: float | None = None,
    links: Sequence[str] = (),
    changes: bool = False,
    shape: str = HALF,
) -> Panel:
    """A panel of dots with intervals over a table that says which figures are not shown, and why."""
    dots = tuple(_draw_dot(line, value, changes=changes) for line in lines if (value := line.figure("value")) is not None)
    draw = partial(draw_changes, dots, text) if changes else partial(draw_dots, dots, text, reference=reference)
    sheet = Sheet(_columns(lines, changes=changes), tuple(_write_row(line) for line in lines), tuple(links))
    notes = [*_tell_hidden(lines), *([say("Hollow dots: read with caution, the interval is wide.")] if any(d.weak for d in dots) else [])]
    return Panel(key, text.title, lead, sheet, (Drawing(text.title, draw),) if dots else (), tuple(notes), shape)


def _draw_dot(line: Line, value: float, *, changes: bool) -> Dot:
    low, high = line.figure("ci_low"), line.figure("ci_high")
    words = write_points(value) if changes else write_share(value)
    if low is not None and high is not None:
        words += f"  ({write_points(low)} … {write_points(high)})" if changes else f"  ({write_interval(low, high)})"
    return Dot(line.name, value, low, high, words, weak=line.row["quality"] == WEAK)


def _columns(lines: Sequence[Line], *, changes: bool) -> tuple[Column, ...]:
    kind = POINTS if changes else SHARE
    hidden = say("Not shown") if any(line.row["suppressed"] for line in lines) else ""
    return (
        Column("name", say("Of")),
        *(Column(name, "") for name in (*KEY, *OTHER_KEY, "measure", "since")),
        *(Column("value", say("Change, points") if changes else say("Share"), kind), Column("ci_low", say("from"), kind)),
        *(Column("ci_high", say("to"), kind), Column("quality", say("Quality")), Column("n_labelled", say("Labels"), COUNT)),
        Column("suppressed", hidden),
    )


def _write_row(line: Line) -> tuple[Cell, ...]:
    texts = [line.row[name] if isinstance(line.row[name], str) else None for name in (*KEY, *OTHER_KEY, "measure", "since")]
    quality = line.row["quality"] if isinstance(line.row["quality"], str) else None
    figures = [line.figure(name) for name in ("value", "ci_low", "ci_high")]
    return (line.name, *texts, *figures, quality, line.figure("n_labelled"), _name_reason(line.row["suppressed"]))


def _name_reason(flag: str) -> str:
    return {"confidential": say("confidential"), "unreliable": say("unreliable")}.get(flag, "")


def _tell_hidden(lines: Sequence[Line]) -> list[str]:
    reasons = [line.row["suppressed"] for line in lines if line.row["suppressed"]]
    if not reasons:
        return []
    confidential = reasons.count("confidential")
    return [
        say_count(
            "{count} figure of {all} is not shown: {confidential} confidential, {unreliable} too unreliable.",
            "{count} figures of {all} are not shown: {confidential} confidential, {unreliable} too unreliable.",
            len(reasons),
            all=len(lines),
            confidential=confidential,
            unreliable=len(reasons) - confidential,
        )
    ]
