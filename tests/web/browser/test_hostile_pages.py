"""A page that attacks its reader, on the working page: nothing of it runs, asks anybody anything, or leaves its frame."""

import contextlib
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, expect

from scrapers.archives.reading import Damage, read_archive
from tests.web.browser.conftest import Opening
from tests.web.browser.offices import Listener, Office
from tests.web.browser.reviewers import answer_step, choose_plainly, look, open_queue, put_first, read_rows
from tests.web.browser.visitors import Visitor
from tests.web.browser.world import HOSTILE


def open_case(visitor: Visitor, enterprise_id: str) -> None:
    """Opens the queue with this enterprise first."""
    put_first(visitor.office, "enterprise_id = ?", enterprise_id)
    open_queue(visitor)
    expect(visitor.page.frame_locator("#page").locator("h1")).to_be_visible()


@pytest.fixture
def attacked(office: Office, visit: Opening, listener: Listener) -> Visitor:
    """Ana, with the hostile page before her."""
    listener.asked.clear()
    ana = visit(office, "Ana")
    open_case(ana, "E60")
    return ana


def test_nothing_of_a_hostile_page_runs_or_asks_for_anything(attacked: Visitor, listener: Listener) -> None:
    page = attacked.page
    address, title = page.url, page.title()
    frame = page.frame_locator("#page")
    for target in frame.locator("a, button, input").all()[:12]:
        if target.is_visible():
            target.click(force=True, timeout=2000)
    for key in ("Tab", "Tab", "Enter", "Space", "Tab", "Enter"):
        page.keyboard.press(key)
    page.wait_for_timeout(1000)
    assert (page.url, page.title()) == (address, title)
    assert len(attacked.context.pages) == 1
    assert "EXECUTED" not in page.content()
    assert listener.asked == []


def test_the_same_page_unguarded_would_have_been_noticed(chromium: Browser, template: Path, listener: Listener) -> None:
    archive = template / "office-archive" / "crawl.warc.gz"
    (body,) = [r.response.body for r in read_archive(archive, Damage()) if r.response and r.response.url == "http://firm60.co.xd/"]
    listener.asked.clear()
    page = chromium.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    with contextlib.suppress(Error):  # it navigates away by itself
        page.set_content(body.decode(), wait_until="commit")
    page.wait_for_timeout(1000)
    page.close()
    assert listener.asked


def test_a_hostile_page_opened_in_a_tab_of_its_own_is_as_harmless(attacked: Visitor, listener: Listener) -> None:
    source = attacked.page.locator("#page").get_attribute("src")
    assert source
    assert attacked.open(source) == 200
    attacked.page.wait_for_timeout(1000)
    assert attacked.page.url == attacked.office.address + source
    assert listener.asked == []


def test_the_odd_name_of_an_enterprise_is_shown_as_it_is(attacked: Visitor) -> None:
    assert look(attacked.page).name == HOSTILE
    answer_step(attacked, choose_plainly)
    assert read_rows(attacked, "SELECT count(*) FROM review_acts") != [(0,)]


def test_the_frame_covers_nothing_of_the_working_page(attacked: Visitor) -> None:
    for button in ("[data-do=scope][data-answer=y]", "[data-do=undo]", "[data-do=on]"):
        attacked.page.locator(button).first.click(trial=True)


def test_right_to_left_pages_are_shown_right_to_left(office: Office, visit: Opening) -> None:
    ana = visit(office, "Ana")
    open_case(ana, "E06")
    frame = ana.page.frame_locator("#page")
    expect(frame.locator("h1")).to_have_text("متجر الأقمشة")
    assert frame.locator("h1").evaluate("heading => getComputedStyle(heading).direction") == "rtl"
    heading, window = frame.locator("h1").bounding_box(), ana.page.locator("#page").bounding_box()
    assert heading
    assert window
    right_gap = window["x"] + window["width"] - heading["x"] - heading["width"]
    assert right_gap < 60
