import httpx
import pytest

from store.opening import Store
from tests.web.browsing import ADDRESS, PAGE, Browser, browsing
from web import start
from web.application import build_application
from web.guard import is_own_host

PAGES = [
    "/",
    "/static/ecomstat.css",
    "/tables/",
    "/tables/safe/estimates",
    "/tables/safe?sql=select+1",
    "/nowhere",
    "/tables/nowhere",
    "/register/store/labels",
    "/login",
    "/setup",
]


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8001", "localhost", "LocalHost:9000", "[::1]", "[::1]:8001"])
def test_this_computer_s_names_are_answered(host: str, client: Browser) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example:8001",
        "127.0.0.1:8001@evil.example",
        "",
        "0.0.0.0:8001",
        "127.0.0.1:",
        "[::1].evil.example",
        "[::1]evil",
        "evil[::1]",
        "[::1",
        "::1",
        "[::]:8001",
    ],
)
@pytest.mark.parametrize("page", ["/", "/tables/safe/estimates.json"])
def test_other_names_are_refused_before_anything_is_shown(host: str, page: str, client: Browser) -> None:
    answer = client.get(page, headers={"host": host})
    assert answer.status_code == 421
    assert "XD" not in answer.text
    assert not is_own_host(host)


def test_a_name_that_was_allowed_is_answered_and_no_other(filled: Store) -> None:
    with browsing(build_application(filled.path, ["Stats.example.org", "[2001:db8::1]"])) as browser:
        for host, status in (
            ("stats.example.org:8001", 200),
            ("STATS.EXAMPLE.ORG", 200),
            ("[2001:db8::1]:8001", 200),
            ("example.org", 421),
        ):
            assert browser.get("/", headers={"host": host}).status_code == status, host


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_carries_the_headers_that_keep_other_sites_out(page: str, client: Browser) -> None:
    headers = client.get(page).headers
    assert headers["content-security-policy"].startswith("default-src 'none';")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"  # nothing to others; our own forms need their origin
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_the_page_of_an_unforeseen_error_carries_them_too(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    application = build_application(filled.path)
    monkeypatch.setattr(start, "list_waiting", fail)
    with browsing(application) as browser:
        expected = browser.get("/nowhere", headers=PAGE).headers
        transport = httpx.ASGITransport(app=application, raise_app_exceptions=False)
        browser.client = httpx.AsyncClient(transport=transport, base_url=ADDRESS, cookies=browser.client.cookies)
        answer = browser.get("/", headers=PAGE)
    assert answer.status_code == 500
    assert "did not foresee" in answer.text
    for name in ("content-security-policy", "x-content-type-options", "referrer-policy", "x-frame-options", "cache-control"):
        assert answer.headers[name] == expected[name], name


def test_no_script_written_into_a_page_may_run(client: Browser) -> None:
    for page in PAGES:
        policy = client.get(page).headers["content-security-policy"]
        scripts = next((part for part in policy.split("; ") if part.startswith("script-src")), "")
        assert "unsafe" not in scripts


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("page", ["/", "/tables/safe/estimates"])
def test_where_nothing_can_be_changed_only_reading_is_offered(method: str, page: str, client: Browser) -> None:
    assert client.request(method, page).status_code == 405


@pytest.mark.parametrize("origin", ["cross-site", "same-site"])
def test_other_websites_cannot_make_a_browser_ask_for_tables(origin: str, client: Browser) -> None:
    assert client.get("/tables/safe.json?sql=select+1", headers={"sec-fetch-site": origin}).status_code == 403
    assert client.get("/", headers={"sec-fetch-site": origin}).status_code == 200


@pytest.mark.parametrize("origin", ["none", "same-origin"])
def test_our_own_pages_can(origin: str, client: Browser) -> None:
    assert client.get("/tables/safe.json?sql=select+1", headers={"sec-fetch-site": origin}).status_code == 200


def test_pages_of_the_archive_may_do_nothing_and_only_our_own_pages_frame_them(client: Browser) -> None:
    headers = client.get("/archive/1/1").headers
    policy = headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none';")
    assert "frame-ancestors 'self'" in policy
    assert "allow-" not in policy
    assert headers["x-frame-options"] == "SAMEORIGIN"
