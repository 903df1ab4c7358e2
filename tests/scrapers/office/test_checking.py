"""Every office row is checked; what is wrong is said with sheet, row and reason."""

from pathlib import Path

import openpyxl
import pytest

from catalogue.additions import NOTHING, load_additions
from catalogue.errors import ProfileError
from scrapers.office import check_workbook, export_workbook
from scrapers.office.sheets import COLUMNS, MARKETPLACES, PAYMENTS, WORDS
from tests.scrapers.office.filling import MARKETPLACE, PAYMENT, PHRASE, changed, fill


def test_sound_rows_are_taken(tmp_path: Path) -> None:
    checked = check_workbook(fill(tmp_path / "a.xlsx"), NOTHING)
    assert checked.problems == []
    assert [words.key for words in checked.words] == [("sw", "basket", "tenga langu")]
    assert [known.hosts for known in checked.marketplaces] == [("sokotest.co.ke",)]
    assert [found.subject for found in checked.payments] == ["lipatest"]


@pytest.mark.parametrize(
    ("sheet", "row", "cells", "said"),
    [
        (WORDS, PHRASE, {"example": "Ona rukwama"}, "does not contain"),
        (WORDS, PHRASE, {"near_miss": "Tenga langu la mkulima"}, "must not"),
        (WORDS, PHRASE, {"concept": "baskett"}, "Did you mean basket"),
        (WORDS, PHRASE, {"language": "qq"}, "ISO 639"),
        (WORDS, PHRASE, {"language": "swa"}, "ISO 639"),
        (WORDS, PHRASE, {"language": ""}, "language is empty"),
        (WORDS, PHRASE, {"concept": ""}, "concept is empty"),
        (WORDS, PHRASE, {"phrase": "2026"}, "must have letters"),
        (WORDS, PHRASE, {"places": "footer"}, "footer"),
        (WORDS, PHRASE, {"standing": "good"}, "good"),
        (WORDS, PHRASE, {"whose": "mine"}, "mine"),
        (WORDS, PHRASE, {"phrase": ""}, "phrase is empty"),
        (WORDS, PHRASE, {"phrase": "a", "example": "a"}, "too short"),
        (WORDS, PHRASE, {"example": '=HYPERLINK("http://x")'}, "formula"),
        (MARKETPLACES, MARKETPLACE, {"hosts": "https://sokotest.co.ke/shops"}, "without https"),
        (MARKETPLACES, MARKETPLACE, {"hosts": "co.ke"}, "registered"),
        (MARKETPLACES, MARKETPLACE, {"hosts": "sokotest.nosuchsuffix"}, "registered"),
        (MARKETPLACES, MARKETPLACE, {"hosts": "jumia.co.ke, facebook.com"}, "already stands for Facebook"),
        (MARKETPLACES, MARKETPLACE, {"key": "facebook"}, "no marketplace"),
        (MARKETPLACES, MARKETPLACE, {"hosts": ""}, "hosts is empty"),
        (MARKETPLACES, MARKETPLACE, {"path_segments": "two"}, "whole number"),
        (MARKETPLACES, MARKETPLACE, {"countries": "KEN"}, "KEN"),
        (PAYMENTS, PAYMENT, {"pattern": "li*pa"}, "4 characters"),
        (PAYMENTS, PAYMENT, {"pattern": "বিকাশ"}, "sheet Words"),
        (PAYMENTS, PAYMENT, {"example": "<p>nothing</p>"}, "not found in the example"),
        (PAYMENTS, PAYMENT, {"near_miss": '<img src="/lipatest-badge.png">'}, "must not be"),
        (PAYMENTS, PAYMENT, {"of": "nosuchmeans"}, "of:"),
        (PAYMENTS, PAYMENT, {"proves": "platform"}, "platform"),
        (PAYMENTS, PAYMENT, {"key": "Lipa Test"}, "small letters"),
        (PAYMENTS, PAYMENT, {"key": "shopify"}, "no means of payment"),
    ],
)
def test_a_wrong_row_is_named_with_its_reason(tmp_path: Path, sheet: str, row: tuple[str, ...], cells: dict[str, str], said: str) -> None:
    path = fill(tmp_path / "a.xlsx", {sheet: [row, changed(row, sheet, **cells)]})
    (problem,) = check_workbook(path, NOTHING).problems
    assert (problem.sheet, problem.row) == (sheet, 3)
    assert said in problem.reason


def test_capitals_and_blanks_in_codes_are_no_mistake(tmp_path: Path) -> None:
    row = changed(PHRASE, WORDS, language="SW", concept="Add to basket", standing="Checked")
    checked = check_workbook(fill(tmp_path / "a.xlsx", {WORDS: [row]}), NOTHING)
    assert checked.problems == []
    assert [(words.key, words.entry.standing) for words in checked.words] == [(("sw", "add_to_basket", "tenga langu"), "checked")]


