from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.routing import Mount, Route

from store.accounts import ROLES, read_looks
from store.opening import Store
from store.records import SampleDesign, SampledUnit
from store.reviewing import NewQueue, close_queue, open_queue
from store.reviews import write_sample
from tests.web.browsing import PAGE, Browser, browsing
from tests.web.people.access import ACCESS, FIGURES, REVIEWING, Access
from web.application import build_application

REFUSED = {401, 403}


@pytest.fixture(params=[*ROLES, None])
def somebody(request: pytest.FixtureRequest, filled: Store) -> Iterator[tuple[Browser, str | None]]:
    """A browser of each role, and of nobody, over a store in which an audit is open."""
    open_queue(filled, NewQueue("XD", "2026", "audit", "audit-1", ("online_ordering",), 0.2, 1, "tests"), [])
    with browsing(build_application(filled.path), request.param) as browser:
        yield browser, request.param


def ask(browser: Browser, access: Access) -> int:
    if access.method == "POST":
        return browser.post(access.path, {}).status_code
    return browser.get(access.path, headers={"sec-fetch-site": "same-origin"}).status_code


def test_every_page_says_who_may_ask_for_it(filled: Store) -> None:
    known = {(access.method, access.route) for access in ACCESS}
    for route in build_application(filled.path).routes:
        assert isinstance(route, (Route, Mount))
        methods = (route.methods or set()) - {"HEAD"} if isinstance(route, Route) else {"GET"}
        assert {(method, route.path) for method in methods} <= known, f"tests/web/people/access.py lacks {route.path}"


def test_each_role_is_answered_what_it_may_see_and_nothing_else(somebody: tuple[Browser, str | None]) -> None:
    browser, role = somebody
    for access in sorted(ACCESS, key=lambda access: access.path == "/logout"):
        status = ask(browser, access)
        if role in access.roles:
            assert status not in REFUSED, (access, status)
        else:
            assert status == (401 if role is None else 403), (access, status)


def test_what_is_refused_shows_nothing(somebody: tuple[Browser, str | None]) -> None:
    browser, role = somebody
    for access in ACCESS:
        if access.method == "GET" and role not in access.roles:
            for headers in ({}, PAGE):
                text = browser.get(access.path, headers=headers).text.lower()
                assert "hidden" not in text.replace('type="hidden"', "")
                assert "online_ordering" not in text


@pytest.mark.parametrize("role", sorted(REVIEWING - FIGURES))
def test_whoever_reviews_sees_figures_only_when_every_audit_is_closed(role: str, filled: Store) -> None:
    figures = [access for access in ACCESS if access.figures]
    audit = NewQueue("XD", "2026", "audit", "audit-1", ("online_ordering",), 0.2, 1, "tests")
    with browsing(build_application(filled.path), role) as browser:
        for opened in (audit, replace(audit, sample="audit-2")):
            queue = open_queue(filled, opened, [])
            assert {ask(browser, access) for access in figures} == {403}
            assert "31.3\N{NO-BREAK SPACE}%" not in browser.get("/").text
            assert "aggregate" not in browser.get("/").text
            close_queue(filled, queue.queue, "tests")
            open_queue(filled, replace(audit, purpose="training", sample="hard"), [])
            assert {ask(browser, access) for access in figures} == {200}
            assert "31.3\N{NO-BREAK SPACE}%" in browser.get("/").text


def test_whoever_reviews_sees_no_figures_of_a_sample_whose_review_has_not_begun(filled: Store) -> None:
    figures = [access for access in ACCESS if access.figures]
    with browsing(build_application(filled.path), "reviewer") as browser:
        assert {ask(browser, access) for access in figures} == {200}
        write_sample(
            filled,
            SampleDesign("XD", "2026", "audit-1", "online_ordering", None, 7, 1, "proportional", {"all": (1, 1)}),
            [SampledUnit("E0", "all", 1.0, 0)],
        )
        assert {ask(browser, access) for access in figures} == {403}


def test_whoever_asks_for_a_page_without_a_log_in_is_led_there_and_back(filled: Store) -> None:
    with browsing(build_application(filled.path), None) as browser:
        for access in ACCESS:
            framed = access.path.startswith("/archive/")  # a frame shows no log-in
            if None not in access.roles and access.method == "GET" and access.path != "/" and not framed:
                answer = browser.get(access.path, headers=PAGE)
                assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/login")
        assert browser.get("/", headers=PAGE).headers["location"] == "/login"
        assert browser.get("/register/store?sql=select+1", headers=PAGE).headers["location"] == (
            "/login?next=%2Fregister%2Fstore%3Fsql%3Dselect%2B1"
        )


def test_pages_that_are_not_there_ask_for_a_log_in_too(filled: Store) -> None:
    with browsing(build_application(filled.path), None) as browser:
        for path in ("/nowhere", "/static", "/login/x", "/setup/", "//register/", "/static/../register/", "/Register/"):
            answer = browser.get(path)
            assert answer.status_code in {401, 404, 307}, (path, answer.status_code)
            assert "E0" not in answer.text


def test_a_look_is_noted_whole_whatever_signs_it_holds(filled: Store) -> None:
    long = f"/register/store.json?a={'x' * 20_000}&sql=select+1"
    with browsing(build_application(filled.path)) as browser:
        for path in ("/register/store%23/x?sql=select+1", "/register/store%3Fa?b=c", "/register/ab%1B%E2%80%AE%25", "/register/متجر", long):
            browser.get(path)
        with browser.around.accounts.using() as accounts:
            looks = [look.path for look in reversed(read_looks(accounts))]
    assert looks == [
        "/register/store%23/x?sql=select+1",
        "/register/store%3Fa?b=c",
        "/register/ab%1B%E2%80%AE%25",
        "/register/متجر",
        long,
    ]


def test_every_look_at_the_register_is_noted_and_no_other(filled: Store) -> None:
    with browsing(build_application(filled.path)) as browser:
        for path in ("/", "/tables/", "/register/", "/register/store.json?sql=select+count(*)+from+labels", "/register/-/static/app.css"):
            browser.get(path)
        browser.get("/register/store/nowhere")
        browser.log_in("viewer-1", "viewer")
        browser.get("/register/")
        with browser.around.accounts.using() as accounts:
            looks = [(look.name, look.path) for look in read_looks(accounts)]
    assert looks == [
        ("methodologist-1", "/register/store/nowhere"),
        ("methodologist-1", "/register/store.json?sql=select+count(*)+from+labels"),
        ("methodologist-1", "/register/"),
    ]
