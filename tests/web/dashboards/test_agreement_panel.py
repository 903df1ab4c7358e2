from collections.abc import Iterator
from pathlib import Path

import pytest

from store.opening import open_store
from tests.web.browsing import Browser, browsing
from tests.web.dashboards.seen import read_rows, read_words
from tests.web.dashboards.waves import fill_dashboards, fill_double_answers
from web.application import build_application

PAGE = "/dashboards/quality"


@pytest.fixture(scope="module")
def doubled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A viewer's browser over a wave in which two people answered about twenty enterprises."""
    path = tmp_path_factory.mktemp("agreement") / "ecomstat.db"
    with open_store(path) as store:
        fill_dashboards(store)
        fill_double_answers(store)
    with browsing(build_application(path), "viewer") as opened:
        yield opened


def test_the_panel_tells_what_two_reviewers_agree_on_and_nothing_adjudicated(doubled: Browser) -> None:
    """By hand: 8 twice yes, 7 twice no, 1 + 2 different, of 18; by chance (9·10 + 9·8) / 18² = 1/2 would agree."""
    (row,) = read_rows(doubled, f"{PAGE}/agreement.csv")
    assert (row["question"], row["n"], row["unknown"]) == ("online_ordering", "18", "2")
    assert float(row["raw"]) == pytest.approx(15 / 18, abs=1e-6)
    assert (float(row["positive"]), float(row["negative"])) == pytest.approx((2 * 8 / (2 * 8 + 3), 2 * 7 / (2 * 7 + 3)), abs=1e-6)
    assert float(row["kappa"]) == pytest.approx((15 / 18 - 1 / 2) / (1 - 1 / 2), abs=1e-6)
    assert (float(row["raw_low"]), float(row["raw_high"])) == pytest.approx((0.6078, 0.9416), abs=5e-5)  # Wilson's interval by hand


def test_the_page_shows_it_with_the_terms_of_the_queues_own_page(doubled: Browser) -> None:
    words = [" ".join(text.split()) for text in read_words(doubled, PAGE)]
    assert "83.3 % (60.8–94.2)" in words
    assert {
        "Agreement of reviewers",
        "Both said yes or no",
        "Equal answers",
        "Agreement on yes",
        "Agreement on no",
        "Cohen's kappa",
    } <= set(words)
    doubled.log_in("judith", "methodologist")
    page = read_words(doubled, "/review/1/agreement")
    doubled.log_in("viewer-1", "viewer")
    assert {
        "Both said yes or no",
        "Equal answers",
        "83.3\N{NO-BREAK SPACE}%",
        "84.2\N{NO-BREAK SPACE}%",
        "82.4\N{NO-BREAK SPACE}%",
        "0.67",
    } <= set(page)


def test_a_viewer_sees_no_agreement_on_few_enterprises(tmp_path: Path) -> None:
    path = tmp_path / "few.db"
    with open_store(path) as store:
        fill_dashboards(store)
        fill_double_answers(store)
        with store.writing() as db:
            db.execute("UPDATE review_tasks SET done_at = NULL, done_by = NULL WHERE position > 8")
    with browsing(build_application(path), "viewer") as browser:
        assert browser.get(f"{PAGE}/agreement.csv").status_code == 404
        browser.log_in("maria", "methodologist")
        assert read_rows(browser, f"{PAGE}/agreement.csv")[0]["n"] == "9"
