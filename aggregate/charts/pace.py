"""Amounts over time: how fast something went."""

from itertools import count
from math import ceil

from aggregate.charts.records import Step, Text
from aggregate.charts.rendering import remembered, render_chart
from aggregate.charts.theme import PAPER, STRONG

WIDTH, HEIGHT = 510, 130
MOST_TICKS = 6
MOST_LINES = 4
MOST_DAYS = 2
"""Days that are told by the hour."""


@remembered
def draw_pace(steps: tuple[Step, ...], text: Text) -> str:
    """Columns over time, in UTC, each as wide as its stretch of time; nothing is drawn where nothing happened."""
    rows = [{"begins": step.begins, "ends": step.ends, "amount": step.amount} for step in steps]
    is_long = len({step.begins[:10] for step in steps}) > MOST_DAYS
    clock = {
        "title": None,
        "grid": False,
        "tickCount": min(MOST_TICKS, len(steps)),
        "format": "%Y-%m-%d" if is_long else "%H:%M",
        "labelOverlap": True,
    }
    ticks = choose_ticks(max((step.amount for step in steps), default=0))
    channels = {
        "x": {"field": "begins", "type": "temporal", "scale": {"type": "utc"}, "axis": clock},
        "x2": {"field": "ends"},
        "y": {
            "field": "amount",
            "type": "quantitative",
            "scale": {"domain": [0, ticks[-1]], "nice": False},
            "axis": {"title": None, "values": ticks, "format": ",d"},
        },
        "y2": {"datum": 0},
    }
    chart = {
        "mark": {"type": "bar", "color": STRONG, "stroke": PAPER, "strokeWidth": 1},
        "encoding": channels,
        "width": WIDTH,
        "height": HEIGHT,
    }
    return render_chart(chart, rows, text)


def choose_ticks(most: float) -> list[int]:
    """Whole numbers from 0 to the first that is not below `most`, in at most `MOST_LINES` even steps of 1, 2 or 5 times a power of ten."""
    step = next(step for power in count() for unit in (1, 2, 5) if (step := unit * 10**power) * MOST_LINES >= most)
    return [*range(0, max(step, step * ceil(most / step)) + 1, step)]
