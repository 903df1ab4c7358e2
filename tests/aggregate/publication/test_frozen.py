"""A release gives the same files whatever happens to the store, and says what it revised."""

import csv
from dataclasses import replace

import numpy as np
import openpyxl
import pandas as pd
import pytest

from aggregate.changes.breaks import Break
from aggregate.export import export
from aggregate.publication.collecting import collect_publication
from aggregate.publication.freezing import freeze, read_release, thaw
from aggregate.publication.records import Background
from catalogue.messages import use_language
from store.provenance import Provenance
from store.records import PhaseDesign, SampleDesign
from tests.aggregate.publication.stores_of_releases import FACTS, WAVE, estimate, release, set_clock, write_sections


@pytest.fixture
def estimated(store):
    write_sections(store, C=40, G=60)
    estimate(store)
    return store


def test_a_background_comes_back_as_it_was(estimated):
    design = SampleDesign(*WAVE, "spring", "chat", None, 1, 24, "all", {"b": (9, 4), "a": (100, 20)}, {"cv": 0.05, "by": ["x"]})
    breaks = (Break("model", "2025", (("chat", "lower_bound"),), {"model": ("1", "2")}, has_link=True),)
    phase = PhaseDesign(*WAVE, 50, 7, {"a": (100, 50)})
    known = Background(None, Provenance("t", "1", None, None, 3, 2, {"sw": 2, "en": 1}), (design,), breaks, phase, FACTS)
    draft = collect_publication(estimated, *WAVE)
    fields = {name: getattr(known, name) for name in Background.__dataclass_fields__}
    back = thaw(freeze(replace(draft, **fields)))
    assert back == known
    assert list(back.provenance.languages) == ["sw", "en"]


def test_breaks_are_said_in_the_language_of_who_reads():
    found = Break("register", "2025", (("chat", "lower_bound"),), {"scope": ("all", "active")})
    assert found.sentence.startswith("Another register than in 2025 (scope was all, is active)")
    use_language("fr")
    try:
        assert found.sentence.startswith("Un autre registre qu’en 2025")
    finally:
        use_language(None)


def test_a_release_gives_the_same_publication_as_its_draft(estimated):
    draft = collect_publication(estimated, *WAVE, FACTS)
    release(estimated)
    released = read_release(estimated, *WAVE)
    pd.testing.assert_frame_equal(released.table, draft.table)
    pd.testing.assert_frame_equal(released.changes, draft.changes)
    assert (released.designs, released.breaks, released.facts) == (draft.designs, draft.breaks, draft.facts)
    assert (released.vintage, draft.vintage) == ("provisional", "DRAFT")
    assert released.made_at == released.release.released_at


def test_files_of_a_release_are_the_same_bytes_whatever_happens_to_the_store(estimated, tmp_path, monkeypatch):
    set_clock(monkeypatch, "2026-11-22T10:00:00+00:00")
    release(estimated, "final")
    first = [path.read_bytes() for path in export(estimated, *WAVE, tmp_path / "a", ["csv", "xlsx"])]
    write_sections(estimated, C=90, G=60)
    estimate(estimated)
    set_clock(monkeypatch, "2027-01-01T10:00:00+00:00")
    assert first == [path.read_bytes() for path in export(estimated, *WAVE, tmp_path / "b", ["csv", "xlsx"])]
    assert first != [path.read_bytes() for path in export(estimated, *WAVE, tmp_path / "c", ["csv", "xlsx"], vintage="draft")]


def read_words(path):
    return "\n".join(str(cell.value) for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row if cell.value)


def test_every_file_says_which_vintage_it_is(estimated, tmp_path, monkeypatch):
    table, notes, *_, book = export(estimated, *WAVE, tmp_path, ["csv", "xlsx"])
    assert "DRAFT: not released." in read_words(book)
    assert "DRAFT" in notes.read_text(encoding="utf-8")
    set_clock(monkeypatch, "2026-11-22T10:00:00+00:00")
    release(estimated, embargo="2026-11-24T06:00Z")
    table, notes, *_, book = export(estimated, *WAVE, tmp_path, ["csv", "xlsx"], vintage="provisional", under_embargo=True)
    assert {row["vintage"] for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines())} == {"provisional"}
    assert table.name == "ecomstat-XD-2026-under-embargo.csv"
    for words in (read_words(book), notes.read_text(encoding="utf-8")):
        assert "UNDER EMBARGO until 24 November 2026, 06:00 UTC" in words
        assert "Provisional figures, released 22 November 2026." in words
        assert "DRAFT" not in words


def test_revisions_give_both_values_their_difference_and_the_means(estimated):
    release(estimated)
    write_sections(estimated, C=50, G=60)  # ten more, of which four have chat: 14 and 17 of 40 and 50
    estimate(estimated)
    release(estimated, "revised", reason="Ten enterprises came late")
    published = read_release(estimated, *WAVE)
    rows = published.revisions
    chosen = rows[(rows["method"] == "lower_bound") & (rows["activity"] == "C")].set_index("measure")
    assert chosen.loc["count", ["earlier_value", "value", "difference"]].tolist() == [14, 17, 3]
    assert chosen.loc["count", "relative_difference"] == pytest.approx(3 / 14)
    assert chosen.loc["share", "difference"] == pytest.approx(17 / 50 - 14 / 40)
    assert set(rows["earlier_vintage"]) == {"provisional"}
    assert not (rows["activity"] == "G").any()  # as it was
    means = published.revision_means.set_index(["method", "measure"]).loc[("lower_bound", "count")]
    assert (means["compared"], means["revised"]) == (3, 2)
    assert means["mean_absolute_revision"] == pytest.approx((0 + 3 + 3) / 3)
    assert means["relative_mean_absolute_revision"] == pytest.approx(6 / (17 + 20 + 37))  # of the later figures
    assert [found.vintage for found in published.history] == ["provisional"]


def test_a_release_that_changes_nothing_has_no_revisions_but_says_what_was_compared(estimated):
    release(estimated)
    release(estimated, "final")
    published = read_release(estimated, *WAVE)
    assert published.revisions.empty
    assert (published.revision_means["revised"] == 0).all()
    assert np.all(published.revision_means["mean_absolute_revision"] == 0)


def test_revisions_stand_in_a_table_and_a_sheet_with_their_reason(estimated, tmp_path):
    release(estimated)
    write_sections(estimated, C=50, G=60)
    estimate(estimated)
    release(estimated, "revised", reason="Ten enterprises came late")
    _, table, *_, book = export(estimated, *WAVE, tmp_path, ["csv", "xlsx"])
    assert table.name == "ecomstat-XD-2026-revisions.csv"
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    (row,) = [r for r in rows if (r["activity"], r["method"], r["measure"]) == ("C", "lower_bound", "share")]
    assert (row["earlier_value"], row["value"], row["difference"]) == ("0.35", "0.34", "-0.01")
    assert (row["earlier_vintage"], row["vintage"], row["reason"]) == ("provisional", "revised", "Ten enterprises came late")
    words = [[cell.value for cell in line] for line in openpyxl.load_workbook(book)["Revisions"].iter_rows()]
    assert [0.35, 0.34] in [line[11:13] for line in words if line[1:3] == ["lower_bound", "share"] and line[5] == "C"]
    assert "Ten enterprises came late" in str(words[2][0])
