"""The report in a browser: no violation of WCAG 2.2 AA, no request, as wide as the window; on paper nothing cut."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from aggregate.export import export
from store.opening import open_store
from tests.aggregate.export.publications import FACTS, write_estimated
from tests.aggregate.stores_of_cases import WAVE
from tests.web.browser.conftest import open_chromium
from tests.web.browser.visitors import AXE, LEVELS

pytestmark = pytest.mark.long
WIDTHS = (1280, 400)
A4_LESS_MARGINS = 180 / 25.4 * 96
"""Pixels that Chromium lays out across a page of A4 with margins of 15 mm."""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("reports")
    with open_store(folder / "ecomstat.db") as store:
        write_estimated(store)
        paths = export(store, *WAVE, folder, ["html"], facts=FACTS, languages=["en", "fr"])
    return dict(zip(("en", "fr"), paths, strict=True))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser that ends with this file: tests after it use asyncio."""
    with open_chromium() as browser:
        yield browser


@pytest.fixture
def window(chromium: Browser) -> Iterator[Page]:
    """A window that must not ask for anything but the file, nor say anything in its console."""
    page, told = chromium.new_page(), list[str]()
    page.on("request", lambda request: told.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    yield page
    page.close()
    assert [line for line in told if not line.startswith("file:")] == []


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(language: str, width: int, reports: dict[str, Path], window: Page) -> None:
    window.set_viewport_size({"width": width, "height": 900})
    window.goto(reports[language].as_uri())
    for summary in window.locator("summary").all():
        summary.press("Enter")
    found = [(v["id"], v["help"], v["nodes"][0]["html"][:200]) for v in AXE.run(window, options=LEVELS).response["violations"]]
    assert found == []
    assert window.evaluate("document.documentElement.scrollWidth") <= width


def test_the_first_key_leads_past_the_cover(reports: dict[str, Path], window: Page) -> None:
    window.goto(reports["en"].as_uri())
    window.keyboard.press("Tab")
    assert window.evaluate("document.activeElement.getAttribute('href')") == "#main"
    window.keyboard.press("Enter")
    assert window.evaluate("document.activeElement.id") == "main"


def test_on_paper_no_chart_and_no_table_is_wider_than_the_page(reports: dict[str, Path], window: Page) -> None:
    window.emulate_media(media="print")
    window.set_viewport_size({"width": round(A4_LESS_MARGINS), "height": 1000})
    for path in reports.values():
        window.goto(path.as_uri())
        widths = window.evaluate("[...document.querySelectorAll('svg, table')].map(e => e.getBoundingClientRect().right)")
        assert len(widths) > 5
        assert max(widths) <= A4_LESS_MARGINS + 1
        assert window.pdf(prefer_css_page_size=True).startswith(b"%PDF")
