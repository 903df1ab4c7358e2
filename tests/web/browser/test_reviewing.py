"""The working page: twenty enterprises by keys, taking back, putting off, searching by hand, and answers that wait for the network."""

import re

from playwright.sync_api import expect

from tests.cli.test_commands import run
from tests.web.browser.conftest import Opening
from tests.web.browser.offices import Office
from tests.web.browser.reviewers import (
    answer_case,
    answer_quickly,
    answer_step,
    choose_plainly,
    look,
    open_queue,
    put_first,
    read_rows,
    search_by_keys,
    wait_until_saved,
)
from tests.web.browser.visitors import TABLET, Visitor

LABELS = """SELECT question, answer FROM labels l WHERE labeller = ?
    AND NOT EXISTS (SELECT 1 FROM review_acts u WHERE u.undoes = l.act) ORDER BY label"""
DONE = "SELECT count(*) FROM review_tasks WHERE done_by = ?"


def begin(office: Office, visit: Opening, first: str = "kind = 'pages'", name: str = "Ana") -> Visitor:
    """Ana at the working page, with enterprises first for which a condition of SQL holds."""
    put_first(office, first)
    visitor = visit(office, name)
    open_queue(visitor)
    return visitor


def test_twenty_enterprises_are_reviewed_by_keys_only(office: Office, visit: Opening) -> None:
    ana = begin(office, visit, "0")
    names = [(answer_case if number % 5 == 0 else answer_quickly)(ana, choose_plainly) for number in range(20)]
    wait_until_saved(ana)
    assert len(set(names)) == 20
    assert read_rows(ana, DONE, "Ana") == [(20,)]
    answered = [answer for _, answer in read_rows(ana, LABELS, "Ana")]
    assert {"yes", "no", "unknown"} <= set(answered)
    expect(ana.page.locator("#progress-text")).to_contain_text("20")


def test_undo_takes_back_an_answer_and_the_step_is_asked_again(office: Office, visit: Opening) -> None:
    ana = begin(office, visit)
    first = answer_step(ana, choose_plainly)
    wait_until_saved(ana)
    assert read_rows(ana, LABELS, "Ana")
    ana.press("z")
    ana.page.wait_for_function("() => document.querySelector('#step [data-do=scope]') !== null")
    assert (look(ana.page).title, look(ana.page).name) == (first.title, first.name)
    assert read_rows(ana, LABELS, "Ana") == []
    assert [kind for (kind,) in read_rows(ana, "SELECT kind FROM review_acts ORDER BY act")] == ["scope", "undo"]


def test_what_is_put_off_comes_again_later(office: Office, visit: Opening) -> None:
    ana = begin(office, visit)
    first = look(ana.page)
    ana.press("s")
    ana.page.wait_for_function("name => document.querySelector('#enterprise-name').innerText !== name", arg=first.name)
    wait_until_saved(ana)
    assert read_rows(ana, "SELECT sum(skips) FROM review_tasks") == [(1,)]
    assert read_rows(ana, LABELS, "Ana") == []


def test_a_search_by_hand_is_kept_with_what_was_tried(office: Office, visit: Opening) -> None:
    ana = begin(office, visit, "kind = 'search'")
    answer_step(ana, choose_plainly)
    assert look(ana.page).kind == "search"
    ana.check_accessible()
    search_by_keys(ana, "found", "www.found-by-hand.co.xd")
    ana.page.wait_for_function("() => !document.querySelector('form[data-form=search]')")
    wait_until_saved(ana)
    (content,) = read_rows(ana, "SELECT content FROM review_acts WHERE kind = 'search'")[0]
    assert "found-by-hand.co.xd" in content
    assert '"minutes": 4' in content
    assert ("own_website", "no") not in read_rows(ana, LABELS, "Ana")


def test_pages_are_turned_by_keys_and_shown_in_the_frame(office: Office, visit: Opening) -> None:
    ana = begin(office, visit)
    frame = ana.page.frame_locator("#page")
    expect(frame.locator("h1")).to_be_visible()
    home = ana.page.locator("#page").get_attribute("src")
    ana.press("j")
    expect(frame.locator("h1")).to_have_text("Contact")
    ana.press("k")
    expect(ana.page.locator("#page")).to_have_attribute("src", home or "")


