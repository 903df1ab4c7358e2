"""Files of estimates."""

import csv
from pathlib import Path

import openpyxl
import pytest

from aggregate import aggregate
from aggregate.export import export
from catalogue.errors import EstimateError
from catalogue.messages import current_language
from store.decisions import replace_capabilities
from store.frame import write_enterprises, write_register
from store.opening import Store
from store.records import Capability, Enterprise, Register, SiteVisit, Website
from store.websites import write_visits
from tests.aggregate.export.publications import write_estimated
from tests.aggregate.stores_of_cases import WAVE, write_case_frame

REGISTER = Register(
    *WAVE, "=register.csv", "0", "2026-06-30", "active enterprises of the register", "ISIC4", "enterprise", False, 2000, 2000, 0
)


@pytest.fixture
def estimated(store: Store) -> Store:
    write_estimated(store, REGISTER)
    return store


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def is_national(row: dict[str, str]) -> bool:
    return all(row[d] == "_T" for d in ("activity", "size_class", "region", "urbanisation", "owner_sex"))


def test_csv_says_what_each_figure_means(estimated, tmp_path):
    path = export(estimated, *WAVE, tmp_path, ["csv"])[0]
    (row,) = [r for r in read_csv(path) if is_national(r) and r["method"] == "post_stratified" and r["measure"] == "share"]
    assert (row["value"], row["standard_error"]) == ("0.173362", "0.019383")
    assert float(row["half_width"]) == pytest.approx((float(row["ci_high"]) - float(row["ci_low"])) / 2, abs=1e-6)
    assert (row["vintage"], row["population"], row["scope"]) == ("DRAFT", "registered enterprises", "active enterprises of the register")
    assert (row["register_date"], row["unit"], row["n_frame"], row["n_labelled"]) == ("2026-06-30", "proportion", "2000", "200")
    assert "place an order" in row["definition"]
    assert row["official_item"] == "same as E_WEBORD"


def test_a_share_without_margin_is_marked_experimental_and_has_no_official_item(estimated, tmp_path):
    rows = read_csv(export(estimated, *WAVE, tmp_path, ["csv"])[0])
    found = {(r["experimental"], r["official_item"], r["ci_low"]) for r in rows if r["method"] == "share_among_read"}
    assert found == {("True", "", "")}


def test_hidden_figures_are_empty_in_csv_and_only_two_reasons_are_told(estimated, tmp_path):
    rows = read_csv(export(estimated, *WAVE, tmp_path, ["csv"])[0])
    hidden = [r for r in rows if r["suppressed"]]
    assert {r["suppressed"] for r in rows} == {"", "unreliable", "confidential"}
    assert all(r[c] == "" for r in hidden for c in ("value", "standard_error", "ci_low", "ci_high", "half_width", "n_frame", "n_labelled"))


def test_csv_and_excel_agree(estimated, tmp_path):
    rows = read_csv(export(estimated, *WAVE, tmp_path, ["csv"])[0])
    (path,) = export(estimated, *WAVE, tmp_path, ["xlsx"])
    sheet = openpyxl.load_workbook(path)["All figures"]
    heading, *lines = list(sheet.iter_rows(min_row=4, values_only=True))
    assert len(lines) == len(rows)
    for row, line in zip(rows, lines, strict=True):
        cells = dict(zip(heading, line, strict=True))
        assert (cells["activity"], cells["region"], cells["method"]) == (row["activity"], row["region"], row["method"])
        assert (cells["value"] is None) == (row["value"] == "")
        if row["value"]:
            assert cells["value"] == pytest.approx(float(row["value"]), abs=0.06 if row["measure"] == "count" else 1e-6)


def test_workbook_has_headline_sheets_and_notes_with_panes_and_formats(estimated, tmp_path):
    (path,) = export(estimated, *WAVE, tmp_path, ["xlsx"])
    workbook = openpyxl.load_workbook(path)
    tables = ["online_ordering", "online_ordering n"]
    assert workbook.sheetnames == ["Contents", "Headline", *tables, "All figures", "Notes", "Method", "Definitions", "Quality report"]
    headline = workbook["Headline"]
    assert headline["D7"].value == pytest.approx(0.17336, abs=1e-5)
    assert (headline["D7"].number_format, headline.freeze_panes) == ("0.0%", "B6")
    assert workbook["online_ordering"].freeze_panes == "C8"
    notes = "\n".join(f"{a.value} {b.value}" for name in ("Notes", "Method") for a, b in workbook[name].iter_rows())
    for words in ("DRAFT", "active enterprises of the register", "30 June 2026", "half-width", "case", "test", "share_not_read"):
        assert words in notes


def test_indicator_sheet_has_sections_down_and_sizes_across(estimated, tmp_path):
    (path,) = export(estimated, *WAVE, tmp_path, ["xlsx"])
    rows = list(openpyxl.load_workbook(path)["online_ordering"].iter_rows(values_only=True))
    header = next(row for row in rows if "All sizes" in row)
    line = next(row for row in rows if row[0] == "I")
    assert line[1] == "Accommodation and food service"
    assert line[header.index("All sizes")] == pytest.approx(0.2593, abs=1e-4)
    assert line[header.index("All sizes") + 1] == pytest.approx(100 * 0.133, abs=0.5)
    assert line[header.index("0 to 9 persons employed") + 2] in {"D", "E (1)", "E (1, 2)", "(1)"}


