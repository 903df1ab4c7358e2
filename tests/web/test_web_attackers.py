"""The application as an attacker meets it: from another website, through paths, through the names of websites."""

import pytest

from store.frame import write_enterprises
from store.opening import Store
from store.records import Enterprise
from tests.web.browsing import ADDRESS, PAGE, Browser
from tests.web.people.access import ACCESS


def test_no_page_of_ours_is_kept_by_the_browser(client: Browser) -> None:
    for access in ACCESS:
        if access.method == "GET" and not access.path.startswith("/static"):
            for headers in ({}, PAGE):
                assert client.get(access.path, headers=headers).headers.get("cache-control") == "no-store", access.path


def test_nothing_but_archived_pages_can_stand_in_a_frame_and_these_only_in_ours(client: Browser) -> None:
    for access in ACCESS:
        if access.method == "GET":
            headers = client.get(access.path).headers
            archived = access.path.startswith("/archive/")
            assert f"frame-ancestors {chr(39)}{'self' if archived else 'none'}{chr(39)}" in headers["content-security-policy"]
            assert headers["x-frame-options"] == ("SAMEORIGIN" if archived else "DENY")


@pytest.mark.parametrize("path", ["/ARCHIVE/1/0", "//archive/1/0", "/archive", "/archive/", "/archive/1/0/", "/x/archive/1/0"])
def test_no_other_path_leads_to_an_archived_page(path: str, client: Browser) -> None:
    assert client.get(path).status_code in {403, 404, 307}


@pytest.mark.parametrize(
    "path",
    [
        "/static/../pages.py",
        "/static/%2e%2e/pages.py",
        "/static/..%2fpages.py",
        "/static/..%5cpages.py",
        "/static/%2e%2e%2f%2e%2e%2fpyproject.toml",
        "/static//etc/passwd",
        "/static/%00",
        "/static/ecomstat.css%00.html",
        "/static/.",
        "/static/" + "a" * 5000,
        "/register/-/static/../../metadata.json",
        "/register/-/static/%2e%2e/%2e%2e/app.py",
        "/register/own/..%2f..%2fpages.py",
        "/tables/-/static-plugins/x/..%2f..%2fsetup.py",
        "/archive/..%2f..%2fpyproject.toml/0",
    ],
)
def test_no_path_leads_out_of_the_folders_that_are_shown(path: str, client: Browser) -> None:
    answer = client.get(path, headers=PAGE)
    assert answer.status_code in {302, 307, 400, 403, 404}
    assert answer.headers.get("location", "/").removeprefix(ADDRESS).startswith("/")
    for part in ("import ", "root:", "[project]", "Traceback"):
        assert part not in answer.text


def test_files_say_what_they_are(client: Browser) -> None:
    answer = client.get("/static/ecomstat.css")
    assert answer.headers["content-type"].startswith("text/css")
    assert answer.headers["x-content-type-options"] == "nosniff"
    for access in ACCESS:
        if access.method == "GET":
            headers = client.get(access.path).headers
            assert headers.get("content-type") or int(headers["content-length"]) == 0, access.path
            assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("breaking", ["%0d%0aset-cookie:%20a=b", "%0aX:%20y", "%E5%98%8A%E5%98%8Dset-cookie:a=b", "%00", "%7f"])
@pytest.mark.parametrize(
    "path", ["/{}", "/login?next=/{}", "/register/store/{}", "/tables/safe/{}", "/register/store/enterprises?_next={}", "/archive/1/{}"]
)
def test_no_address_adds_a_header(path: str, breaking: str, client: Browser) -> None:
    for _ in range(2):
        answer = client.get(path.format(breaking), headers=PAGE)
        assert not {"set-cookie", "x"} & set(answer.headers)
        assert all(value.isprintable() for value in answer.headers.values())
        client.log_out()
    client.log_in("methodologist-1", "methodologist")


def test_hostile_names_in_the_register_are_words_on_every_page(filled: Store, watching: Browser) -> None:
    hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>\r\nset-cookie: a=b"
    write_enterprises(filled, [Enterprise("XD", "2026", hostile, name=hostile, site="hidden0.co.xd", url=hostile)])
    for path in (
        "/",
        "/register/store/enterprises",
        "/register/store.json?sql=select+name+from+enterprises",
        "/register/store/enterprises.csv",
    ):
        answer = watching.get(path, headers=PAGE)
        assert answer.status_code == 200
        assert "set-cookie" not in answer.headers
        if answer.headers["content-type"].startswith("text/html"):
            assert "<script>alert" not in answer.text
            assert "<img src=x" not in answer.text


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_website_can_neither_frame_nor_embed_nor_ask(site: str, client: Browser) -> None:
    for access in ACCESS:
        if access.path not in {"/", "/login", "/setup"}:
            answer = client.request(
                access.method, access.path, headers={"sec-fetch-site": site, "origin": "https://evil.example", "x-ecomstat": "1"}
            )
            assert answer.status_code == 403, access.path


def test_no_answer_lets_another_website_read_it(client: Browser) -> None:
    for access in ACCESS:
        answer = client.request(access.method, access.path, headers={"origin": "https://evil.example"})
        assert not [name for name in answer.headers if name.startswith("access-control")]
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
