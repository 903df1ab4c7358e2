"""Official figures stand beside what is published, and are frozen with a release."""

import openpyxl
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from aggregate.comparison.published import PERCENTAGES, Figure, PublishedTable
from aggregate.export import export
from aggregate.publication.beside import add_official, read_official
from aggregate.publication.collecting import collect_publication
from aggregate.publication.freezing import freeze, read_release, thaw
from aggregate.publication.releasing import Approval, release_wave
from catalogue.errors import EstimateError
from catalogue.messages import use_language
from tests.aggregate.publication.stores_of_releases import FACTS, UNLABELLED, WAVE, estimate, set_clock, write_sections

CHAT = "indic_is,percent,year\nE_CHT,50,2026\nX_1,3,2026\n"
APPROVAL = Approval("ann", "a test", None, UNLABELLED)


@pytest.fixture
def estimated(store):
    write_sections(store, C=40, G=60)
    estimate(store)
    return store


@pytest.fixture
def official(tmp_path):
    path = tmp_path / "survey.csv"
    path.write_text(CHAT, encoding="utf-8")
    return path


def read_official_rows(folder, name="ecomstat-XD-2026.html"):
    page = BeautifulSoup((folder / name).read_text(encoding="utf-8"), "lxml")
    return [row.get_text(" ", strip=True) for row in page.select("section[aria-labelledby=official] tbody tr")]


def read_frozen_bytes(store, folder):
    return {path.name: path.read_bytes() for path in export(store, *WAVE, folder, ["html", "xlsx"])}


def test_official_figures_come_back_as_they_were(estimated):
    given = PublishedTable("a.csv", (Figure(2, "E_CHT", "", "", "", "", "2026", "all", 0.5, None, "unknown", ""),), "2026", PERCENTAGES, 3)
    draft = add_official(collect_publication(estimated, *WAVE), (given,))
    assert thaw(freeze(draft)).official == (given,)
    assert add_official(draft, (given,)).official == (given,)


def test_a_release_shows_the_official_figures_without_their_file(estimated, official, tmp_path, monkeypatch):
    set_clock(monkeypatch, "2026-11-22T10:00:00+00:00")
    release_wave(estimated, *WAVE, "final", APPROVAL, facts=FACTS, official=read_official([official], *WAVE))
    official.unlink()
    first = read_frozen_bytes(estimated, tmp_path / "a")
    rows = read_official_rows(tmp_path / "a")
    assert len(rows) == 2  # one figure has ours beside it, and one pair of definitions
    assert rows[0].startswith("E_CHT (2026)")
    write_sections(estimated, C=90, G=60)
    estimate(estimated)
    set_clock(monkeypatch, "2027-01-01T10:00:00+00:00")
    assert first == read_frozen_bytes(estimated, tmp_path / "b")


def test_the_figures_of_the_release_are_compared_not_those_of_now(estimated, official):
    release_wave(estimated, *WAVE, "final", APPROVAL, facts=FACTS)
    before = add_official(read_release(estimated, *WAVE), read_official([official], *WAVE)).comparison.table
    write_sections(estimated, C=40, G=300)
    estimate(estimated)
    after = add_official(read_release(estimated, *WAVE), read_official([official], *WAVE)).comparison.table
    now = add_official(collect_publication(estimated, *WAVE), read_official([official], *WAVE)).comparison.table
    pd.testing.assert_frame_equal(before, after)
    assert not before.equals(now)


def test_what_is_said_of_a_released_comparison_is_said_in_the_language_of_the_reader(estimated, official):
    release_wave(estimated, *WAVE, "final", APPROVAL, facts=FACTS, official=read_official([official], *WAVE))
    try:
        use_language("fr")
        french = read_release(estimated, *WAVE).comparison
    finally:
        use_language(None)
    english = read_release(estimated, *WAVE).comparison
    assert set(french.table["remarks"]).isdisjoint(set(english.table["remarks"]) - {""})


def test_several_files_stand_in_one_table_and_bad_ones_end_in_a_sentence(estimated, official, tmp_path):
    other = tmp_path / "other.csv"
    other.write_text("indicator,percent,year,size\nchat,20,2025,GE10\nchat,40,2025,\n", encoding="utf-8")
    export(estimated, *WAVE, tmp_path / "out", ["html", "xlsx"], official=[official, other])
    assert [row.split()[0] for row in read_official_rows(tmp_path / "out")][:2] == ["E_CHT", "chat"]
    page = (tmp_path / "out" / "ecomstat-XD-2026.html").read_text(encoding="utf-8")
    assert "Source of the official figures: survey.csv, other.csv." in page
    assert "Official figures with nothing of ours beside them, left out here: 2." in page
    book = openpyxl.load_workbook(tmp_path / "out" / "ecomstat-XD-2026.xlsx")
    rows = list(book["Official figures"].iter_rows(min_row=6, max_col=16, values_only=True))
    assert [(row[0], row[1], row[9]) for row in rows[:2]] == [("E_CHT", "survey.csv", 0.5), ("chat", "other.csv", 0.4)]
    assert any("other.csv: The file has nothing of 2026" in str(row[0]) for row in rows)
    assert "Here, ours: registered enterprises." in book["Official definitions"]["D5"].value
    assert "visitors can see" in book["Official definitions"]["C5"].value
    other.write_text("indicator,percent\nX_9,20\n", encoding="utf-8")
    with pytest.raises(EstimateError, match=r"Nothing in other\.csv stands beside a figure of ours; of its first figure, X_9: item X_9"):
        export(estimated, *WAVE, tmp_path / "out", ["html"], official=[other])
    with pytest.raises(EstimateError, match="cannot be read"):
        export(estimated, *WAVE, tmp_path / "out", ["html"], official=[tmp_path / "missing.csv"])


def test_without_official_figures_there_is_no_sheet_of_them(estimated, tmp_path):
    (path,) = export(estimated, *WAVE, tmp_path, ["xlsx"])
    assert "Official figures" not in openpyxl.load_workbook(path).sheetnames


def test_nothing_comes_beside_a_release_after_it_was_made(estimated, official, tmp_path):
    """The same release gives the same bytes ever after; the figures that it was released with may be named again."""
    release_wave(estimated, *WAVE, "final", APPROVAL, facts=FACTS, official=read_official([official], *WAVE))
    first, again = (
        [path.read_bytes() for path in export(estimated, *WAVE, tmp_path / name, ["html"], official=given)]
        for name, given in (("a", []), ("b", [official]))
    )
    assert first == again
    other = tmp_path / "other.csv"
    other.write_text("indicator,percent\nchat,20\n", encoding="utf-8")
    with pytest.raises(EstimateError, match=r"Release 1 never changes.*`ecomstat release XD` with --official.*--vintage draft"):
        export(estimated, *WAVE, tmp_path / "c", ["html"], official=[other])
    assert not (tmp_path / "c").exists()
    export(estimated, *WAVE, tmp_path / "d", ["html"], official=[other], vintage="draft")


def test_notes_name_the_official_figures_with_what_differs(estimated, official, tmp_path):
    export(estimated, *WAVE, tmp_path, ["csv", "jsonstat"], official=[official])
    notes = (tmp_path / "ecomstat-XD-2026-notes.csv").read_text(encoding="utf-8")
    assert "1 official figures (items E_CHT; files survey.csv)" in notes
    assert "Official item E_CHT beside chat" in notes
    assert "E_CHT" in (tmp_path / "ecomstat-XD-2026-jsonstat.json").read_text(encoding="utf-8")
