from pathlib import Path

import pytest

from classify.scores import evaluate
from store.frame import write_enterprises
from store.opening import open_store
from store.records import Enterprise
from tests.web.browsing import Browser, browsing
from tests.web.dashboards.seen import read_rows, read_words
from web.application import build_application

PAGE = "/dashboards/quality"


def test_precision_recall_and_f1_are_those_of_the_labels(dashboards: Browser) -> None:
    row = next(row for row in read_rows(dashboards, f"{PAGE}/scores.csv") if row["capability"] == "online_ordering")
    assert (row["tp"], row["fp"], row["fn"], row["tn"]) == ("8", "2", "4", "16")  # as the labels were invented
    assert (float(row["precision"]), float(row["recall"])) == pytest.approx((8 / 10, 8 / 12), abs=1e-6)
    assert float(row["f1"]) == pytest.approx(2 * 8 / (2 * 8 + 2 + 4), abs=1e-6)
    assert "66.7\N{NO-BREAK SPACE}%" in read_words(dashboards, PAGE)


def test_scores_are_those_of_the_command(dashboards: Browser) -> None:
    with dashboards.around.stores.using() as store:
        score = evaluate(store, "XD", "2026")[0]
    row = read_rows(dashboards, f"{PAGE}/scores.csv")[0]
    assert score.precision is not None
    assert (float(row["precision_low"]), float(row["precision_high"])) == pytest.approx(
        (score.precision.low, score.precision.high), abs=1e-6
    )


def test_probabilities_are_held_against_what_came_true(dashboards: Browser) -> None:
    rows = read_rows(dashboards, f"{PAGE}/reliability.csv")
    assert [(row["n"], row["stated"], row["came_true"]) for row in rows] == [("20", "0.05", "0.2"), ("10", "0.95", "0.8")]


def test_who_may_not_see_single_enterprises_sees_no_small_group(dashboards: Browser) -> None:
    def groups(table: str) -> dict[str, str]:
        return {row["group"]: row["precision"] for row in read_rows(dashboards, f"{PAGE}/{table}.csv")}

    assert groups("size").keys() == {"S0T9", "S10T49"}
    assert groups("language")["en"] != ""
    dashboards.log_in("viewer-1", "viewer")
    try:
        assert groups("size").keys() == {"S10T49"}  # the estimate of the other is confidential
        assert groups("language") == {"en": "", "fr": ""}  # five finds each
        assert "tp" not in read_rows(dashboards, f"{PAGE}/scores.csv")[0]
        assert groups("scores")["_T"] == "0.8"
    finally:
        dashboards.log_in("methodologist-1", "methodologist")


def test_who_may_not_see_single_enterprises_sees_no_range_of_few_probabilities(
    dashboards: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.dashboards.quality.FEWEST_LABELS", 11)
    assert [row["n"] for row in read_rows(dashboards, f"{PAGE}/reliability.csv")] == ["20", "10"]
    dashboards.log_in("viewer-1", "viewer")
    try:
        assert [row["n"] for row in read_rows(dashboards, f"{PAGE}/reliability.csv")] == ["20"]
    finally:
        dashboards.log_in("methodologist-1", "methodologist")


def test_without_labels_the_page_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "unlabelled.db"
    with open_store(path) as store:
        write_enterprises(store, [Enterprise("XD", "2026", "E0")])
    with browsing(build_application(path)) as browser:
        assert "ecomstat sample XD --size 400" in read_words(browser, PAGE)
