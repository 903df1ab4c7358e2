"""The workbook: every figure read back, its layout, its links, and that nothing in it can run or be refused by Excel."""

import re
import zipfile
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from aggregate.export.excel.cells import write_link
from aggregate.export.excel.prose_sheets import split_row
from aggregate.export.excel.row_sheet import choose_rows
from aggregate.export.excel.sheet_names import name_sheet
from aggregate.export.excel.workbook import write_files
from aggregate.publication.facts import Facts, Office
from aggregate.publication.records import Publication
from aggregate.publication.rounding import round_figures
from catalogue.isic import load_activities
from catalogue.messages import known_languages, use_language
from store.releases import Release

SIZES = {
    "All sizes": "_T",
    "10 or more persons employed": "S_GE10",
    "10 to 49 persons employed": "S10T49",
    "50 to 249 persons employed": "S50T249",
    "250 or more persons employed": "S_GE250",
    "0 to 9 persons employed": "S0T9",
    "Size not known": "_U",
}
SCOPE = "registered enterprises with 10 or more persons employed in activities C to S95.1 without K"
HOSTILE = '=HYPERLINK("http://x.example")'
RELEASE = Release(1, "XD", "2026", "provisional", 1, "ann", "2026-12-01T10:00:00Z", None, HOSTILE, "0.1.0", "0")


