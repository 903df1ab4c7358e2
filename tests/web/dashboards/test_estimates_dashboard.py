import re
from pathlib import Path

import pytest

from store.estimates import replace_estimates
from store.opening import open_store
from tests.web.browsing import Browser, browsing
from tests.web.dashboards.seen import read_everything, read_rows, read_words
from tests.web.dashboards.waves import WAVE, estimate, fill_dashboards, fill_wave, list_estimates
from web.application import build_application

PAGE = "/dashboards/estimates"
FIGURES = re.compile(r"471147|421139|521153|47\.1\s%|42\.1|52\.1|47114|47,114|4711|4,711")


def test_the_figures_are_those_of_the_store(dashboards: Browser) -> None:
    words = read_words(dashboards, PAGE)
    assert "31.3\N{NO-BREAK SPACE}%  (26.3–36.3)" in words or "31.3\N{NO-BREAK SPACE}% (26.3–36.3)" in words
    rows = {row["indicator"]: row for row in read_rows(dashboards, f"{PAGE}/country.csv")}
    assert rows["online_ordering"]["value"] == "0.312508"
    assert (rows["online_ordering"]["ci_low"], rows["online_ordering"]["ci_high"]) == ("0.262501", "0.362504")
    assert rows["chat"]["value"] == "0.05"


def test_activities_and_sizes_are_those_of_the_chosen_indicator(dashboards: Browser) -> None:
    activities = {row["activity"]: row["value"] for row in read_rows(dashboards, f"{PAGE}/activity.csv")}
    assert activities == {"C": "0.312508", "G": "0.22", "I": "", "J": ""}  # no division beside its section
    sizes = [(row["size_class"], row["value"]) for row in read_rows(dashboards, f"{PAGE}/size_class.csv")]
    assert sizes == [("S0T9", ""), ("S10T49", "0.25"), ("S_GE250", "0.312508")]
    assert dashboards.get(f"{PAGE}/activity.csv?indicator=chat").status_code == 404


def test_further_columns_of_the_register_have_a_file_in_which_nothing_runs_as_a_formula(dashboards: Browser) -> None:
    assert "Ordering on the website: by kind of / owner" in read_words(dashboards, PAGE)
    rows = read_rows(dashboards, f"{PAGE}/other-1.csv")
    assert [row["other_value"] for row in rows] == ["'=private", "state"]


def test_what_is_hidden_is_absent_and_said_to_be(dashboards: Browser) -> None:
    words = read_words(dashboards, PAGE)
    assert "2 figures of 4 are not shown: 1 confidential, 1 too unreliable." in words
    assert "1 figure of 3 is not shown: 1 confidential, 0 too unreliable." in words
    hidden = {row["activity"]: row for row in read_rows(dashboards, f"{PAGE}/activity.csv") if row["suppressed"]}
    assert {key: row["suppressed"] for key, row in hidden.items()} == {"I": "confidential", "J": "unreliable"}
    assert {row[name] for row in hidden.values() for name in ("value", "ci_low", "ci_high", "n_labelled")} == {""}
    assert hidden["I"]["quality"] == ""


@pytest.mark.parametrize("role", ["methodologist", "viewer"])
def test_no_hidden_figure_margin_or_count_is_in_a_page_chart_or_file(role: str, dashboards: Browser) -> None:
    dashboards.log_in(f"{role}-1", role)
    try:
        everything = read_everything(dashboards)
    finally:
        dashboards.log_in("methodologist-1", "methodologist")
    assert len(everything) > 8
    for path, text in everything.items():
        assert not FIGURES.search(re.sub(r'\b(?:d|transform|x2?|y2?|href|id|aria-labelledby)="[^"]*"', "", text)), path


def test_pages_and_files_are_the_same_whatever_is_hidden(tmp_path: Path) -> None:
    seen = []
    for name, rules, hidden in (
        ("one", ("primary", "secondary", "quality"), {}),
        ("other", ("secondary", "primary", "quality"), {"value": 0.9, "ci_low": 0.1, "ci_high": 0.95, "n_labelled": 3, "n_frame": 4}),
    ):
        path = tmp_path / f"{name}.db"
        with open_store(path) as store:
            fill_wave(store)
            replace_estimates(store, *WAVE, list_estimates(rules, **hidden))
        with browsing(build_application(path), "viewer") as browser:
            seen.append(read_everything(browser))
    assert seen[0] == seen[1]


def test_changes_are_told_in_points_with_their_interval(dashboards: Browser) -> None:
    words = " ".join(read_words(dashboards, PAGE))
    assert "Changes since 2025" in words
    assert re.search(r"−1\.3\s+\(−3\.4 … \+0\.8\)", words)
    assert [row["value"] for row in read_rows(dashboards, f"{PAGE}/changes.csv")] == ["-0.0131", ""]


def test_links_of_the_table_lead_to_the_indicator(dashboards: Browser) -> None:
    page = dashboards.get(PAGE).text
    link = re.search(r'href="(/dashboards/estimates\?[^"]*indicator=chat[^"]*)"', page)
    assert link is not None
    chosen = dashboards.get(link[1].replace("&amp;", "&")).text
    assert '<option value="chat" selected>' in chosen


@pytest.mark.parametrize("query", ["indicator=nowhere", "wave=KE/1999", "method=x&whom=y", "indicator=<script>"])
def test_a_choice_that_does_not_exist_is_the_usual_one(query: str, dashboards: Browser) -> None:
    assert dashboards.get(f"{PAGE}?{query}").text.count('<option value="online_ordering" selected>') == 1


def test_a_method_without_margins_is_called_experimental(tmp_path: Path) -> None:
    path = tmp_path / "bounds.db"
    with open_store(path) as store:
        fill_dashboards(store)
        figures = {"ci_low": None, "ci_high": None, "standard_error": None}
        rows = [estimate(method="lower_bound", value=0.1, **figures), estimate(method="upper_bound", value=0.6, **figures)]
        replace_estimates(store, *WAVE, rows)
    with browsing(build_application(path), "viewer") as browser:
        words = read_words(browser, PAGE)
    assert any(text.startswith("Experimental, for comparison only:") for text in words)
    assert "10.0\N{NO-BREAK SPACE}%" in words


def test_without_estimates_the_page_says_what_to_type(tmp_path: Path) -> None:
    path = tmp_path / "fresh.db"
    with open_store(path) as store:
        fill_wave(store)
    with browsing(build_application(path), "viewer") as browser:
        assert "ecomstat aggregate XD" in read_words(browser, PAGE)
        assert browser.get(f"{PAGE}/country.csv").status_code == 404
