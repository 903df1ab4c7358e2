"""The questionnaire: figures read back, what is missing with its reason, and the office's own layout."""

import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from aggregate.export import export
from aggregate.export.questionnaire.answers import Answers
from aggregate.export.questionnaire.layout import ENTERPRISES, FILE_NAME, SHIPPED, load_layout
from aggregate.export.questionnaire.workbook import write_files
from aggregate.publication.records import Publication
from aggregate.publication.rounding import round_figures
from aggregate.tables.populations import PARTLY, REGISTERED
from catalogue.errors import EstimateError
from catalogue.indicators import load_indicators
from tests.aggregate.stores_of_cases import WAVE

SIZES = ["_T", "S0T9", "S10T49", "S50T249", "S_GE250"]
WHOLE_REGISTER = (REGISTERED, *["_T"] * 7)
BLOCKS = {"Numerator": "numerator", "Denominator": "denominator", "Share": "share", "Margin": "margin"}


@pytest.fixture(scope="module")
def as_b7(published: Publication) -> Publication:
    """The reference case as if its labels had been answers about orders received."""
    return replace(published, table=published.table.replace({"indicator": {"online_ordering": "B7"}}))


@pytest.fixture(scope="module")
def sheets(as_b7: Publication, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Worksheet]:
    (path,) = write_files(as_b7, tmp_path_factory.mktemp("q"), "ecomstat-XD-2026")
    assert path.name == "ecomstat-XD-2026-questionnaire.xlsx"
    return {sheet.title: sheet for sheet in openpyxl.load_workbook(path)}


def read_blocks(sheet: Worksheet, code: str) -> dict[tuple[str, str, int], tuple[object, object]]:
    """{(block, activity, column): (figure, notes)}; columns by their place."""
    found, block = {}, ""
    for row in sheet.iter_rows(values_only=True):
        text = str(row[0] or "")
        if text.startswith(f"{code}. ") and ": " in text:
            block = BLOCKS[text.split(": ")[1].split(" of ")[0].strip()]
        elif block and row[1] and row[1] != "Activity":
            found |= {(block, text or "_T", place): row[2 + 2 * place : 4 + 2 * place] for place in range(7)}
        elif block and text.startswith("("):
            break
    return found


def test_every_figure_of_the_questionnaire_is_the_publications(sheets, as_b7):
    table = round_figures(as_b7.table)
    table = table[(table["method"] == "post_stratified") & (table["population"] == "registered enterprises")]
    rows = table[(table["region"] == "_T") & table["size_class"].isin(SIZES)]
    cells, numbers, hidden = read_blocks(sheets["B7"], "B7"), 0, 0
    for row in rows.to_dict("records"):
        place = SIZES.index(row["size_class"])
        blocks = {"numerator": row["value"]} if row["measure"] == "count" else {"share": row["value"], "margin": 100 * row["half_width"]}
        for block, expected in blocks.items():
            figure, notes = cells.pop((block, row["activity"], place))
            if row["suppressed"]:
                assert figure == row["suppressed"][0]
                assert notes
                hidden += 1
            else:
                assert figure == pytest.approx(expected, rel=1e-12)
                numbers += 1
    assert numbers + hidden == 3 * 4 * 5
    assert numbers > 30
    assert hidden > 0
    left = {(block, figure) for (block, _, _), (figure, _) in cells.items() if block != "denominator"}
    assert {figure for _, figure in left} <= {None, "–"}


def test_denominators_are_the_registers_numbers_and_shares_their_quotients(sheets, as_b7):
    cells = read_blocks(sheets["B7"], "B7")
    assert cells["denominator", "_T", 0][0] == 2000
    sizes = as_b7.table.dropna(subset=["n_frame"])
    for (block, activity, place), (figure, _) in cells.items():
        if block != "denominator" or not isinstance(figure, int | float) or place >= len(SIZES):
            continue
        at = (sizes["activity"] == activity) & (sizes["size_class"] == SIZES[place]) & (sizes["region"] == "_T")
        assert set(sizes.loc[at & (sizes["population"] == "registered enterprises"), "n_frame"]) == {figure}
        share, numerator = cells["share", activity, place][0], cells["numerator", activity, place][0]
        if isinstance(share, float):
            assert share * figure == pytest.approx(numerator, abs=0.051)


def test_there_is_a_sheet_for_each_core_indicator_with_links_from_the_overview(sheets):
    core = [indicator.code for indicator in load_indicators() if indicator.kind == "core"]
    assert list(sheets) == ["Overview", *core]
    linked = [cell.hyperlink.location for row in sheets["Overview"].iter_rows() for cell in row if cell.hyperlink]
    assert linked == [f"'{code}'!A1" for code in core]