def test_a_page_is_shown_without_its_styles_by_key_until_the_next_enterprise(office: Office, visit: Opening) -> None:
    ana = begin(office, visit)
    frame, button = ana.page.locator("#page"), ana.page.get_by_role("button", name="Without styles")
    ana.press("p")
    expect(frame).to_have_attribute("src", re.compile(r"/archive/\d+/0\?plain$"))
    expect(button).to_have_attribute("aria-pressed", "true")
    ana.press("j")
    expect(frame).to_have_attribute("src", re.compile(r"/1\?plain$"))
    ana.check_accessible()
    first = look(ana.page).name
    ana.press("s")
    ana.page.wait_for_function("name => document.querySelector('#enterprise-name').innerText !== name", arg=first)
    expect(frame).to_have_attribute("src", re.compile(r"/archive/\d+/0$"))
    expect(button).to_have_attribute("aria-pressed", "false")


def test_the_frame_is_reached_by_tab(office: Office, visit: Opening) -> None:
    ana = begin(office, visit)
    expect(ana.page.frame_locator("#page").locator("h1")).to_be_visible()
    ana.page.get_by_role("button", name="Next page").focus()
    ana.press("Tab")
    expect(ana.page.locator("#page")).to_be_focused()
    expect(ana.page.locator("#keys-away")).to_be_visible()


def test_an_answer_waits_in_the_page_while_the_server_cannot_be_reached(office: Office, visit: Opening) -> None:
    ana = begin(office, visit)
    ana.tolerated = ("ERR_INTERNET_DISCONNECTED",)
    ana.context.set_offline(True)
    ana.press("y")
    expect(ana.page.locator("#saving")).to_contain_text("Not saved yet")
    expect(ana.page.get_by_role("alert")).to_be_visible()
    assert read_rows(ana, LABELS, "Ana") == []
    ana.context.set_offline(False)
    wait_until_saved(ana)
    expect(ana.page.get_by_role("alert")).to_be_hidden()
    assert read_rows(ana, LABELS, "Ana")


def test_that_the_server_is_away_stays_said_while_one_goes_on(office: Office, visit: Opening) -> None:
    ana = begin(office, visit)
    ana.tolerated = ("ERR_INTERNET_DISCONNECTED",)
    while look(ana.page).kind != "question":
        answer_step(ana, choose_plainly)
    wait_until_saved(ana)
    ana.context.set_offline(True)
    ana.press("y")
    expect(ana.page.get_by_role("alert")).to_be_visible()
    ana.press("n")
    assert ana.page.evaluate("[document.querySelector('#saving').textContent, document.querySelector('#problem').hidden]") == [
        "Not saved yet: 2",
        False,
    ]
    ana.context.set_offline(False)
    wait_until_saved(ana)
    expect(ana.page.get_by_role("alert")).to_be_hidden()


def test_a_second_search_says_why_and_begins_with_what_was_done_in_the_first(office: Office, visit: Opening) -> None:
    ana = begin(office, visit, "kind = 'search'")
    answer_step(ana, choose_plainly)
    form = ana.page.locator("form[data-form=search]")
    form.get_by_label("Called the telephone number").check()
    form.get_by_label("Found: a website").check()
    form.get_by_label("Address found").fill("facebook.com/found.by.hand")
    form.get_by_label("Minutes spent").fill("4")
    form.get_by_role("button", name="Save").click()
    page = ana.page.locator("#site-choices .choice", has_text="facebook.com")
    page.click()
    ana.page.get_by_role("button", name="Confirm").click()
    expect(form).to_be_visible()
    expect(ana.page.locator("#step")).to_contain_text("You chose no website of its own")
    expect(form.locator("input[name=protocol]:checked")).to_have_count(1)
    expect(form.get_by_label("Called the telephone number")).to_be_checked()
    expect(form.locator("#minutes")).to_have_value("4")
    expect(form.locator("input[name=outcome]:checked")).to_have_count(0)
    ana.check_accessible()


