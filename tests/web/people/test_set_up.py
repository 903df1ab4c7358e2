from collections.abc import Iterator

import pytest

from store.accounts import add_person, read_people
from store.opening import Store
from tests.web.browsing import PAGE, PASSWORD, Browser, browsing
from web.application import build_application


@pytest.fixture
def visitor(filled: Store) -> Iterator[Browser]:
    """A browser where nobody has an account."""
    with browsing(build_application(filled.path), None) as browser:
        yield browser


def set_up(browser: Browser, token: str, name: str = "Maria", password: str = PASSWORD, again: str = PASSWORD):  # type: ignore[no-untyped-def]
    return browser.post_form("/setup", {"token": token, "name": name, "password": password, "again": again})


def names(browser: Browser) -> list[tuple[str, str]]:
    with browser.around.accounts.using() as accounts:
        return [(person.name, person.role) for person in read_people(accounts)]


def test_the_link_makes_a_methodologist_who_is_logged_in_at_once(visitor: Browser) -> None:
    token = visitor.around.first_account.offer()
    page = visitor.get(f"/setup?token={token}", headers=PAGE)
    assert page.status_code == 200
    assert token in page.text
    assert set_up(visitor, token).headers["location"] == "/"
    assert names(visitor) == [("Maria", "methodologist")]
    assert visitor.get("/register/").status_code == 200


def test_the_link_works_once(visitor: Browser) -> None:
    token = visitor.around.first_account.offer()
    set_up(visitor, token)
    visitor.log_out()
    assert set_up(visitor, token, "Other").status_code == 404
    again = visitor.get(f"/setup?token={token}", headers=PAGE)
    assert again.status_code == 404
    assert "made already: log in" in again.text
    assert names(visitor) == [("Maria", "methodologist")]


@pytest.mark.parametrize("token", ["", "x", "None"])
def test_without_the_token_nothing_is_set_up(token: str, visitor: Browser) -> None:
    for _ in ("before a link was made", "after"):
        assert set_up(visitor, token).status_code == 404
        assert visitor.get(f"/setup?token={token}").status_code == 404
        visitor.around.first_account.offer()
    assert names(visitor) == []


def test_a_newer_link_makes_the_older_one_void(visitor: Browser) -> None:
    first, second = visitor.around.first_account.offer(), visitor.around.first_account.offer()
    assert visitor.get(f"/setup?token={first}").status_code == 404
    assert visitor.get(f"/setup?token={second}").status_code == 200


def test_a_methodologist_who_was_added_meanwhile_makes_the_link_void(visitor: Browser) -> None:
    token = visitor.around.first_account.offer()
    with visitor.around.accounts.using() as accounts:
        add_person(accounts, "Zara", "methodologist", PASSWORD, "tests")
    answer = set_up(visitor, token)
    assert answer.status_code == 400
    assert "There is a methodologist already" in answer.text
    assert names(visitor) == [("Zara", "methodologist")]


@pytest.mark.parametrize(
    ("name", "password", "again", "words"),
    [
        ("Maria", PASSWORD, PASSWORD + "x", "two passwords differ"),
        ("Maria", "short", "short", "too short"),
        ("Maria", "maria was here", "maria was here", "contains the name"),
        ("", PASSWORD, PASSWORD, "no name to log in by"),
    ],
)
def test_what_will_not_do_is_said_and_the_link_still_works(name: str, password: str, again: str, words: str, visitor: Browser) -> None:
    token = visitor.around.first_account.offer()
    answer = set_up(visitor, token, name, password, again)
    assert answer.status_code == 400
    assert words in answer.text
    assert names(visitor) == []
    assert set_up(visitor, token).status_code == 303


def test_the_log_in_page_says_where_the_first_account_comes_from(visitor: Browser) -> None:
    assert "ecomstat serve" in visitor.get("/login", headers=PAGE).text
    set_up(visitor, visitor.around.first_account.offer())
    visitor.log_out()
    assert "no methodologist yet" not in visitor.get("/login", headers=PAGE).text
