import re
from itertools import pairwise
from xml.etree import ElementTree as Tree

import pytest

from aggregate.charts.bars import draw_bars, draw_parts
from aggregate.charts.curves import draw_reliability
from aggregate.charts.dots import draw_changes, draw_dots, draw_panels
from aggregate.charts.pace import choose_ticks, draw_pace
from aggregate.charts.records import Bar, Dot, Part, Stated, Step, Text
from aggregate.charts.rows import LETTERS, break_label
from aggregate.charts.theme import KINDS
from catalogue.messages import use_language

TEXT = Text("A title", "What the chart shows", "Share")
NAMESPACE = "{http://www.w3.org/2000/svg}"
DOTS = (Dot("Trade", 0.2, 0.1, 0.4, "20 %", "P"), Dot("Hotels & <inns>", 0.4, 0.3, 0.5, "40 %", "P"), Dot("Trade", 0.6, panel="R"))
BARS = (Bar("Read", 100, "100"), Bar("Blocked", 50, "50", "refused"), Bar("Empty", 0, "0", "nothing"))
PARTS = (Part("Here", "Read", 0.75, "75 %", "read"), Part("Here", "Other", 0.25, "25 %", "open"))
STEPS = (
    Step("2026-11-22T13:19:00+00:00", "2026-11-22T13:20:00+00:00", 4),
    Step("2026-11-22T13:20:00+00:00", "2026-11-22T13:21:00+00:00", 8),
)
CHARTS = {
    "dots": draw_dots(DOTS[:2], TEXT, reference=0.25),
    "changes": draw_changes((Dot("Trade", -0.1, -0.2, 0.1, "-10"),), TEXT),
    "panels": draw_panels(DOTS, TEXT),
    "bars": draw_bars(BARS, TEXT, kinds=(("plain", "Well"), ("refused", "Not let in"), ("nothing", "Nothing"))),
    "parts": draw_parts(PARTS, TEXT),
    "pace": draw_pace(STEPS, TEXT),
    "curve": draw_reliability((Stated(0.1, 0.2, 0.1, 0.3, 1234),), TEXT, "Came true"),
}


def words(svg: str) -> list[str]:
    return [element.text or "" for element in Tree.fromstring(svg).iter(f"{NAMESPACE}text")]


def widths(svg: str) -> list[float]:
    return [float(width) for width in re.findall(r'd="M[\d.]+,[\d.]+h([\d.]+)v16h', svg)]


@pytest.mark.parametrize("svg", CHARTS.values(), ids=CHARTS)
def test_a_chart_scales_and_tells_itself_to_those_who_cannot_see_it(svg: str) -> None:
    root = Tree.fromstring(svg)
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
    assert root.get("role") == "img"
    title, description = root[0], root[1]
    assert (title.tag, title.text) == (f"{NAMESPACE}title", "A title")
    assert (description.tag, description.text) == (f"{NAMESPACE}desc", "What the chart shows")
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


@pytest.mark.parametrize("svg", CHARTS.values(), ids=CHARTS)
def test_a_chart_needs_nothing_from_elsewhere_and_no_style_of_its_own(svg: str) -> None:
    elements = list(Tree.fromstring(svg).iter())
    assert {element.tag.removeprefix(NAMESPACE) for element in elements} <= {
        *("svg", "title", "desc", "g", "path", "line", "text", "tspan", "rect", "defs", "clipPath")
    }
    names = {name for element in elements for name in element.attrib}
    assert not names & {"style", "class", "href", "src"}
    assert not [name for name in names if name.startswith("on")]
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


def test_two_charts_of_a_page_share_no_id() -> None:
    found = [identity for svg in CHARTS.values() for identity in re.findall(r'\bid="([^"]+)"', svg)]
    assert len(found) == len(set(found))


def test_labels_are_text_whatever_is_in_them() -> None:
    assert "Hotels & <inns>" in words(CHARTS["dots"])


def test_a_dot_lies_where_its_value_is_and_figures_stand_beside_it() -> None:
    svg = draw_dots((Dot("a", 0.2, text="20 %"), Dot("b", 0.4, text="40 %"), Dot("c", 0.0, text="0 %")), TEXT)
    places = [float(x) for x in re.findall(r'<path transform="translate\(([\d.]+),[\d.]+\)" d="M4', svg)]
    assert places[0] == pytest.approx(places[1] / 2)
    assert places[2] == 0
    assert [text for text in words(svg) if text in {"20 %", "40 %", "0 %"}][-3:] == ["20 %", "40 %", "0 %"]


def test_weak_figures_are_hollow() -> None:
    strong, weak = (draw_dots((Dot("a", 0.2, weak=weak),), TEXT) for weak in (False, True))
    assert 'fill="#ffffff"' in weak
    assert 'fill="#ffffff"' not in strong


def test_bars_are_as_long_as_their_amounts() -> None:
    longest, half = widths(CHARTS["bars"])[:2]
    assert half == pytest.approx(longest / 2)
    assert {"Well", "Not let in"} <= set(words(CHARTS["bars"]))


def test_kinds_differ_without_colour() -> None:
    def lightness(colour: str) -> float:
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255

    shades = [lightness(colour) for kind, colour in KINDS.items() if kind != "plain"]
    assert all(abs(one - other) > 0.15 for one, other in pairwise(shades))


def test_the_same_records_are_drawn_once_and_others_anew() -> None:
    again = draw_dots((*DOTS[:2],), TEXT, reference=0.25)
    assert again is CHARTS["dots"]
    assert draw_dots(DOTS[:2], Text("Another", "")) != again


@pytest.mark.parametrize(
    ("label", "lines"), [("Trade", 1), ("Professional, scientific and technical services", 2), ("", 1), (" ".join(["word"] * 40), 2)]
)
def test_long_names_take_two_lines(label: str, lines: int) -> None:
    broken = break_label(label)
    assert len(broken) == lines
    assert all(len(line) <= LETTERS for line in broken)


def test_nothing_to_draw_is_no_error() -> None:
    for svg in (draw_dots((), TEXT), draw_bars((), TEXT), draw_panels((Dot("a", 0.5),), TEXT)):
        Tree.fromstring(svg)


@pytest.mark.parametrize(
    ("most", "ticks"),
    [(0, [0, 1]), (1, [0, 1]), (2, [0, 1, 2]), (5, [0, 2, 4, 6]), (8, [0, 2, 4, 6, 8]), (9, [0, 5, 10]), (1001, [0, 500, 1000, 1500])],
)
def test_amounts_stand_on_whole_numbers(most: int, ticks: list[int]) -> None:
    assert choose_ticks(most) == ticks


def test_axes_write_numbers_as_the_readers_language_does() -> None:
    steps = (Step("2026-11-22T13:19:00+00:00", "2026-11-22T13:20:00+00:00", 4000),)
    found = {}
    for language in ("en", "fr"):
        use_language(language)
        found[language] = words(draw_pace(steps, TEXT))
    use_language(None)
    assert "4,000" in found["en"]
    assert "4\N{NARROW NO-BREAK SPACE}000" in found["fr"]


def test_an_axis_from_nothing_to_everything_says_both_ends() -> None:
    shown = words(draw_dots((Dot("Trade", 0.9, 0.8, 1.0, "90 %"),), TEXT))
    assert [word for word in shown if word.endswith("%")] == ["0 %", "25 %", "50 %", "75 %", "100 %", "90 %"]
