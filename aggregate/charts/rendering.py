"""Charts as SVG: drawn without a browser or network, described for those who cannot see them, kept as long as their content is the same."""

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, wraps
from typing import Any, ParamSpec
from xml.sax.saxutils import escape

from babel import Locale
from babel.core import UnknownLocaleError

from aggregate.charts.records import Text
from aggregate.charts.theme import CONFIG
from catalogue.messages import current_language

Spec = dict[str, Any]
"""A chart, or a part of one, in the words of Vega-Lite."""

Asked = ParamSpec("Asked")

KEPT = 256

DROPPED = re.compile(r' (?:class|role|aria-[\w-]+|style|pointer-events|xmlns:xlink|version)="[^"]*"')
FRAME = re.compile(r"<svg\b[^>]*>")
IDS = re.compile(r'(\bid="|url\(#|href="#)')


def remembered(draw: Callable[Asked, str]) -> Callable[Asked, str]:
    """For functions that draw: the same records are drawn once in each language, since axes write numbers; so they take tuples."""

    def draw_in(language: str, *args: Asked.args, **options: Asked.kwargs) -> str:
        return draw(*args, **options)

    kept: Any = lru_cache(maxsize=KEPT)(draw_in)

    @wraps(draw)
    def find_drawing(*args: Asked.args, **options: Asked.kwargs) -> str:
        drawn: str = kept(current_language(), *args, **options)
        return drawn

    return find_drawing


def render_chart(chart: Spec, rows: Sequence[Mapping[str, Any]], text: Text) -> str:
    """The SVG of a chart of these rows: it scales with the page (viewBox), has <title> and <desc>, and holds no style, script or address.

    The same content gives the same bytes.
    """
    import vl_convert

    specification = json.dumps({**chart, "data": {"values": list(rows)}, "config": CONFIG}, sort_keys=True)
    drawn = vl_convert.vegalite_to_svg(specification, allowed_base_urls=[], format_locale=write_numbers_as(current_language()))
    mark = "c" + hashlib.sha256(f"{specification}{text.title}{text.description}{current_language()}".encode()).hexdigest()[:10]
    return _describe(IDS.sub(rf"\g<1>{mark}", drawn), mark, text)


def write_numbers_as(language: str) -> dict[str, Any]:
    """The signs of numbers on axes, in the words of d3-format; those of English where the language is not known."""
    try:
        signs = Locale.parse(language, sep="-").number_symbols["latn"]
    except (UnknownLocaleError, ValueError):
        signs = Locale("en").number_symbols["latn"]
    return {"decimal": signs["decimal"], "thousands": signs["group"], "grouping": [3], "currency": ["", ""], "minus": signs["minusSign"]}


def prepare_drawing() -> None:
    """Draws a small chart, so that the first one that somebody waits for is drawn as fast as all others."""
    render_chart({"mark": "point"}, [{}], Text("", ""))


def _describe(svg: str, mark: str, text: Text) -> str:
    found = FRAME.match(svg)
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    if found is None or size is None:
        raise ValueError("not an SVG of a chart")
    width, height = size.groups()
    named = f'<title id="{mark}t">{escape(text.title)}</title><desc id="{mark}d">{escape(text.description)}</desc>'
    frame = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img"'
        f' aria-labelledby="{mark}t {mark}d">{named}'
    )
    return frame + DROPPED.sub("", svg[found.end() :])
