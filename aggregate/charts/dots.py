"""Dots with intervals, a row each: figures with their margins, side by side in panels where they speak of different things."""

from collections.abc import Sequence
from typing import Any

from aggregate.charts.records import Dot, Text, list_labels
from aggregate.charts.rendering import remembered, render_chart
from aggregate.charts.rows import find_height, name_rows, place_rows
from aggregate.charts.theme import INK, PAPER, SOFT, STRONG

WIDTH = 430
PANEL = 190
FIGURE_GAP = 14
PERCENT = "format(datum.value * 100, '~f') + ' %'"
POINTS = "(datum.value > 0 ? '+' : '') + format(datum.value * 100, '~f')"


@remembered
def draw_dots(dots: tuple[Dot, ...], text: Text, *, reference: float | None = None) -> str:
    """Shares from 0 to 1 in percent, in the order given, each with its figure in words at the end of its row.

    `reference` is a line across all rows, such as the national figure; `text.reference` names it.
    """
    import altair as alt

    high = max([reference or 0, *(dot.high if dot.high is not None else dot.value for dot in dots)], default=1.0)
    scale = alt.Scale(domain=[0, min(1.0, _round_up(high))], nice=False)
    return render_chart(_draw_rows(dots, text, scale, PERCENT, reference), text)


@remembered
def draw_changes(dots: tuple[Dot, ...], text: Text) -> str:
    """Differences of shares in percentage points, on both sides of a line at nothing."""
    import altair as alt

    ends = [abs(end) for dot in dots for end in (dot.value, dot.low, dot.high) if end is not None]
    reach = _round_up(max(ends, default=0.1))
    return render_chart(_draw_rows(dots, text, alt.Scale(domain=[-reach, reach], nice=False), POINTS, 0.0), text)


@remembered
def draw_panels(dots: tuple[Dot, ...], text: Text) -> str:
    """The same as `draw_dots` in panels side by side, one for each `Dot.panel`, from 0 to 100 %, without figures at the ends."""
    import altair as alt

    panels = list(dict.fromkeys(dot.panel for dot in dots))
    labels = list_labels(dots)
    charts = []
    for place, panel in enumerate(panels):
        rows = [dot for dot in dots if dot.panel == panel]
        marks = _intervals(rows, place_rows(labels), alt.Scale(domain=[0, 1], nice=False), PERCENT, [0, 0.5, 1], "")
        drawn = alt.layer(*marks, *(name_rows(labels) if place == 0 else []))
        charts.append(drawn.properties(width=PANEL, height=find_height(labels), title=_panel_title(panel)))
    return render_chart(alt.hconcat(*charts, spacing=26), text)


def _draw_rows(dots: Sequence[Dot], text: Text, scale: Any, labels: str, reference: float | None) -> Any:
    import altair as alt

    names = list_labels(dots)
    rows = place_rows(names)
    layers = [
        *([_line(reference, text.reference)] if reference is not None else []),
        *_intervals(dots, rows, scale, labels, None, text.axis),
    ]
    figures = alt.Chart(_table(dots)).mark_text(align="left").encode(y=rows, x=alt.value(WIDTH + FIGURE_GAP), text="text:N")
    return alt.layer(*layers, figures, *name_rows(names)).properties(width=WIDTH, height=find_height(names))


def _intervals(dots: Sequence[Dot], rows: Any, scale: Any, labels: str, ticks: list[float] | None, title: str) -> list[Any]:
    """Two layers: intervals as lines, figures as dots, hollow where they are weak."""
    import altair as alt

    axis = alt.Axis(labelExpr=labels, title=title or None, tickCount=5, values=ticks or alt.Undefined)
    x = alt.X("value:Q", scale=scale, axis=axis)
    chart = alt.Chart(_table(dots))
    margins = chart.transform_filter("datum.low != null").mark_rule(strokeWidth=2.5, color=STRONG, opacity=0.55, strokeCap="round")
    filled = alt.condition("datum.weak", alt.value(PAPER), alt.value(STRONG))
    points = chart.mark_point(size=64, stroke=STRONG, strokeWidth=2, opacity=1).encode(x=x, y=rows, fill=filled)
    return [margins.encode(x=alt.X("low:Q", scale=scale, axis=axis), x2="high:Q", y=rows), points]


def _line(value: float, name: str) -> Any:
    import altair as alt

    data = alt.Data(values=[{"value": value, "name": name}])
    rule = alt.Chart(data).mark_rule(color=SOFT, strokeDash=[4, 3], strokeWidth=1.2).encode(x="value:Q")
    words = alt.Chart(data).mark_text(color=SOFT, fontSize=11, baseline="bottom", dy=-3).encode(x="value:Q", y=alt.value(0), text="name:N")
    return alt.layer(rule, words) if name else rule


def _table(dots: Sequence[Dot]) -> Any:
    import altair as alt

    columns = ("label", "value", "low", "high", "text", "weak")
    return alt.Data(values=[{name: getattr(dot, name) for name in columns} for dot in dots])


def _panel_title(text: str) -> Any:
    import altair as alt

    return alt.Title(text, anchor="start", fontSize=13, fontWeight="bold", color=INK, offset=6)


def _round_up(value: float) -> float:
    """The next tenth (or twentieth, where small), so that the largest interval ends inside."""
    step = 0.05 if value <= 0.25 else 0.1
    return max(step, step * -(-round(value, 6) // step))
