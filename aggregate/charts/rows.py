"""Rows of a chart: their order, their height, and their names in one line or two."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from aggregate.charts.rendering import Spec
from aggregate.charts.theme import INK, LINE

ROW, TALL_ROW = 26, 33
"""Height of a row in pixels, and of rows among which there are names of two lines."""
LETTERS, LINES = 27, 2
LINE_HEIGHT = 15
WIDEST = 195
GAP = 10


def place_rows(labels: Sequence[str], *, grid: bool = True) -> Spec:
    """The rows as the vertical channel of a chart, without names."""
    axis = {"title": None, "grid": grid, "labels": False, "gridColor": LINE, "gridOpacity": 0.6}
    return {"field": "label", "type": "nominal", "sort": None, "scale": {"domain": list(labels)}, "axis": axis}


def find_height(labels: Sequence[str]) -> int:
    """The height of all rows together, in pixels."""
    return len(labels) * (TALL_ROW if any(len(break_label(label)) > 1 for label in labels) else ROW)


def name_rows(labels: Sequence[str]) -> list[Spec]:
    """Layers with the rows' names at their beginning; names of two lines stand in the middle of their rows too."""
    layers = []
    for lines in range(1, LINES + 1):
        rows = [{"label": label, "lines": break_label(label)} for label in labels if len(break_label(label)) == lines]
        if rows:
            layers.append(_write_names(rows, -(lines - 1) * LINE_HEIGHT / 2, labels))
    return layers


def _write_names(rows: list[dict[str, Any]], shift: float, labels: Sequence[str]) -> Spec:
    text = {"type": "text", "align": "right", "baseline": "middle", "dy": shift, "lineHeight": LINE_HEIGHT, "limit": WIDEST}
    channels = {"y": place_rows(labels), "x": {"value": -GAP}, "text": {"field": "lines"}}
    return {"data": {"values": rows}, "mark": {**text, "fontSize": 13, "color": INK}, "encoding": channels}


def break_label(label: str) -> list[str]:
    """The label in one line or two, shortened where it is longer still."""
    return wrap(label, LETTERS, max_lines=LINES, placeholder=" …") or [""]
