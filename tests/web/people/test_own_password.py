from collections.abc import Iterator

import pytest

from store.accounts import identify_person
from store.opening import Store
from tests.web.browsing import COOKIE, PAGE, PASSWORD, Browser, browsing
from web.application import build_application

NEW = "something else entirely"


@pytest.fixture
def amina(filled: Store) -> Iterator[Browser]:
    """Amina's browser, logged in."""
    with browsing(build_application(filled.path), None) as browser:
        browser.log_in("amina", "reviewer")
        yield browser


def change(browser: Browser, current: str = PASSWORD, password: str = NEW, again: str = NEW):  # type: ignore[no-untyped-def]
    return browser.post_form("/password", {"current": current, "password": password, "again": again})


def has(browser: Browser, password: str) -> bool:
    with browser.around.accounts.using() as accounts:
        return identify_person(accounts, "amina", password) is not None


def test_a_new_password_counts_and_ends_every_other_session(amina: Browser) -> None:
    elsewhere = amina.client.cookies[COOKIE]
    assert change(amina).status_code == 303
    assert (has(amina, PASSWORD), has(amina, NEW)) == (False, True)
    assert amina.get("/", headers=PAGE).status_code == 200
    amina.hold(elsewhere)
    assert amina.get("/").status_code == 401


@pytest.mark.parametrize(
    ("current", "password", "again", "words"),
    [
        ("wrong password", NEW, NEW, "current password is not right"),
        (PASSWORD, NEW, NEW + "x", "two passwords differ"),
        (PASSWORD, "short", "short", "too short"),
        (PASSWORD, "amina was here", "amina was here", "contains the name"),
    ],
)
def test_what_will_not_do_changes_nothing(current: str, password: str, again: str, words: str, amina: Browser) -> None:
    answer = change(amina, current, password, again)
    assert answer.status_code == 400
    assert words in answer.text
    assert has(amina, PASSWORD)


def test_a_session_that_was_left_open_does_not_let_others_guess(amina: Browser) -> None:
    for _ in range(3):
        change(amina, "wrong password")
    assert "Too many attempts failed" in change(amina).text
    assert has(amina, PASSWORD)
