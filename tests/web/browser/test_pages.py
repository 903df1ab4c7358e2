"""Every page, as each role sees it: axe finds nothing, nothing is too wide, the console stays empty (watched by `visit`)."""

import pytest
from playwright.sync_api import expect

from tests.web.browser.conftest import Opening
from tests.web.browser.offices import Office
from tests.web.browser.visitors import TABLET

FIGURES = ("/tables/", "/tables/safe", "/tables/safe/estimates", "/tables/safe/website_statuses")
UNITS = ("/register/", "/register/store", "/register/store/enterprises")
PAGES = {
    "Ana": ("/", "/password", "/help", "/review", "/practice"),
    "Judith": ("/", "/review"),
    "Vera": ("/", "/help"),
    "Maria": ("/", "/review", "/practice"),
}
"""Our own pages, by who sees them; Datasette's are not ours to judge by axe."""

TABLES = {"Vera": FIGURES, "Maria": (*FIGURES, *UNITS)}
FOCUS = """() => {
    const focused = document.activeElement, style = getComputedStyle(focused);
    const name = focused.textContent.trim() + (focused.getAttribute("href") ?? "");
    return [name, style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth)];
}"""


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_a_tablet_shows_all_without_scrolling_sideways(name: str, shared: Office, visit: Opening) -> None:
    laptop, tablet = visit(shared, name), visit(shared, name, viewport=TABLET, has_touch=True)
    for path in PAGES[name]:
        assert laptop.open(path) == 200
        expect(laptop.page.get_by_role("heading", level=1)).to_be_visible()
        laptop.check_accessible()
        laptop.check_width()
        tablet.open(path)
        tablet.check_width()


def test_what_is_dark_at_night_can_be_read_as_well(shared: Office, visit: Opening) -> None:
    visitor = visit(shared, "Maria", color_scheme="dark")
    for path in PAGES["Maria"]:
        visitor.open(path)
        visitor.check_accessible()


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_shown_by_role(name: str, shared: Office, visit: Opening) -> None:
    visitor = visit(shared, name)
    visitor.tolerated = ("Executing inline script",)  # Datasette's own, which the policy keeps from running
    for path in TABLES[name]:
        assert visitor.open(path) == 200
        expect(visitor.page.get_by_role("heading", level=1).first).to_be_visible()


@pytest.mark.parametrize(("name", "path"), [("Vera", UNITS[2]), ("Ana", UNITS[2]), ("Ana", FIGURES[2]), ("Judith", FIGURES[2])])
def test_what_a_role_may_not_see_is_refused_in_a_sentence(name: str, path: str, shared: Office, visit: Opening) -> None:
    visitor = visit(shared, name)
    visitor.tolerated = ("status of 403",)
    assert visitor.open(path) == 403
    expect(visitor.page.get_by_role("alert")).to_be_visible()
    visitor.check_accessible()


def test_a_page_that_is_not_there_is_a_sentence(shared: Office, visit: Opening) -> None:
    visitor = visit(shared, "Maria")
    visitor.tolerated = ("status of 404",)
    assert visitor.open("/nowhere") == 404
    expect(visitor.page.get_by_role("alert")).to_be_visible()
    visitor.check_accessible()


def test_the_start_page_can_be_walked_by_tab_and_shows_where_the_focus_is(shared: Office, visit: Opening) -> None:
    visitor = visit(shared, "Maria")
    visitor.open("/")
    seen = []
    for _ in range(10):
        visitor.press("Tab")
        seen.append(visitor.page.evaluate(FOCUS))
    assert all(width >= 1 for _, width in seen), seen
    assert len({name for name, _ in seen}) >= 4
