"""What the start page says there is to do, and where one can go, by role."""

import re

import pytest

from store.accounts import waive_practice
from store.opening import Store
from store.reviewing import NewQueue, NewTask, close_queue, open_queue
from tests.web.browsing import Browser

AUDIT = NewQueue("XD", "2026", "audit", "audit-1", ("online_ordering",), 0.2, 1, "tests")
TASKS = [NewTask(f"E{n}", "first", "pages", "S0T9", n) for n in range(1, 4)]


def places(page: str) -> list[str]:
    """The paths in the navigation."""
    return re.findall(r'href="([^"]*)"', page.partition("<nav")[2].partition("</nav>")[0])


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        ("reviewer", ["/", "/review", "/practice", "/help"]),
        ("adjudicator", ["/", "/review", "/practice", "/help"]),
        ("viewer", ["/", "/dashboards/estimates", "/tables/safe", "/help"]),
        ("methodologist", ["/", "/review", "/practice", "/dashboards/estimates", "/tables/safe", "/register/store", "/help"]),
    ],
)
def test_the_navigation_offers_what_a_role_may_see_while_an_audit_is_open(
    watching: Browser, filled: Store, role: str, offered: list[str]
) -> None:
    open_queue(filled, AUDIT, TASKS)
    watching.log_in(f"{role}-2", role)
    assert places(watching.get("/").text) == offered


def test_when_the_audit_is_closed_reviewers_are_offered_figures(watching: Browser, filled: Store) -> None:
    close_queue(filled, open_queue(filled, AUDIT, TASKS).queue, "tests")
    watching.log_in("ann", "reviewer")
    assert "/dashboards/estimates" in places(watching.get("/help").text)


def test_practice_waits_first_and_then_the_queue_with_what_is_left_of_it(watching: Browser, filled: Store) -> None:
    queue = open_queue(filled, AUDIT, TASKS).queue
    watching.log_in("ann", "reviewer")
    assert "0 of 30 practice cases done" in watching.get("/").text
    assert "left to review" not in watching.get("/").text
    with watching.around.accounts.using() as accounts:
        waive_practice(accounts, "ann", "tests")
    page = watching.get("/").text
    assert "3 enterprises are left to review." in page
    assert f'href="/review/{queue}"' in page
    assert "practice cases" not in page


def test_an_enterprise_that_goes_to_two_is_left_once(watching: Browser, filled: Store) -> None:
    open_queue(filled, AUDIT, [*TASKS, NewTask("E1", "second", "pages", "S0T9", 1)])
    watching.log_in("ann", "reviewer")
    with watching.around.accounts.using() as accounts:
        waive_practice(accounts, "ann", "tests")
    assert "3 enterprises are left to review." in watching.get("/").text


def test_no_audit_waits_for_a_methodologist(watching: Browser, filled: Store) -> None:
    open_queue(filled, AUDIT, TASKS)
    with watching.around.accounts.using() as accounts:
        waive_practice(accounts, "methodologist-1", "tests")
    assert 'class="waiting"' not in watching.get("/").text


def test_nothing_waits_for_a_viewer(watching: Browser, filled: Store) -> None:
    open_queue(filled, AUDIT, TASKS)
    watching.log_in("vera", "viewer")
    assert 'class="waiting"' not in watching.get("/").text


def test_the_place_where_one_is_is_marked(watching: Browser) -> None:
    assert '<a href="/help" aria-current="page">' in watching.get("/help").text
    assert '<a href="/practice" aria-current="true">' in watching.get("/practice/work").text