def test_an_empty_address_is_no_website_to_choose(office: Office, visit: Opening) -> None:
    ana = begin(office, visit)
    answer_step(ana, choose_plainly)
    before = look(ana.page).sites
    ana.press("o")
    ana.page.keyboard.type("   ")
    ana.press("Enter")
    assert look(ana.page).sites == before
    expect(ana.page.locator("#other-site")).to_be_focused()


def test_nothing_that_was_predicted_is_sent_to_the_browser_before_the_answer(office: Office, visit: Opening) -> None:
    ana = visit(office, "Ana")
    seen: list[str] = []
    ana.page.on("response", lambda answer: seen.append(answer.text()) if "/review" in answer.url else None)
    ana.open("/review")
    open_queue(ana)
    answer_step(ana, choose_plainly)
    answer_step(ana, choose_plainly)
    ana.page.wait_for_load_state("networkidle")
    betraying = ("probability", "relation", "predicted_yes", "predicted_no", "trained-1", "no_site", "not_read")
    assert len(seen) >= 4
    assert not [word for word in betraying for text in seen if word in text]


def test_evidence_is_shown_when_the_enterprise_is_done_and_both_answers_of_a_changed_mind_stay(office: Office, visit: Opening) -> None:
    ana = begin(office, visit)
    assert ana.page.locator("[data-do=evidence]").count() == 0
    answer_quickly(ana, choose_plainly)
    ana.page.get_by_role("button", name="Look at what the machine saw").click()
    expect(ana.page.locator("#evidence")).to_contain_text("%")
    ana.check_accessible()
    before = read_rows(ana, "SELECT count(*) FROM labels WHERE labeller = 'Ana'")[0][0]
    ana.page.locator("#evidence [data-do=change]").first.click()
    wait_until_saved(ana)
    expect(ana.page.locator("#evidence")).to_be_visible()
    ana.page.wait_for_load_state("networkidle")
    after = read_rows(ana, "SELECT count(*) FROM labels WHERE labeller = 'Ana'")[0][0]
    assert after == before + 1


def test_the_help_opens_by_key_and_keys_can_be_switched_off(office: Office, visit: Opening) -> None:
    ana = begin(office, visit)
    ana.press("?")
    expect(ana.page.locator("#help-box")).to_be_visible()
    ana.check_accessible()
    ana.page.locator("#keys-on").uncheck()
    ana.press("Escape")
    before = look(ana.page)
    ana.press("y")
    assert look(ana.page).mark == before.mark
    ana.page.locator("[data-do=scope][data-answer=y]").click()
    ana.page.wait_for_function(
        "mark => document.querySelector('#site-choices') !== null || document.querySelector('form[data-form=search]') !== null"
    )


def test_a_training_queue_shows_what_the_machine_saw_beside_the_questions(office: Office, visit: Opening) -> None:
    assert run("review", "XD", "--training", "3", "--db", office.store_path, "--wave", "2026") == 0
    ana = visit(office, "Ana")
    ((number,),) = read_rows(ana, "SELECT queue FROM review_queues WHERE purpose = 'training'")
    open_queue(ana, number)
    expect(ana.page.locator("#beside")).to_contain_text("%")
    ana.check_accessible()
    answer_quickly(ana, choose_plainly)
    wait_until_saved(ana)
    assert {source for (source,) in read_rows(ana, "SELECT DISTINCT source FROM labels WHERE labeller = 'Ana'")} == {"training"}


def test_the_working_page_fits_a_tablet(office: Office, visit: Opening) -> None:
    put_first(office, "kind = 'pages'")
    ana = visit(office, "Ana", viewport=TABLET, has_touch=True)
    open_queue(ana)
    for _ in range(3):
        ana.check_width()
        ana.check_accessible()
        answer_step(ana, choose_plainly)
    ana.page.locator("#step [data-answer=yes]").tap()
    wait_until_saved(ana)


def test_the_start_page_leads_a_reviewer_to_what_is_left(office: Office, visit: Opening) -> None:
    ana = visit(office, "Ana")
    ana.open("/")
    ana.check_accessible()
    ana.page.locator("main").get_by_role("link", name="Review").first.click()
    expect(ana.page.locator("#step-title")).to_be_visible()
