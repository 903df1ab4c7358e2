import pytest

from store.accounts import ADJUDICATOR, METHODOLOGIST, REVIEWER, VIEWER, read_looks
from store.opening import Store
from tests.web.archive.archived import HOME, WELCOME, archive_pages, hand_out_task
from tests.web.browsing import PAGE, Browser


@pytest.fixture
def holding(watching: Browser, filled: Store) -> Browser:
    """The reviewer who holds task 1, of an enterprise with two archived pages."""
    archive_pages(filled, {f"{HOME}bei": b"<p>Bei: 100", HOME: WELCOME})
    assert hand_out_task(filled, "asha") == 1
    watching.log_in("asha", REVIEWER)
    return watching


def test_whoever_holds_the_task_sees_its_pages_home_first(holding: Browser) -> None:
    assert "<h1>Karibu dukani</h1>" in holding.get("/archive/1/0").text
    assert "Bei: 100" in holding.get("/archive/1/1").text


def test_the_page_s_language_and_direction_are_kept(holding: Browser) -> None:
    assert '<html lang="sw" dir="ltr">' in holding.get("/archive/1/0").text


def test_an_archived_page_comes_under_a_policy_that_lets_nothing_out_and_is_not_kept(holding: Browser) -> None:
    headers = holding.get("/archive/1/0").headers
    policy = dict(part.partition(" ")[::2] for part in headers["content-security-policy"].split("; "))
    assert policy == {
        "sandbox": "",
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'self'",
    }
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["cache-control"] == "no-store"
    assert headers["content-type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("host", ["127.0.0.1:8001", "localhost:8001"])
def test_it_is_shown_under_both_names_of_this_computer(host: str, holding: Browser) -> None:
    cookie = "; ".join(f"{name}={value}" for name, value in holding.client.cookies.items())
    answer = holding.get("/archive/1/0", headers={"host": host, "cookie": cookie})
    assert "Karibu" in answer.text


@pytest.mark.parametrize(("role", "status"), [(REVIEWER, 403), (VIEWER, 403), (ADJUDICATOR, 200), (METHODOLOGIST, 200)])
def test_others_need_a_role_that_oversees(role: str, status: int, holding: Browser) -> None:
    holding.log_in("other", role)
    answer = holding.get("/archive/1/0", headers=PAGE)
    assert answer.status_code == status
    assert ("Karibu" in answer.text) == (status == 200)
    with holding.around.accounts.using() as accounts:
        noted = [(look.name, look.path) for look in read_looks(accounts)]
    assert noted == ([("other", "/archive/1/0")] if status == 200 else [])


def test_looks_at_one_s_own_tasks_are_not_noted(holding: Browser) -> None:
    holding.get("/archive/1/0")
    with holding.around.accounts.using() as accounts:
        assert read_looks(accounts) == []


@pytest.mark.parametrize(
    "path", ["/archive/1/2", "/archive/99/0", "/archive/1/-1", "/archive/1/99999999999999999999", "/archive/../register/1"]
)
def test_pages_that_are_not_in_the_list_are_not_there(path: str, holding: Browser) -> None:
    answer = holding.get(path, headers=PAGE)
    assert answer.status_code in {403, 404}
    assert "Karibu" not in answer.text


def test_a_refusal_in_the_frame_needs_no_other_file_and_leads_nowhere(holding: Browser) -> None:
    holding.log_out()
    answer = holding.get("/archive/1/0", headers=PAGE)
    assert answer.status_code == 401
    assert "log in again" in answer.text
    for path in ("/archive/1/0", "/archive/1/7"):
        assert "<link" not in holding.get(path, headers=PAGE).text
        assert "<a" not in holding.get(path, headers=PAGE).text


@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "other"])
def test_a_missing_or_damaged_archive_is_said_and_is_no_error(damage: str, watching: Browser, filled: Store) -> None:
    path = archive_pages(filled, {HOME: WELCOME})
    hand_out_task(filled, "asha")
    whole = path.read_bytes()
    path.write_bytes({"missing": b"", "empty": b"", "cut": whole[:-100], "other": b"x" * len(whole)}[damage])
    if damage == "missing":
        path.unlink()
    watching.log_in("asha", REVIEWER)
    answer = watching.get("/archive/1/0", headers=PAGE)
    assert answer.status_code == 200
    assert "XD-2026-test.warc.gz is missing or damaged" in answer.text
    assert str(path.parent) not in answer.text


def test_what_is_archived_but_no_page_is_said(watching: Browser, filled: Store) -> None:
    archive_pages(filled, {HOME: b"%PDF-1.4 <script>x</script>"}, "application/pdf")
    hand_out_task(filled, "asha")
    watching.log_in("asha", REVIEWER)
    text = watching.get("/archive/1/0").text
    assert "application/pdf" in text
    assert "<script>" not in text


def test_a_page_can_be_shown_without_its_own_stylesheets(watching: Browser, filled: Store) -> None:
    archive_pages(filled, {HOME: b"<style>p{color:white}</style><p>Bei"})
    hand_out_task(filled, "asha")
    watching.log_in("asha", REVIEWER)
    assert "p{color:white;}" in watching.get("/archive/1/0").text
    assert "color:white" not in watching.get("/archive/1/0?plain").text
