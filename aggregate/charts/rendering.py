"""Charts as SVG: drawn without a browser or network, described for those who cannot see them, kept as long as their content is the same."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from aggregate.charts.records import Text
from aggregate.charts.theme import CONFIG

Spec = dict[str, Any]
"""A chart, or a part of one, in the words of Vega-Lite."""

KEPT = 256
remembered = lru_cache(maxsize=KEPT)
"""For functions that draw: the same records are drawn once; so they take tuples."""

DROPPED = re.compile(r' (?:class|role|aria-[\w-]+|style|pointer-events|xmlns:xlink|version)="[^"]*"')
FRAME = re.compile(r"<svg\b[^>]*>")
IDS = re.compile(r'(\bid="|url\(#|href="#)')


def render_chart(chart: Spec, rows: Sequence[Mapping[str, Any]], text: Text) -> str:
    """The SVG of a chart of these rows: it scales with the page (viewBox), has <title> and <desc>, and holds no style, script or address.

    The same content gives the same bytes.
    """
    import vl_convert

    specification = json.dumps({**chart, "data": {"values": list(rows)}, "config": CONFIG}, sort_keys=True)
    drawn = vl_convert.vegalite_to_svg(specification, allowed_base_urls=[])
    mark = "c" + hashlib.sha256(f"{specification}{text.title}{text.description}".encode()).hexdigest()[:10]
    return _describe(IDS.sub(rf"\g<1>{mark}", drawn), mark, text)


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