@pytest.mark.parametrize(("sheet", "row"), [(WORDS, PHRASE), (MARKETPLACES, MARKETPLACE), (PAYMENTS, PAYMENT)])
def test_a_row_that_stands_twice_is_named(tmp_path: Path, sheet: str, row: tuple[str, ...]) -> None:
    (problem,) = check_workbook(fill(tmp_path / "a.xlsx", {sheet: [row, row]}), NOTHING).problems
    assert "row 2" in problem.reason


def test_an_export_holds_nothing_that_is_new(tmp_path: Path) -> None:
    export_workbook(NOTHING, tmp_path / "a.xlsx")
    checked = check_workbook(tmp_path / "a.xlsx", NOTHING)
    assert (checked.problems, checked.words, checked.marketplaces, checked.payments, checked.passed_over) == ([], [], [], [], [])


def test_a_phrase_that_ships_is_not_an_addition_and_a_shipped_row_that_was_changed_is_told(tmp_path: Path) -> None:
    known = ("sw", "basket", "Kikapu", "link", "Kikapu", "Vikapu", "", "office")
    altered = ("sw", "basket", "kikapu", "text", "Kikapu", "Vikapu", "", "shipped")
    checked = check_workbook(fill(tmp_path / "a.xlsx", {WORDS: [known, altered]}), NOTHING)
    assert (checked.words, checked.same, checked.passed_over) == ([], 1, [(WORDS, 3)])


def test_a_shipped_marketplace_can_be_given_another_host(tmp_path: Path) -> None:
    row = changed(MARKETPLACE, MARKETPLACES, key="jumia", hosts="jumia.co.ke, jumiatest.co.ke")
    checked = check_workbook(fill(tmp_path / "a.xlsx", {MARKETPLACES: [row]}), NOTHING)
    assert checked.problems == []
    assert checked.marketplaces[0].hosts == ("jumia.co.ke", "jumiatest.co.ke")


def test_words_in_a_path_are_checked_against_paths(tmp_path: Path) -> None:
    row = changed(PHRASE, WORDS, places="url", example="/tenga-langu/", near_miss="/tenga-lako/")
    assert check_workbook(fill(tmp_path / "a.xlsx", {WORDS: [row]}), NOTHING).problems == []


@pytest.mark.parametrize("sheet", [WORDS, MARKETPLACES, PAYMENTS])
def test_a_workbook_without_one_of_its_sheets_is_refused_by_name(tmp_path: Path, sheet: str) -> None:
    with pytest.raises(ProfileError, match=f"no sheet {sheet}"):
        check_workbook(fill(tmp_path / "a.xlsx", leave_out=sheet), NOTHING)


@pytest.mark.parametrize(
    ("first_row", "said"),
    [
        ((), "must name its columns, language"),
        (("Our words", "2026"), "must name its columns, language"),
        (COLUMNS[WORDS][1:], "lacks language among"),
        ((*COLUMNS[WORDS], "Phrase"), "column phrase twice"),
    ],
)
def test_a_sheet_with_a_wrong_first_row_is_refused(tmp_path: Path, first_row: tuple[str, ...], said: str) -> None:
    workbook = openpyxl.load_workbook(fill(tmp_path / "a.xlsx", {}))
    workbook[WORDS].delete_rows(1)
    workbook[WORDS].append(first_row)
    workbook.save(tmp_path / "a.xlsx")
    with pytest.raises(ProfileError, match=said):
        check_workbook(tmp_path / "a.xlsx", NOTHING)


@pytest.mark.parametrize("content", [b"language,concept\n", b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 old"])
def test_what_is_no_workbook_is_refused_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(ProfileError, match=r"a\.xlsx"):
        check_workbook(tmp_path / "a.xlsx", NOTHING)


def test_a_file_that_is_not_there_or_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="no file"):
        check_workbook(tmp_path / "none.xlsx", NOTHING)
    with pytest.raises(ProfileError, match="cannot be written"):
        export_workbook(NOTHING, tmp_path / "no" / "a.xlsx")
    with pytest.raises(ProfileError, match=r"\.xlsx"):
        export_workbook(NOTHING, tmp_path / "a.csv")


def test_an_export_for_a_country_leaves_out_what_is_of_others(tmp_path: Path) -> None:
    few = export_workbook(NOTHING, tmp_path / "a.xlsx", languages=frozenset({"sw"}), country="KE")
    assert 0 < few < export_workbook(load_additions(tmp_path / "none"), tmp_path / "b.xlsx") / 4
