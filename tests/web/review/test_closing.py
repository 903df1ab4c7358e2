import pytest

from store.opening import Store
from store.reviewing import NewQueue, Queue, find_queue, open_queue
from store.runs import read_runs
from tests.web.browsing import PAGE, Browser
from tests.web.review.reviewing import log_in, take_cases
from tests.web.review.test_two_reviewers import answer_twice


def read_queue(office: Store) -> Queue:
    queue = find_queue(office, 1)
    assert queue is not None
    return queue


def close(browser: Browser) -> int:
    return browser.post_form("/review/1/close", {}).status_code


def test_a_methodologist_reads_what_closing_means_and_closes(browser: Browser, office: Store) -> None:
    answer_twice(browser)
    log_in(browser, "mia", "methodologist")
    assert 'href="/review/1/close"' in browser.get("/review", headers=PAGE).text
    asked = browser.get("/review/1/close", headers=PAGE).text
    for text in (
        "5 enterprises are left to review.",
        "Answers differ on 1 enterprise.",
        "cannot be opened again",
        "then see what was predicted",
    ):
        assert text in asked, text
    assert read_queue(office).closed_at is None
    assert close(browser) == 303
    closed = read_queue(office)
    assert (closed.closed_at is not None, closed.closed_by) == (True, "mia")
    assert next(iter(read_runs(office))).arguments == {"close": closed.sample}


def test_reviewers_see_figures_when_the_last_audit_is_closed_and_get_no_more_cases(browser: Browser) -> None:
    assert browser.get("/dashboards/estimates", headers=PAGE).status_code == 403
    log_in(browser, "mia", "methodologist")
    close(browser)
    log_in(browser, "ann")
    assert browser.get("/dashboards/estimates", headers=PAGE).status_code == 200
    assert take_cases(browser) == []


def test_the_page_says_when_another_audit_keeps_figures_hidden(browser: Browser, office: Store) -> None:
    first = read_queue(office)
    open_queue(office, NewQueue(first.country, first.wave, "audit", "another", first.questions, 0, 1, "tests"), [])
    log_in(browser, "mia", "methodologist")
    asked = browser.get("/review/1/close", headers=PAGE).text
    assert "other audits are open" in asked
    assert "another" in asked


def test_a_closed_queue_stays_as_it_was_closed(browser: Browser, office: Store) -> None:
    log_in(browser, "mia", "methodologist")
    close(browser)
    before, runs = read_queue(office), len(read_runs(office))
    log_in(browser, "max", "methodologist")
    assert browser.get("/review/1/close", headers=PAGE).status_code == 303
    assert close(browser) == 303
    assert (read_queue(office), len(read_runs(office))) == (before, runs)
    assert "/review/1/close" not in browser.get("/review", headers=PAGE).text


@pytest.mark.parametrize("role", ["reviewer", "adjudicator", "viewer"])
def test_nobody_else_can_close_a_queue(role: str, browser: Browser, office: Store) -> None:
    log_in(browser, "joe", role)
    assert browser.get("/review/1/close", headers=PAGE).status_code == 403
    assert close(browser) == 403
    assert read_queue(office).closed_at is None
