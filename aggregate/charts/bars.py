"""Bars: amounts of one kind beside each other, and bars that add up to everything."""

from collections.abc import Sequence
from typing import Any

from aggregate.charts.records import Bar, Part, Text, list_labels
from aggregate.charts.rendering import remembered, render_chart
from aggregate.charts.rows import find_height, name_rows, place_rows
from aggregate.charts.theme import DARK, INK, KINDS, PAPER

WIDTH = 430
WIDE = 520
THICK = 40
LEAST_WRITTEN = 0.06
"""The smallest part of a bar in which its share is written."""


@remembered
def draw_bars(bars: tuple[Bar, ...], text: Text) -> str:
    """Amounts from zero, in the order given, each with its amount in words at its end."""
    import altair as alt

    labels, kinds = list_labels(bars), list(dict.fromkeys(bar.kind for bar in bars))
    rows = [{"label": bar.label, "amount": bar.amount, "text": bar.text, "kind": bar.kind} for bar in bars]
    base = alt.Chart(alt.Data(values=rows)).encode(y=place_rows(labels, grid=False))
    top = max((bar.amount for bar in bars), default=1) or 1
    length = alt.X("amount:Q", scale=alt.Scale(domain=[0, top], nice=False), axis=None)
    colour = alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=[KINDS[kind] for kind in kinds]), legend=None)
    drawn = base.mark_bar(height=16).encode(x=length, color=colour)
    words = base.mark_text(align="left", dx=6).encode(x=length, text="text:N")
    return render_chart(alt.layer(drawn, words, *name_rows(labels)).properties(width=WIDTH, height=find_height(labels)), text)


@remembered
def draw_parts(parts: tuple[Part, ...], text: Text) -> str:
    """Bars of one length, each divided into parts; shares are written into the parts that are wide enough."""
    import altair as alt

    labels = list_labels(parts)
    kinds = {part.part: part.kind for part in parts}
    base = alt.Chart(alt.Data(values=_place_parts(parts))).encode(y=place_rows(labels, grid=False))
    colour = alt.Color(
        "part:N",
        sort=list(kinds),
        scale=alt.Scale(domain=list(kinds), range=[KINDS[kind] for kind in kinds.values()]),
        legend=alt.Legend(columns=3),
    )
    axis = alt.Axis(labelExpr="format(datum.value * 100, '~f') + ' %'", values=[0, 0.25, 0.5, 0.75, 1], title=text.axis or None, grid=False)
    ends = alt.X("begins:Q", scale=alt.Scale(domain=[0, 1]), axis=axis)
    drawn = base.mark_bar(height=24, stroke=PAPER, strokeWidth=1.5).encode(x=ends, x2="ends:Q", color=colour)
    ink = alt.condition("datum.dark", alt.value(PAPER), alt.value(INK))
    written = base.transform_filter(f"datum.ends - datum.begins >= {LEAST_WRITTEN}").mark_text(fontSize=12)
    words = written.encode(x=alt.X("middle:Q", axis=axis), text="text:N", color=ink)
    return render_chart(alt.layer(drawn, words, *name_rows(labels)).properties(width=WIDE, height=THICK * len(labels)), text)


def _place_parts(parts: Sequence[Part]) -> list[dict[str, Any]]:
    """Where each part begins and ends in its bar."""
    ends = dict[str, float]()
    placed = []
    for part in parts:
        begins = ends.get(part.label, 0.0)
        end = ends[part.label] = begins + part.share
        middle = (begins + end) / 2
        words = {"label": part.label, "part": part.part, "text": part.text, "dark": part.kind in DARK}
        placed.append({**words, "begins": begins, "ends": end, "middle": middle})
    return placed
