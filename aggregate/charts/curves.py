"""The reliability curve: what was stated beside what came true."""

from aggregate.charts.records import Stated, Text
from aggregate.charts.rendering import Spec, remembered, render_chart
from aggregate.charts.theme import INK, PAPER, PERCENT, SOFT, STRONG

SIDE = 300


@remembered
def draw_reliability(points: tuple[Stated, ...], text: Text, observed: str) -> str:
    """A dot for each range of stated probabilities, with its interval and number of cases; on the dashed line what was said came true.

    `text.axis` names the axis of what was stated, `observed` that of what came true.
    """
    rows = [{"stated": p.stated, "observed": p.observed, "low": p.low, "high": p.high, "cases": f"{p.cases:,}"} for p in points]
    along, up = _channel("stated", text.axis), _channel("observed", observed)
    line = {
        "data": {"values": [{"stated": end, "observed": end} for end in (0, 1)]},
        "mark": {"type": "line", "color": SOFT, "strokeDash": [4, 3], "strokeWidth": 1.2},
        "encoding": {"x": along, "y": up},
    }
    margins = {
        "mark": {"type": "rule", "color": STRONG, "strokeWidth": 2.5, "opacity": 0.55},
        "encoding": {"x": along, "y": {**up, "field": "low"}, "y2": {"field": "high"}},
    }
    dots = {
        "mark": {"type": "point", "size": 64, "stroke": STRONG, "strokeWidth": 2, "fill": STRONG, "opacity": 1},
        "encoding": {"x": along, "y": up},
    }
    written = {"x": along, "y": up, "text": {"field": "cases"}}
    words = {"type": "text", "align": "left", "dx": 8, "color": INK, "fontSize": 11}
    halo = {"mark": {**words, "stroke": PAPER, "strokeWidth": 3}, "encoding": written}
    chart = {"layer": [line, margins, dots, halo, {"mark": words, "encoding": written}], "width": SIDE, "height": SIDE}
    return render_chart(chart, rows, text)


def _channel(field: str, title: str) -> Spec:
    axis = {"labelExpr": PERCENT, "values": [0, 0.25, 0.5, 0.75, 1], "title": title}
    return {"field": field, "type": "quantitative", "scale": {"domain": [0, 1]}, "axis": axis}
