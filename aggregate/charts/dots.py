"""Dots with intervals, a row each: figures with their margins, side by side in panels where they speak of different things."""

from collections.abc import Sequence
from dataclasses import asdict

from aggregate.charts.records import Dot, Text, list_labels
from aggregate.charts.rendering import Spec, remembered, render_chart
from aggregate.charts.rows import find_height, name_rows, place_rows
from aggregate.charts.theme import PAPER, PERCENT, POINTS, SOFT, STRONG

WIDTH = 245
PANEL = 106
PANEL_GAP = 24
FIGURE_GAP = 14
MOST_TICKS = 5
QUARTERS = [0, 0.25, 0.5, 0.75, 1]


@remembered
def draw_dots(dots: tuple[Dot, ...], text: Text, *, reference: float | None = None) -> str:
    """Shares from 0 to 1 in percent, in the order given, each with its figure in words at the end of its row.

    `reference` is a line across all rows, such as the national figure; `text.reference` names it.
    """
    high = max([reference or 0, *(end for dot in dots for end in (dot.value, dot.high) if end is not None)], default=1.0)
    return render_chart(_draw_rows(dots, text, [0, min(1.0, _round_up(high))], PERCENT, reference), _list_rows(dots), text)


@remembered
def draw_changes(dots: tuple[Dot, ...], text: Text) -> str:
    """Differences of shares in percentage points, on both sides of a line at nothing."""
    ends = [abs(end) for dot in dots for end in (dot.value, dot.low, dot.high) if end is not None]
    reach = _round_up(max(ends, default=0.1))
    return render_chart(_draw_rows(dots, text, [-reach, reach], POINTS, 0.0), _list_rows(dots), text)


@remembered
def draw_panels(dots: tuple[Dot, ...], text: Text) -> str:
    """The same as `draw_dots` in panels side by side, one for each `Dot.panel`, from 0 to 100 %, without figures at the ends."""
    labels, charts = list_labels(dots), list[Spec]()
    for panel in dict.fromkeys(dot.panel for dot in dots):
        marks = _draw_intervals(
            place_rows(labels),
            {"domain": [0, 1], "nice": False},
            {"labelExpr": PERCENT, "values": [0, 0.5, 1]},
            "",
        )
        names = [] if charts else name_rows(labels)
        only = [{"filter": {"field": "panel", "equal": panel}}]
        layers = [{**mark, "transform": [*only, *mark.get("transform", [])]} for mark in marks]
        charts.append({"layer": [*layers, *names], "width": PANEL, "height": find_height(labels), "title": panel})
    return render_chart({"hconcat": charts, "spacing": PANEL_GAP}, _list_rows(dots), text)


def _draw_rows(dots: Sequence[Dot], text: Text, domain: list[float], labels: str, reference: float | None) -> Spec:
    names = list_labels(dots)
    rows = place_rows(names)
    ticks = {"values": QUARTERS} if domain == [0, 1] else {"tickCount": MOST_TICKS}
    axis = {"labelExpr": labels, **ticks, "labelOverlap": True, "labelSeparation": 6}
    figures = {
        "mark": {"type": "text", "align": "left"},
        "encoding": {"y": rows, "x": {"value": WIDTH + FIGURE_GAP}, "text": {"field": "text"}},
    }
    lines = [] if reference is None else _draw_line(reference, text.reference)
    marks = _draw_intervals(rows, {"domain": domain, "nice": False}, axis, text.axis)
    return {"layer": [*lines, *marks, figures, *name_rows(names)], "width": WIDTH, "height": find_height(names)}


def _draw_intervals(rows: Spec, scale: Spec, axis: Spec, title: str) -> list[Spec]:
    """Two layers: intervals as lines, figures as dots, hollow where they are weak."""
    along = {"type": "quantitative", "scale": scale, "axis": {**axis, "title": title or None}}
    margins = {
        "transform": [{"filter": "datum.low !== null"}],
        "mark": {"type": "rule", "strokeWidth": 2.5, "color": STRONG, "opacity": 0.55, "strokeCap": "round"},
        "encoding": {"y": rows, "x": {"field": "low", **along}, "x2": {"field": "high"}},
    }
    fill = {"condition": {"test": "datum.weak", "value": PAPER}, "value": STRONG}
    points = {
        "transform": [{"filter": "datum.value !== null"}],
        "mark": {"type": "point", "size": 64, "stroke": STRONG, "strokeWidth": 2, "opacity": 1},
        "encoding": {"y": rows, "x": {"field": "value", **along}, "fill": fill},
    }
    return [margins, points]


def _draw_line(value: float, name: str) -> list[Spec]:
    """A dashed line across all rows, and its name above it."""
    data = {"values": [{"value": value, "name": name}]}
    along = {"field": "value", "type": "quantitative"}
    rule = {"type": "rule", "color": SOFT, "strokeDash": [4, 3], "strokeWidth": 1.2}
    words = {"type": "text", "color": SOFT, "fontSize": 11, "baseline": "bottom", "dy": -3}
    line = {"data": data, "mark": rule, "encoding": {"x": along}}
    named = {"data": data, "mark": words, "encoding": {"x": along, "y": {"value": 0}, "text": {"field": "name"}}}
    return [line, named] if name else [line]


def _list_rows(dots: Sequence[Dot]) -> list[Spec]:
    return [asdict(dot) for dot in dots]


def _round_up(value: float) -> float:
    """The next tenth (or twentieth, where small), so that the largest interval ends inside."""
    step = 0.05 if value <= 0.25 else 0.1
    return max(step, step * -(-round(value, 6) // step))