def test_what_websites_cannot_tell_is_empty_and_says_that_a_survey_is_needed(sheets):
    texts = "\n".join(str(row[0].value or "") for row in sheets["B1"].iter_rows())
    assert "a survey is needed" in texts
    for (block, _, _), (figure, notes) in read_blocks(sheets["B1"], "B1").items():
        if block != "denominator":
            assert figure is None
            assert notes == "(1)"
    assert read_blocks(sheets["B1"], "B1")["denominator", "_T", 0][0] == 2000


def test_what_is_not_broken_down_is_told_apart_from_where_nobody_is(sheets):
    cells = read_blocks(sheets["B7"], "B7")
    assert cells["share", "A", 0] == ("–", None)
    figure, notes = cells["share", "_T", 5]
    assert figure is None
    note = next(str(row[0].value) for row in sheets["B7"].iter_rows() if str(row[0].value or "").startswith(f"{notes} "))
    assert "--by urbanisation" in note


def test_a_capability_is_never_reported_as_the_core_indicator(published, tmp_path):
    (path,) = write_files(published, tmp_path, "x")
    sheet = openpyxl.load_workbook(path)["B7"]
    cells = read_blocks(sheet, "B7")
    assert {figure for (block, _, _), (figure, _) in cells.items() if block != "denominator"} == {None}
    texts = [str(row[0].value or "") for row in sheet.iter_rows()]
    (near,) = [text for text in texts if "(online_ordering)" in text]
    assert "17.3 % ± 4.1" in near.replace("\N{NO-BREAK SPACE}", " ")
    assert "not B7" in near


def test_each_sheet_names_reference_period_population_numerator_and_vintage(sheets):
    for code in ("B1", "B7"):
        texts = "\n".join(str(row[0].value or "") for row in sheets[code].iter_rows())
        for words in ("Reference period: ", "Population: ", "30 June 2026", "Numerator: ", "Denominator: ", "DRAFT", "Cite as: "):
            assert words in texts


def test_an_offices_own_layout_beside_the_store_is_used(case_store, tmp_path):
    folder = case_store.path.parent
    (folder / FILE_NAME).write_text(
        'population = "european_scope"\nactivities = ["_T", "G"]\nblocks = ["share"]\n'
        '[[columns]]\ndimension = "size_class"\ncode = "_T"\n[[sheets]]\nindicator = "B7"\nitems = ["online_ordering"]\n',
        encoding="utf-8",
    )
    try:
        (path,) = export(case_store, *WAVE, tmp_path, ["questionnaire"])
    finally:
        (folder / FILE_NAME).unlink()
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Overview", "B7"]
    cells = read_blocks(book["B7"], "online_ordering")
    assert cells["share", "_T", 0][0] == 0.221866


@pytest.mark.parametrize(
    ("was", "wrong", "told"),
    [
        ('population = "register"', 'population = "everybody"', "everybody is not known here"),
        ('indicator = "B12"', 'indicator = "B13"', "B13 is no indicator"),
        ('dimension = "urbanisation"', 'dimension = "town"', "town is not known here"),
        ("[[columns]]", "[[columns", "cannot be read"),
    ],
)
def test_a_layout_that_cannot_be_used_says_why(tmp_path, was, wrong, told):
    text = SHIPPED.read_text(encoding="utf-8")
    assert was in text
    (tmp_path / FILE_NAME).write_text(text.replace(was, wrong), encoding="utf-8")
    with pytest.raises(EstimateError, match=told):
        load_layout(tmp_path)


def test_a_copy_of_the_shipped_layout_is_the_shipped_layout(tmp_path):
    shutil.copy(SHIPPED, tmp_path / FILE_NAME)
    assert load_layout(tmp_path) == load_layout(Path("nowhere"))


def test_same_publication_same_bytes(published, tmp_path):
    first = next(write_files(published, tmp_path, "a")).read_bytes()
    assert first == next(write_files(published, tmp_path, "b")).read_bytes()


def test_of_a_survey_that_covers_a_part_the_denominator_is_that_part(as_b7):
    part = as_b7.table.assign(population=as_b7.table["population"] + PARTLY, n_frame=as_b7.table["n_frame"] // 2)
    whole = as_b7.table.assign(indicator="chat")
    answers = Answers(replace(as_b7, table=pd.concat([whole, part], ignore_index=True)))
    assert answers.find("B7", ENTERPRISES, "denominator", WHOLE_REGISTER).value == 1000
    assert answers.find("chat", ENTERPRISES, "denominator", WHOLE_REGISTER).value == 2000


@pytest.mark.parametrize("reasons", [("confidential", "unreliable"), ("unreliable", "confidential")])
def test_what_is_confidential_by_one_figure_is_not_called_unreliable_by_another(as_b7, reasons):
    table = as_b7.table[(as_b7.table["method"] == "post_stratified") & (as_b7.table["measure"] == "share")]
    hidden = (table.head(1).assign(suppressed=why, n_frame=float("nan"), value=float("nan")) for why in reasons)
    (told,) = Answers(replace(as_b7, table=pd.concat(hidden, ignore_index=True), left_out=table.head(0))).hidden.values()
    assert told == "confidential"
