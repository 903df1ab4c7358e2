import time
from collections.abc import Iterator

import pytest

from store.accounts import change_password, remove_person
from store.opening import Store
from tests.web.browsing import ADDRESS, COOKIE, OWN_PAGE, PAGE, PASSWORD, Browser, browsing
from web.application import build_application
from web.people.identification import local_path

DEVICE = "ecomstat_device_8001"


@pytest.fixture
def visitor(filled: Store) -> Iterator[Browser]:
    """A browser without a session; amina is a reviewer."""
    with browsing(build_application(filled.path), None) as browser:
        browser.log_in("amina", "reviewer")
        browser.log_out()
        yield browser


def log_in(browser: Browser, name: str = "amina", password: str = PASSWORD, **fields: str):  # type: ignore[no-untyped-def]
    return browser.post_form("/login", {"name": name, "password": password, **fields})


def test_name_and_password_open_the_pages(visitor: Browser) -> None:
    answer = log_in(visitor)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    page = visitor.get("/", headers=PAGE)
    assert page.status_code == 200
    assert "amina" in page.text


def test_the_cookie_is_kept_from_scripts_other_sites_and_other_ports(visitor: Browser) -> None:
    for cookie, name in zip(log_in(visitor).headers.get_list("set-cookie"), (COOKIE, DEVICE), strict=True):
        parts = cookie.split("; ")
        assert parts[0].startswith(f"{name}=")
        assert {part.lower() for part in parts[1:]} - {"max-age=15811200"} == {"httponly", "path=/", "samesite=strict"}


def test_under_tls_the_cookie_is_secure_and_bound_to_the_host(filled: Store) -> None:
    address = ADDRESS.replace("http:", "https:")
    with browsing(build_application(filled.path), None) as browser:
        browser.log_in("amina", "reviewer")
        browser.log_out()
        fields = {"name": "amina", "password": PASSWORD}
        answer = browser.request("POST", f"{address}/login", data=fields, headers={**OWN_PAGE, "origin": address})
        for cookie, name in zip(answer.headers.get_list("set-cookie"), (COOKIE, DEVICE), strict=True):
            parts = cookie.split("; ")
            assert parts[0].startswith(f"__Host-{name}=")
            assert {part.lower() for part in parts[1:]} - {"max-age=15811200"} == {"httponly", "path=/", "samesite=strict", "secure"}
        assert browser.get(f"{address}/", headers=PAGE).status_code == 200


@pytest.mark.parametrize(("name", "password"), [("amina", "wrong password"), ("nobody", PASSWORD), ("", ""), ("amina", "")])
def test_a_wrong_log_in_gets_one_answer_whatever_is_wrong(name: str, password: str, visitor: Browser) -> None:
    answer = log_in(visitor, name, password)
    assert (answer.status_code, "set-cookie" in answer.headers) == (400, False)
    assert "Name or password is not right." in answer.text
    assert (password not in answer.text) or not password


def test_somebody_who_was_removed_gets_that_answer_too(visitor: Browser) -> None:
    with visitor.around.accounts.using() as accounts:
        remove_person(accounts, "amina")
    assert "Name or password is not right." in log_in(visitor).text


def test_many_wrong_log_ins_have_to_wait_and_then_go_on(visitor: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [time.time()]
    monkeypatch.setattr("web.people.log_in.time.time", lambda: now[0])
    for name in ("amina", "nobody"):
        assert [log_in(visitor, name, "wrong password").status_code for _ in range(4)] == [400, 400, 400, 429]
    refused = log_in(visitor)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
    assert "wait 1 second," in refused.text
    now[0] += 2
    assert log_in(visitor).status_code == 303


def test_nobody_keeps_others_out_who_have_logged_in_in_their_browser_before(visitor: Browser) -> None:
    log_in(visitor)
    device = visitor.client.cookies[DEVICE]
    visitor.log_out()
    for name in ("amina", *(f"nobody {n}" for n in range(12))):
        while log_in(visitor, name, "wrong password").status_code != 429 and name == "amina":
            pass
    assert log_in(visitor).status_code == 429
    visitor.client.cookies.set(DEVICE, device, domain="127.0.0.1")
    assert log_in(visitor).status_code == 303
    visitor.client.cookies.delete(COOKIE)
    assert [log_in(visitor, "amina", "wrong password").status_code for _ in range(4)] == [400, 400, 400, 429]


@pytest.mark.parametrize("device", ["x", ".", "a.b", "é.é", "a." + "0" * 64])
def test_a_browser_that_only_says_that_it_is_known_waits_as_others_do(device: str, visitor: Browser) -> None:
    visitor.client.headers["cookie"] = f"{DEVICE}={device}".encode().decode("latin-1")
    assert [log_in(visitor, "amina", "wrong password").status_code for _ in range(4)] == [400, 400, 400, 429]


def test_logging_in_starts_a_new_session_and_ends_the_one_before(visitor: Browser) -> None:
    visitor.hold("chosen-by-somebody-else")
    log_in(visitor)
    first = visitor.client.cookies[COOKIE]
    assert first != "chosen-by-somebody-else"
    log_in(visitor)
    second = visitor.client.cookies[COOKIE]
    assert second != first
    visitor.hold(first)
    assert visitor.get("/").status_code == 401


def test_logging_out_ends_the_session_itself_not_only_the_cookie(visitor: Browser) -> None:
    log_in(visitor)
    token = visitor.client.cookies[COOKIE]
    answer = visitor.post_form("/logout", {})
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert COOKIE not in visitor.client.cookies
    visitor.hold(token)
    assert visitor.get("/").status_code == 401


def test_a_new_password_ends_the_session_in_the_browser(visitor: Browser) -> None:
    log_in(visitor)
    with visitor.around.accounts.using() as accounts:
        change_password(accounts, "amina", "something else entirely")
    assert visitor.get("/").status_code == 401


def test_pages_of_somebody_who_is_logged_in_are_not_kept_by_the_browser(visitor: Browser) -> None:
    log_in(visitor)
    assert visitor.get("/").headers["cache-control"] == "no-store"


def test_after_logging_in_one_is_where_one_wanted_to_go(visitor: Browser) -> None:
    assert 'value="/tables/?a=1&amp;b"' in visitor.get("/login?next=%2Ftables%2F%3Fa%3D1%26b", headers=PAGE).text
    assert log_in(visitor, next="/tables/?a=1&b").headers["location"] == "/tables/?a=1&b"


@pytest.mark.parametrize(
    "path",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "", "x", "/\t/evil.example"],
)
def test_nobody_is_sent_elsewhere_after_logging_in(path: str, visitor: Browser) -> None:
    assert local_path(path) == "/"
    assert log_in(visitor, next=path).headers["location"] == "/"


def test_what_was_typed_is_not_run(visitor: Browser) -> None:
    text = log_in(visitor, '"><script>alert(1)</script>').text
    assert "<script>" not in text
    assert "&lt;script&gt;" in text