@pytest.fixture(scope="module")
def book(published: Publication, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    (path,) = write_files(published, tmp_path_factory.mktemp("book"), "book")
    return openpyxl.load_workbook(path)


def list_cells(sheet: Worksheet) -> dict[tuple[str, str, str, str], tuple[object, object, object]]:
    """{(population, activity, region, size): (value, margin, notes)}, read as a person does: by titles, names and headings."""
    rows = list(sheet.iter_rows(values_only=True))
    top = next(place for place, row in enumerate(rows) if "All sizes" in row)
    columns = {place: SIZES[text] for place, text in enumerate(rows[top]) if text}
    found, block = {}, ""
    for row in rows[top + 2 :]:
        if not any(value is not None for value in row[2:]):
            if row[0] is None or str(row[0]).startswith("("):
                break
            block = row[0]
            continue
        population = SCOPE if block.startswith("European scope") else "registered enterprises"
        activity = row[0] if row[0] and block != "By region" else "_T"
        region = row[1] if block == "By region" else "_T"
        for place, size in columns.items():
            if any(value is not None for value in row[place : place + 3]):
                found[population, activity, region, size] = row[place : place + 3]
    return found


@pytest.mark.parametrize(("sheet", "measure", "points"), [("online_ordering", "share", 100), ("online_ordering n", "count", 1)])
def test_every_figure_of_a_table_is_the_publications_and_none_is_missing(book, published, sheet, measure, points):
    table = round_figures(published.table)
    table = table[(table["measure"] == measure) & (table["method"] == "post_stratified")]
    expected = table[(table["activity"] == "_T") | (table["region"] == "_T")]
    crossed = (expected["activity"] != "_T") & (expected["activity"] != "C10-S951_X_K") & (expected["region"] != "_T")
    inner_regions = (expected["population"] == SCOPE) & (expected["region"] != "_T")
    cells, checked = list_cells(book[sheet]), 0
    for row in expected[~crossed & ~inner_regions].to_dict("records"):
        value, margin, notes = cells.pop((row["population"], row["activity"], row["region"], row["size_class"]))
        if row["suppressed"]:
            assert value == row["suppressed"][0]
            assert margin is None
            assert re.fullmatch(r"\(\d\)", notes)
        else:
            assert (value, margin) == pytest.approx((row["value"], points * row["half_width"]), rel=1e-12)
            assert notes.split()[0] == row["quality"]
        checked += 1
    assert checked == 7 * 6 + 4 * 4  # total, sections, regions by all sizes; the scope and its sections by sizes from 10
    assert {value for value, _, _ in cells.values()} <= {"–"}


def test_footnotes_are_numbered_and_only_those_used_are_told(book):
    rows = [row[0].value for row in book["online_ordering"].iter_rows() if row[0].value]
    told = [int(found[1]) for text in rows if (found := re.match(r"\((\d)\) ", text))]
    used = {int(number) for row in list_cells(book["online_ordering"]).values() for number in re.findall(r"\d", str(row[2] or ""))}
    assert told == sorted(used)
    assert told == list(range(1, len(told) + 1))


def test_micro_enterprises_stand_apart_from_those_with_ten_or_more(book):
    sheet = book["online_ordering"]
    groups = {cell.value: cell.column for cell in sheet[5] if cell.value}
    sizes = {cell.value: cell.column for cell in sheet[6] if cell.value}
    assert groups == {
        "Small, medium and large enterprises": sizes["10 or more persons employed"],
        "Micro-enterprises": sizes["0 to 9 persons employed"],
    }


def test_each_table_names_population_date_unit_vintage_source_and_citation(book):
    text = "\n".join(str(row[0].value or "") + str(row[1].value or "") for row in book["online_ordering"].iter_rows())
    for words in (
        "Table 1.",
        "Demoland 2026",
        "active enterprises",
        "30 June 2026",
        "Share of enterprises",
        "DRAFT",
        "Source:",
        "Cite as:",
    ):
        assert words in text


def test_contents_link_to_every_sheet_and_every_sheet_back(book):
    linked = [cell.hyperlink.location for row in book["Contents"].iter_rows() for cell in row if cell.hyperlink]
    assert [re.fullmatch(r"'(.+)'!A1", location)[1] for location in linked] == book.sheetnames[1:]
    for sheet in book.worksheets[1:]:
        assert [c.hyperlink.location for row in sheet.iter_rows(max_row=4) for c in row if c.hyperlink] == ["'Contents'!A1"]


def test_definitions_have_numerator_and_denominator(book):
    rows = {row[0]: row for row in book["Definitions"].iter_rows(min_row=5, values_only=True)}
    assert "order" in rows["online_ordering"][2]
    assert rows["online_ordering"][3]
    assert "E_WEBORD" in rows["online_ordering"][5]


@pytest.mark.parametrize("language", known_languages())
def test_names_of_sheets_are_taken_by_excel_in_every_language(published, tmp_path, language):
    use_language(language)
    try:
        (path,) = write_files(published, tmp_path, "book")
    finally:
        use_language(None)
    names = openpyxl.load_workbook(path).sheetnames
    assert len({name.casefold() for name in names}) == len(names)
    assert all(1 <= len(name) <= 31 and not re.search(r"[\[\]:*?/\\]|^'|'$", name) for name in names)


def test_long_odd_and_equal_names_of_sheets_are_made_apart():
    taken = set[str]()
    names = [name_sheet(text, taken, suffix) for text in ("a" * 40, "A" * 40, "x:y/z?", "'", "History") for suffix in ("", " web")]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(1 <= len(name) <= 31 for name in names)
    assert [name for name in names if name.endswith(" web")] == names[1::2]
    assert "History" not in names


def test_the_package_is_whole_xml_with_no_formula_and_no_overlapping_cells(published, tmp_path):
    facts = Facts(office=Office(name=HOSTILE, contact="javascript:x", unit="+u", email="@x"), licence="-l")
    regions = published.table["region"].replace({name: f"={name}" for name in published.table["region"].unique() if name != "_T"})
    hostile = replace(published, facts=facts, release=RELEASE, table=published.table.assign(region=regions))
    (path,) = write_files(hostile, tmp_path, "book")
    with zipfile.ZipFile(path) as package:
        parts = {name: ElementTree.fromstring(package.read(name)) for name in package.namelist()}
    tags = {element.tag.rpartition("}")[2] for part in parts.values() for element in part.iter()}
    assert not tags & {"f", "externalReference", "oleObject"}
    targets = [e.get("TargetMode") for n, p in parts.items() if n.endswith(".rels") for e in p.iter() if e.get("TargetMode")]
    assert targets == []
    for sheet in openpyxl.load_workbook(path):
        assert all(a.isdisjoint(b) for a, b in combinations(sheet.merged_cells.ranges, 2))
        assert not [c for row in sheet.iter_rows() for c in row if isinstance(c.value, str) and c.value.startswith(("=", "+", "@"))]


def test_a_release_is_named_and_dated_and_not_called_a_draft(published, tmp_path):
    revised = published.table.head(3).assign(
        earlier_release=1, earlier_vintage="provisional", earlier_value=0.5, difference=-0.25, relative_difference=-0.5
    )
    means = revised.head(1).assign(
        compared=9, revised=3, mean_revision=-0.25, mean_absolute_revision=0.25, relative_mean_absolute_revision=0.5
    )
    release = replace(RELEASE, vintage="revised", number=2, reason="two labels were wrong")
    released = replace(published, release=release, history=(RELEASE,), revisions=revised, revision_means=means)
    (path,) = write_files(released, tmp_path, "book")
    book = openpyxl.load_workbook(path)
    texts = [str(c.value) for sheet in book for row in sheet.iter_rows() for c in row if c.value]
    assert not [text for text in texts if "DRAFT" in text]
    assert "two labels were wrong" in book["Revisions"]["A3"].value
    lines = [[c.value for c in row] for row in book["Revisions"].iter_rows()]
    assert [line[3:6] for line in lines if line[3] == "1 Provisional"] == [["1 Provisional", 9, 3]]
    assert book.properties.created.isoformat() == "2026-12-01T10:00:00"


def test_same_publication_same_bytes(published, tmp_path):
    first, second = ([path.read_bytes() for path in write_files(published, _make(tmp_path / name), "book")] for name in "ab")
    assert first == second


def test_sections_are_named_by_their_titles(book):
    rows = {row[0].value: row[1].value for row in book["online_ordering"].iter_rows(min_row=9, max_row=30)}
    assert rows["G"] == load_activities()["G"].title


def test_tables_are_listed_once_and_counted(published):
    from aggregate.export.excel.tables import list_tables

    twice = pd.concat([published.table, published.table.assign(indicator="chat")], ignore_index=True)
    assert [(table.number, table.code, table.kind) for table in list_tables(twice)] == [
        (1, "online_ordering", "share"),
        (2, "online_ordering", "number"),
        (3, "chat", "share"),
        (4, "chat", "number"),
    ]


def _make(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_of_more_rows_than_a_sheet_takes_those_of_one_breakdown_are_kept_and_it_is_said(published, monkeypatch):
    given = published.table
    assert choose_rows(given)[1]
    monkeypatch.setattr("aggregate.export.excel.row_sheet.MOST_ROWS", len(given) - 1)
    kept, is_whole = choose_rows(given)
    assert not is_whole
    broken = sum((given[name] != "_T").astype(int) for name in ("activity", "size_class", "region", "urbanisation", "owner_sex"))
    crossed_in_register = given[(broken > 1) & (given["population"] == "registered enterprises")]
    assert len(crossed_in_register) > 10
    assert not set(crossed_in_register.index) & set(kept.index)
    assert set(given[broken <= 1].index) <= set(kept.index)


def test_a_link_finds_a_sheet_whose_name_has_an_apostrophe(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "links.xlsx") as workbook:
        write_link(workbook.add_worksheet("first"), 0, 0, "Table d'essai", "there", None)
        workbook.add_worksheet("Table d'essai")
    assert openpyxl.load_workbook(tmp_path / "links.xlsx")["first"]["A1"].hyperlink.location == "'Table d''essai'!A1"


def test_a_text_too_long_for_one_row_goes_on_in_the_next_and_nothing_is_lost():
    text = "\n".join(f"line {number}" for number in range(60))
    rows = list(split_row(("S.1", "Title", text), (10, 10, 20)))
    assert [row[:2] for row in rows] == [("S.1", "Title"), ("", ""), ("", "")]  # 26 lines of 15 points fit into 400
    assert "\n".join(row[2] for row in rows) == text
