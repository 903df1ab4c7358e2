"""What the report says of a release: its vintage and embargo, what it revised, and what changed since the wave before."""

from dataclasses import replace

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from aggregate.export.report.rendering import render_report
from aggregate.export.report.revisions import list_mean_revisions
from aggregate.publication.collecting import collect_publication
from aggregate.publication.records import Publication
from aggregate.publication.revising import pick_revised
from store.opening import open_store
from store.releases import Release
from tests.aggregate.export.publications import FACTS, write_estimated
from tests.aggregate.stores_of_cases import WAVE

FIRST = Release(1, *WAVE, "provisional", 1, "Ann", "2026-11-01T09:00:00Z", None, "", "0.1.0", "x")
SECOND = Release(2, *WAVE, "revised", 2, "Ben", "2026-11-22T09:00:00Z", "2026-12-01T08:00:00Z", "late <b>answers</b>", "0.1.0", "y")


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    with open_store(tmp_path_factory.mktemp("report") / "ecomstat.db") as store:
        write_estimated(store)
        return collect_publication(store, *WAVE, FACTS)


def pick_national(publication: Publication) -> pd.DataFrame:
    table = publication.table
    whole = (table[["activity", "size_class", "region"]] == "_T").all(axis=1) & (table["population"] == "registered enterprises")
    return table[whole & (table["measure"] == "share") & (table["method"] == "post_stratified")]


def read_section(publication: Publication, name: str) -> str:
    """The text of a section of the report; '' where it has none."""
    found = BeautifulSoup(render_report(publication), "lxml").select_one(f"section[aria-labelledby={name}]")
    return found.get_text(" ", strip=True).replace("\N{NO-BREAK SPACE}", " ") if found else ""


def test_a_release_is_no_draft_and_names_its_vintage_and_day(draft: Publication) -> None:
    released = replace(draft, release=FIRST)
    page = render_report(released)
    assert "DRAFT" not in BeautifulSoup(page, "lxml").select_one("header").get_text()  # type: ignore[union-attr]
    assert "Provisional figures, released 1 November 2026" in BeautifulSoup(page, "lxml").select_one("header").get_text()  # type: ignore[union-attr]
    assert "Provisional (release 1), 1 November 2026. https://" in read_section(released, "citing")
    assert 'content: ""' in page, "nothing at the edge of printed pages"


def test_under_embargo_every_page_says_so(draft: Publication) -> None:
    page = render_report(replace(draft, release=SECOND, embargo=SECOND.embargo_until))
    header = BeautifulSoup(page, "lxml").select_one("header")
    assert header
    assert "UNDER EMBARGO until 1 December 2026, 08:00 UTC" in header.get_text()
    assert 'content: "UNDER EMBARGO"' in page


def test_what_was_revised_stands_beside_what_was_said_before(draft: Publication) -> None:
    national = pick_national(draft)
    before = national["value"] - 0.05
    revisions = national.assign(earlier_release=1, earlier_vintage="provisional", earlier_value=before, difference=0.05)
    revised = replace(draft, release=SECOND, history=(FIRST,), revisions=revisions)
    text = read_section(revised, "revisions")
    for words in ("1 Provisional", "2 Revised", "late <b>answers</b>", f"{100 * before.iloc[0]:.1f} %", "+5.0"):
        assert words in text, words
    assert read_section(draft, "revisions") == ""


def test_who_approved_is_named_where_the_office_wants_it_and_is_the_office_elsewhere(draft: Publication) -> None:
    page = render_report(replace(draft, release=SECOND, history=(FIRST,)))
    assert "Ann" not in page
    assert "Ben" not in page
    named = replace(draft, release=replace(SECOND, names_approver=True), history=(FIRST,))
    text = read_section(named, "revisions")
    assert "Ben" in text
    assert "Ann" not in text, "of the first release nobody was asked"
    assert f"{FACTS.office.name} 2 Revised" in text


def test_means_of_revisions_are_one_line_for_each_indicator_that_was_revised(draft: Publication) -> None:
    rows = [
        (indicator, method, "share", 1, 40, revised, 0.01, 0.02, 0.05)
        for indicator, method, revised in (
            ("own_website", "lower_bound", 9),
            ("own_website", "post_stratified", 4),
            ("own_website", "post_stratified_ratio", 3),
            ("chat", "post_stratified", 0),
        )
    ]
    names = ["indicator", "method", "measure", "earlier_release", "compared", "revised", "mean_revision", "mean_absolute_revision"]
    means = pd.DataFrame(rows, columns=[*names, "relative_mean_absolute_revision"])
    grid = list_mean_revisions(replace(draft, release=SECOND, history=(FIRST,), revision_means=means))
    assert grid is not None
    assert [(row[0], row[3]) for row in grid.rows] == [("Own website", "4")]
    only_bounds = means[means["method"] == "lower_bound"]
    assert len(pick_revised(only_bounds)) == 1, "where there is nothing else, bounds are compared"


@pytest.mark.parametrize(("low", "said"), [(0.01, "more than chance"), (-0.01, "which may be chance")])
def test_a_change_is_told_with_its_interval_and_whether_chance_may_be_all(draft: Publication, low: float, said: str) -> None:
    values = {"measure": "change", "method": "change", "since": "2025", "value": 0.02, "ci_low": low, "ci_high": 0.05}
    changed = replace(draft, changes=pick_national(draft).assign(**values))
    text = read_section(changed, "changes")
    sign = "+" if low > 0 else "\N{MINUS SIGN}"
    assert f"+2.0 percentage points since 2025 (95 % interval {sign}1.0 … +5.0), {said}" in text
    assert read_section(draft, "changes") == ""


def test_a_hidden_change_is_a_letter_in_the_table_and_no_sentence(draft: Publication) -> None:
    values = {"measure": "change", "method": "change", "since": "2025", "value": float("nan"), "suppressed": "confidential"}
    text = read_section(replace(draft, changes=pick_national(draft).assign(**values)), "changes")
    assert "percentage points since" not in text.replace("Changes since 2025, in percentage points", "")
    assert "c confidential" in text


def test_a_change_over_a_break_is_never_called_more_than_chance(draft: Publication) -> None:
    values = {"measure": "change", "method": "change", "since": "2025", "value": 0.02, "ci_low": 0.01, "ci_high": 0.05}
    changed = replace(draft, changes=pick_national(draft).assign(**values, break_since="2025"))
    text = read_section(changed, "changes")
    assert "a break in the series included" in text
    assert "more than chance" not in text
