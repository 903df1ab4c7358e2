import re
from pathlib import Path

import pytest

from store.opening import open_store
from tests.web.browsing import Browser, browsing
from tests.web.dashboards.seen import PAGES, list_files, read_everything, read_rows, read_words
from tests.web.dashboards.waves import fill_dashboards, fill_wave
from web.application import build_application
from web.dashboards.burden import count_classes, write_size
from web.dashboards.pace import add_up, choose_stretch

PAGE = "/dashboards/crawl"


def test_websites_are_counted_by_how_they_ended(dashboards: Browser) -> None:
    rows = read_rows(dashboards, f"{PAGE}/statuses.csv")
    assert {row["status"]: (row["websites"], row["cause"]) for row in rows} == {
        "ok": ("6", "read"),
        "blocked": ("2", "refused"),
        "dns": ("1", "unreachable"),
        "parked": ("1", "nothing"),
    }
    assert "6 (60.0 %)" in [re.sub(r"\s+", " ", text) for text in read_words(dashboards, PAGE)]


def test_the_register_is_followed_to_the_labels(dashboards: Browser) -> None:
    rows = {row["step"]: row["enterprises"] for row in read_rows(dashboards, f"{PAGE}/coverage.csv")}
    assert rows == {"registered": "40", "linked": "30", "read": "30", "decided": "30", "labelled": "30"}


def test_pace_counts_pages_and_sites(dashboards: Browser) -> None:
    rows = read_rows(dashboards, f"{PAGE}/pace.csv")
    assert [(row["pages"], row["sites"]) for row in rows] == [("2", "1")] * 6 + [("0", "1")] * 4
    assert rows[0]["begins"] == "2026-11-22T10:00:00+00:00"


def test_burden_is_told_as_a_distribution(dashboards: Browser) -> None:
    rows = [(row["measure"], row["class"], row["sites"]) for row in read_rows(dashboards, f"{PAGE}/burden.csv")]
    assert rows[:3] == [("requests", "1–4", "4"), ("requests", "5–9", "5"), ("requests", "10–19", "1")]
    assert [count for measure, _, count in rows if measure == "kilobytes"] == ["7", "1", "1", "1"]  # 6 × .5 and 1; 10; 100; 1,000
    sentence = next(text for text in read_words(dashboards, PAGE) if text.startswith("55 requests to 10 sites"))
    assert "Half of the sites got 5 requests or fewer, 19 in 20 got 10 or fewer, none more than 10." in sentence


def test_a_page_says_when_its_figures_are_older_than_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.measurements.LONG", -1.0)
    monkeypatch.setattr("web.measurements.PATIENCE", 1e12)
    path, words = tmp_path / "busy.db", "The store has changed since this was measured"
    with open_store(path) as store:
        fill_dashboards(store)
        with browsing(build_application(path), "viewer") as browser:
            assert words not in browser.get(PAGE).text
            fill_wave(store, wave="2027")
            assert words in browser.get(PAGE).text


@pytest.mark.parametrize(("size", "words"), [(300, "0 kB"), (45_400, "45 kB"), (999_999, "1,000 kB"), (1_250_000, "1.2 MB")])
def test_sizes_are_told_in_kilobytes_until_there_is_a_megabyte(size: int, words: str) -> None:
    assert write_size(size) == words


@pytest.mark.parametrize("role", ["viewer", "reviewer", "adjudicator"])
def test_nobody_but_methodologists_sees_a_host(role: str, dashboards: Browser) -> None:
    dashboards.log_in(f"{role}-1", role)
    try:
        everything = read_everything(dashboards)
        assert dashboards.get(f"{PAGE}/sites").status_code == 403
        assert dashboards.get(f"{PAGE}/sites.csv").status_code == 403
    finally:
        dashboards.log_in("methodologist-1", "methodologist")
    for path, text in everything.items():
        assert not re.search(r"hidden\d|hidden name|hidden_reviewer|crawl/sites", text.lower()), path


def test_a_methodologist_sees_the_burden_of_each_site_and_the_look_is_noted(dashboards: Browser) -> None:
    rows = read_rows(dashboards, f"{PAGE}/sites.csv")
    assert [(row["site"], row["requests"]) for row in rows[:2]] == [("hidden9.co.xd", "10"), ("hidden8.co.xd", "9")]
    assert len(rows) == 10
    assert "hidden9.co.xd" in read_words(dashboards, f"{PAGE}/sites")
    with dashboards.around.accounts.using() as accounts:
        looks = [row[0] for row in accounts.db.execute("SELECT path FROM looks")]
    assert {f"{PAGE}/sites", f"{PAGE}/sites.csv"} <= set(looks)


def test_every_link_of_every_page_leads_somewhere(dashboards: Browser) -> None:
    for page in PAGES:
        assert len(list_files(dashboards, page)) > 2
        for link in list_files(dashboards, page):
            answer = dashboards.get(link)
            assert answer.status_code == 200, link
            assert answer.headers["content-type"] == "text/csv; charset=utf-8"
            assert answer.headers["content-disposition"].startswith('attachment; filename="ecomstat-XD-2026-')


@pytest.mark.parametrize("path", ["/dashboards/nowhere", "/dashboards/crawl/nowhere.csv", "/dashboards/nowhere/statuses.csv"])
def test_what_does_not_exist_is_not_found(path: str, dashboards: Browser) -> None:
    assert dashboards.get(path).status_code == 404


@pytest.mark.parametrize(
    ("first", "last", "stretch"),
    [
        ("2026-11-22T10:00", "2026-11-22T13:00", "minute"),
        ("2026-11-22T10:00", "2026-11-22T13:01", "hour"),
        ("2026-11-22T10:00", "2026-11-26T10:00", "hour"),
        ("2026-11-22T10:00", "2026-12-30T10:00", "day"),
    ],
)
def test_long_crawls_are_told_in_longer_stretches(first: str, last: str, stretch: str) -> None:
    assert choose_stretch(first, last) == stretch


def test_minutes_add_up_to_hours_and_days() -> None:
    minutes = {"2026-11-22T10:59": 1, "2026-11-22T11:00": 2, "2026-11-22T11:30": 3, "2026-11-23T00:00": 4}
    assert list(add_up(minutes, "hour").values()) == [1, 5, 4]
    assert add_up(minutes, "day") == {"2026-11-22T00:00:00+00:00": 6, "2026-11-23T00:00:00+00:00": 4}


def test_classes_hold_their_lower_edge_and_end_with_the_last_that_has_any() -> None:
    assert count_classes([1, 4, 5, 10, 10], (1, 5, 10, 20, 50)) == [2, 1, 2]
    assert count_classes([99], (1, 5)) == [0, 1]