def test_no_cell_can_run_as_a_formula(store, tmp_path):
    regions = ["=1+1", "+cmd", "-2", "@sum", "\tx", "=HYPERLINK(1)"]
    write_enterprises(store, (Enterprise(*WAVE, f"e{i}", region=regions[i % 6]) for i in range(120)))
    replace_capabilities(store, *WAVE, (Capability(f"e{i}", "chat", "yes" if i % 3 else "no", None, "=m") for i in range(120)))
    write_register(store, REGISTER)
    aggregate(store, *WAVE)
    written = export(store, *WAVE, tmp_path, ["csv", "sdmx", "xlsx", "questionnaire"])
    for path in (path for path in written if path.suffix == ".csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            assert not [cell for row in csv.reader(stream) for cell in row if cell[:1] in tuple("=+-@\t\r")], path.name
    books = [openpyxl.load_workbook(path) for path in written if path.suffix == ".xlsx"]
    assert len(books) == 2
    cells = [cell for book in books for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any("=HYPERLINK" in str(cell.value) for cell in cells)


def test_the_same_store_gives_the_same_bytes(estimated, tmp_path):
    first = [path.read_bytes() for path in export(estimated, *WAVE, tmp_path / "a", ["csv", "xlsx"])]
    second = [path.read_bytes() for path in export(estimated, *WAVE, tmp_path / "b", ["csv", "xlsx"])]
    assert first == second


def test_files_without_words_are_written_once_and_the_language_of_before_is_spoken_again(estimated, tmp_path):
    names = [path.name for path in export(estimated, *WAVE, tmp_path, ["sdmx", "jsonstat"], languages=["fr", "en"])]
    assert len(names) == len(set(names))
    assert [name for name in names if "jsonstat" in name] == ["ecomstat-XD-2026-fr-jsonstat.json", "ecomstat-XD-2026-jsonstat.json"]
    assert len([name for name in names if name.endswith("-sdmx-2.0.csv")]) == 1
    export(estimated, *WAVE, tmp_path, ["jsonstat"], languages=["fr"])
    assert current_language() == "en"


def test_unlabelled_sheets_show_bounds(store, tmp_path):
    write_case_frame(store)
    aggregate(store, *WAVE)
    (path,) = export(store, *WAVE, tmp_path, ["xlsx"])
    rows = list(openpyxl.load_workbook(path)["online_ordering"].iter_rows(values_only=True))
    line = next(row for row in rows if row[1] == "Total")
    assert line[2:4] == pytest.approx((259 / 2000, 1401 / 2000))


def test_nothing_to_export_and_unknown_formats_are_said(store, tmp_path):
    with pytest.raises(EstimateError, match="There are no estimates for XD 2026"):
        export(store, *WAVE, tmp_path, ["csv"])
    with pytest.raises(EstimateError, match="pdf is not known"):
        export(store, *WAVE, tmp_path, ["pdf"])


def test_a_file_in_the_way_is_said_and_nothing_unfinished_stays(estimated, tmp_path):
    (tmp_path / "ecomstat-XD-2026.csv").mkdir()
    with pytest.raises(EstimateError, match="cannot be written"):
        export(estimated, *WAVE, tmp_path, ["csv"])
    assert [path.name for path in tmp_path.iterdir() if path.is_file() and "unfinished" in path.name] == []


def test_a_folder_that_cannot_be_made_is_said(estimated, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(EstimateError, match="is a file, and files are written into a folder"):
        export(estimated, *WAVE, tmp_path / "file", ["csv"])


def test_a_workbook_that_cannot_be_written_is_said(estimated, tmp_path):
    (tmp_path / ".ecomstat-XD-2026.unfinished.xlsx").mkdir()
    with pytest.raises(EstimateError, match="close it if it is open"):
        export(estimated, *WAVE, tmp_path, ["xlsx"])


def test_a_core_indicator_is_called_by_its_own_name_and_not_by_a_narrower_item():
    from aggregate.publication.naming import describe_indicator

    assert describe_indicator("B5")[2] == "Partnership core indicator B5"
    assert describe_indicator("own_website")[2] == "same as E_WEB"


def test_notes_say_how_well_the_words_of_the_websites_languages_are_known(estimated, tmp_path):
    languages = [("sw", "en")] * 6 + [("en",)] * 5 + [("fr",)]
    sites = [Website(*WAVE, f"s{n}.example", f"s{n}.example", status="ok", languages=found) for n, found in enumerate(languages)]
    write_visits(estimated, [SiteVisit(site) for site in [*sites, Website(*WAVE, "dead.example", "dead.example", status="dns")]])
    notes = {row["note"]: row["text"] for row in read_csv(export(estimated, *WAVE, tmp_path, ["csv"])[1])}
    assert "sw 6 (unverified); en 5 (measured); others 1." in notes["Languages"]
    assert notes["Words not checked"].startswith("58 % of the websites read")
