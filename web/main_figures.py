"""The main figures of a wave on the start page: one line an indicator."""

from collections.abc import Sequence
from typing import Any

from aggregate.publication.naming import load_methods
from catalogue.indicators import find_indicator
from catalogue.messages import say, say_text
from catalogue.numbers import NO_VALUE, write_share
from web.contents import MainFigure
from web.dashboards.names import name_indicator, place_indicator

CORRECTED = "post_stratified"
LOWER, UPPER = "lower_bound", "upper_bound"


def describe_figures(figures: Sequence[MainFigure]) -> dict[str, Any]:
    """{figures, bounds}: the estimates with margins; as long as there are none, the bounds of each, and `bounds` is True."""
    corrected = [figure for figure in figures if figure.method == CORRECTED]
    bounds = [] if corrected else _pair_bounds(figures)
    if bounds:
        return {
            "figures": [
                {**describe_name(low.indicator), "value": _write_bounds(low, high), "hidden": _is_hidden(low, high)} for low, high in bounds
            ],
            "bounds": True,
        }
    return {"figures": _describe_estimates(corrected or list(figures)), "bounds": False}


def describe_name(code: str) -> dict[str, str]:
    """A short name for a line, and the full name for whoever points at it."""
    indicator = find_indicator(code)
    return {"name": name_indicator(code), "full": f"{code}: {say_text(indicator.name)}" if indicator else code}


def _pair_bounds(figures: Sequence[MainFigure]) -> list[tuple[MainFigure, MainFigure]]:
    known = {(figure.indicator, figure.method): figure for figure in figures}
    codes = sorted({figure.indicator for figure in figures}, key=place_indicator)
    return [(known[code, LOWER], known[code, UPPER]) for code in codes if {(code, LOWER), (code, UPPER)} <= known.keys()]


def _is_hidden(low: MainFigure, high: MainFigure) -> bool:
    return bool(low.suppressed or high.suppressed)


def _write_bounds(low: MainFigure, high: MainFigure) -> str:
    return say("suppressed") if _is_hidden(low, high) else f"{_percent(low.value)} – {_percent(high.value)}"


def _describe_estimates(shown: Sequence[MainFigure]) -> list[dict[str, Any]]:
    """`method` is empty where all came about in the same way."""
    several = len({figure.method for figure in shown}) > 1
    methods = load_methods()
    return [
        {
            **describe_name(figure.indicator),
            "method": say_text(methods[figure.method]["name"]) if several and figure.method in methods else "",
            "value": say("suppressed") if figure.suppressed else _percent(figure.value),
            "hidden": bool(figure.suppressed),
            "margin": NO_VALUE if figure.low is None or figure.high is None else f"{_percent(figure.low)} – {_percent(figure.high)}",
        }
        for figure in sorted(shown, key=lambda figure: place_indicator(figure.indicator))
    ]


def _percent(value: float | None) -> str:
    return NO_VALUE if value is None else write_share(value)
