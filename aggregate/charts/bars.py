"""Bars: amounts of one kind beside each other, and bars that add up to everything."""

import json
from collections.abc import Sequence

from aggregate.charts.records import Bar, Part, Text, list_labels
from aggregate.charts.rendering import Spec, remembered, render_chart
from aggregate.charts.rows import find_height, name_rows, place_rows
from aggregate.charts.theme import DARK, INK, KINDS, PAPER, PERCENT

WIDTH = 245
WIDE = 720
THICK = 40
LEGEND_COLUMNS = 3
LEAST_WRITTEN = 0.06
"""The smallest part of a bar in which its share is written."""


@remembered
def draw_bars(bars: tuple[Bar, ...], text: Text, *, kinds: tuple[tuple[str, str], ...] = ()) -> str:
    """Amounts from zero, in the order given, each with its amount in words at its end.

    `kinds` names those that differ in colour, (kind, name), for a legend.
    """
    labels = list_labels(bars)
    top = max((bar.amount for bar in bars), default=1) or 1
    rows = [{"label": bar.label, "amount": bar.amount, "text": bar.text, "kind": bar.kind} for bar in bars]
    where = {
        "y": place_rows(labels, grid=False),
        "x": {"field": "amount", "type": "quantitative", "scale": {"domain": [0, top], "nice": False}, "axis": None},
    }
    known = dict(kinds) or {bar.kind: "" for bar in bars}
    legend = {"columns": LEGEND_COLUMNS, "labelExpr": f"{json.dumps(known)}[datum.value]"} if kinds else None
    colour = {
        "field": "kind",
        "type": "nominal",
        "scale": {"domain": [*known], "range": [KINDS[kind] for kind in known]},
        "legend": legend,
    }
    drawn = {"mark": {"type": "bar", "height": 16}, "encoding": {**where, "color": colour}}
    words = {"mark": {"type": "text", "align": "left", "dx": 6}, "encoding": {**where, "text": {"field": "text"}}}
    return render_chart({"layer": [drawn, words, *name_rows(labels)], "width": WIDTH, "height": find_height(labels)}, rows, text)


@remembered
def draw_parts(parts: tuple[Part, ...], text: Text) -> str:
    """Bars of one length, each divided into parts; shares are written into the parts that are wide enough."""
    labels = list_labels(parts)
    kinds = {part.part: KINDS[part.kind] for part in parts}
    legend = {"columns": LEGEND_COLUMNS}
    colour = {"field": "part", "type": "nominal", "scale": {"domain": [*kinds], "range": [*kinds.values()]}, "legend": legend}
    axis = {"labelExpr": PERCENT, "values": [0, 0.25, 0.5, 0.75, 1], "title": text.axis or None, "grid": False}
    along = {"type": "quantitative", "scale": {"domain": [0, 1]}, "axis": axis}
    row = place_rows(labels, grid=False)
    drawn = {
        "mark": {"type": "bar", "height": 24, "stroke": PAPER, "strokeWidth": 1.5},
        "encoding": {"y": row, "x": {"field": "begins", **along}, "x2": {"field": "ends"}, "color": colour},
    }
    ink = {"condition": {"test": "datum.dark", "value": PAPER}, "value": INK}
    words = {
        "transform": [{"filter": f"datum.ends - datum.begins >= {LEAST_WRITTEN}"}],
        "mark": {"type": "text"},
        "encoding": {"y": row, "x": {"field": "middle", **along}, "text": {"field": "text"}, "color": ink},
    }
    chart = {"layer": [drawn, words, *name_rows(labels)], "width": WIDE, "height": THICK * len(labels)}
    return render_chart(chart, _place_parts(parts), text)


def _place_parts(parts: Sequence[Part]) -> list[Spec]:
    """Where each part begins and ends in its bar."""
    ends, placed = dict[str, float](), list[Spec]()
    for part in parts:
        begins = ends.get(part.label, 0.0)
        end = ends[part.label] = begins + part.share
        words = {"label": part.label, "part": part.part, "text": part.text, "dark": part.kind in DARK}
        placed.append({**words, "begins": begins, "ends": end, "middle": (begins + end) / 2})
    return placed
