"""Rows of a chart: their order, their height, and their names in one line or two."""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

from aggregate.charts.theme import INK, LINE

ROW, TALL_ROW = 26, 36
"""Height of a row in pixels, and of rows among which there are names of two lines."""
LETTERS, LINES = 36, 2
LINE_HEIGHT = 15
WIDEST = 260
GAP = 10


def place_rows(labels: Sequence[str], *, grid: bool = True) -> Any:
    """The rows as the vertical channel of a chart, without names."""
    import altair as alt

    axis = alt.Axis(title=None, grid=grid, labels=False, gridColor=LINE, gridOpacity=0.6)
    return alt.Y("label:N", sort=list(labels), scale=alt.Scale(domain=list(labels)), axis=axis)


def find_height(labels: Sequence[str]) -> int:
    """The height of all rows together, in pixels."""
    return len(labels) * (TALL_ROW if any(len(_break(label)) > 1 for label in labels) else ROW)


def name_rows(labels: Sequence[str]) -> list[Any]:
    """Layers with the rows' names at their beginning; names of two lines stand in the middle of their rows too."""
    layers = []
    for lines in range(1, LINES + 1):
        rows = [{"label": label, "lines": _break(label)} for label in labels if len(_break(label)) == lines]
        if rows:
            layers.append(_write_names(rows, -(lines - 1) * LINE_HEIGHT / 2, labels))
    return layers


def _write_names(rows: Sequence[dict[str, Any]], shift: float, labels: Sequence[str]) -> Any:
    import altair as alt

    text = alt.Chart(alt.Data(values=list(rows))).mark_text(
        align="right", baseline="middle", dy=shift, lineHeight=LINE_HEIGHT, limit=WIDEST, fontSize=13, color=INK
    )
    return text.encode(y=place_rows(labels), x=alt.value(-GAP), text="lines:N")


def _break(label: str) -> list[str]:
    return wrap(label, LETTERS, max_lines=LINES, placeholder=" …") or [""]
