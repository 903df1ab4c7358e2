"""Activities: the structure of each classification and what its codes are in ISIC Rev.4."""

import csv

import pytest

from catalogue.activities import (
    ActivityMatch,
    detect_classification,
    find_activity,
    find_classification,
    list_classifications,
    load_activities,
    load_classification,
    lost_leading_zeros,
    section_of,
)
from catalogue.concordances import clean_code, load_classifications, load_concordance
from catalogue.errors import ProfileError
from catalogue.isic import FOLDER

LEVELS = ("sections", "divisions", "groups", "classes")


def test_isic_has_the_published_number_of_headings_at_each_level():
    levels = [a.level for a in load_activities().values()]
    assert [levels.count(level) for level in ("section", "division", "group", "class")] == [21, 88, 238, 419]


def test_every_heading_of_isic_has_a_title_and_stands_under_its_section():
    activities = load_activities()
    assert all(a.title.strip() for a in activities.values())
    assert {c: section_of(c) for c in ("01", "0810", "3320", "4791", "63", "6810", "75", "9512", "9900")} == {
        "01": "A", "0810": "B", "3320": "C", "4791": "G", "63": "J", "6810": "L", "75": "M", "9512": "S", "9900": "U",
    }  # fmt: skip


@pytest.mark.parametrize("key", list_classifications())
def test_every_classification_has_the_published_number_of_headings(key):
    codes = load_concordance(key).targets
    found = [sum(len(c) == n and c.isdigit() == (n > 1) for c in codes) for n in (1, 2, 3, 4)]
    assert found == [load_classifications()[key]["counts"][level] for level in LEVELS]


@pytest.mark.parametrize("key", [k for k in list_classifications() if k != "ISIC4"])
def test_every_class_leads_to_classes_of_isic_and_together_they_reach_all_of_them(key):
    with (FOLDER / load_classifications()[key]["file"]).open(encoding="utf-8") as stream:
        targets = [row["isic4"].split() for row in csv.DictReader(stream)]
    classes = {c for c in load_activities() if len(c) == 4}
    reached = {t for row in targets for t in row}
    assert all(targets)
    assert reached == classes


def test_every_class_of_nace_2_is_one_class_of_isic_in_the_same_division():
    # NACE Rev.2 was made by dividing classes of ISIC Rev.4: no class of it may lie in two, or leave its division.
    matches = {c: t for c, t in load_concordance("NACE2").targets.items() if len(c) == 4}
    assert all(len(t) == 1 and t[0][:2] == c[:2] for c, t in matches.items())


@pytest.mark.parametrize(
    ("code", "classification", "isic", "section", "outcome"),
    [
        ("1071", "ISIC4", "1071", "C", "exact"),
        ("620", "ISIC4", "620", "J", "exact"),
        ("62", "ISIC4", "62", "J", "exact"),
        ("J", "ISIC4", None, "J", "exact"),
        ("10.71", "NACE2", "1071", "C", "exact"),
        ("10.73", "NACE2", "1074", "C", "exact"),  # pasta: another class than its digits say
        ("55.20", "NACE2", "5510", "I", "exact"),  # holiday homes are short-stay accommodation in ISIC
        ("47.91", "NACE2", "4791", "G", "exact"),
        ("85.20", "NACE2", "8510", "P", "exact"),  # primary education
        ("10.7", "NACE2", "107", "C", "aggregated"),
        ("62.10", "NACE21", "6201", "J", "exact"),
        ("68.12", "NACE21", "4100", "F", "exact"),  # development of building projects was construction
        ("95.31", "NACE21", "4520", "G", "exact"),  # repair of motor vehicles was trade
        ("47.71", "NACE21", "47", "G", "split"),  # shops, stalls and the Internet are one class there
        ("55.40", "NACE21", None, None, "split"),
        ("K", "NACE21", None, "J", "aggregated"),
        ("T", "NACE21", None, None, "split"),
        ("7010", "ISIC5", "7010", "M", "exact"),
        ("0330", "ISIC5", "03", "A", "aggregated"),
        ("1711", "ISIC31", "131", "C", "split"),  # spinning or weaving
        ("5211", "ISIC31", "4711", "G", "exact"),
        ("8030", "ISIC31", "8530", "P", "exact"),
        ("5020", "ISIC31", None, None, "split"),  # repair of vehicles, or towing, which is transport
        ("9999", "ISIC4", None, None, "unknown"),
        ("99.99", "NACE2", None, None, "unknown"),
        ("", "ISIC4", None, None, "unknown"),
        ("retail", "ISIC4", None, None, "unknown"),
        ("４７１１", "ISIC4", None, None, "unknown"),
    ],
)
def test_a_code_becomes_what_is_certain_of_it(code, classification, isic, section, outcome):
    match = find_activity(code, classification)
    assert (match.isic, match.section, match.outcome) == (isic, section, outcome)


def test_a_split_names_its_candidates():
    assert find_activity("1711", "ISIC31").candidates == ("1311", "1312")


@pytest.mark.parametrize("letter", "ABCDEFGHIJKLMNOPQRSTU")
def test_letters_of_nace_2_are_those_of_isic_4(letter):
    assert find_activity(letter, "NACE2").section == letter


def test_the_same_letter_is_another_section_in_newer_and_older_revisions():
    assert [find_activity("K", key).section for key in ("ISIC4", "NACE2", "NACE21", "ISIC5")] == ["K", "K", "J", "J"]
    assert find_activity("D", "ISIC31").section is None  # manufacturing, with odd classes in other sections


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("10.71", "1071"),
        ("C10.71", "1071"),
        ("62.01Z", "6201"),
        (" 6201 ", "6201"),
        ("4711.0", "4711"),
        ("J 62.01", "6201"),
        ("g", "G"),
        ("62.0", "620"),
    ],
)
def test_codes_are_read_however_they_are_written(written, plain):
    assert clean_code(written) == plain


def test_national_digits_after_the_fourth_are_left_aside():
    assert find_activity("62012", "NACE2") == find_activity("62.01", "NACE2")


@pytest.mark.parametrize("name", ["NACE Rev. 2", "nace_r2", "NACE2", "nace rev.2"])
def test_a_classification_is_known_by_its_usual_spellings(name):
    assert find_classification(name) == "NACE2"


def test_an_unknown_classification_is_refused_with_a_suggestion():
    with pytest.raises(ProfileError, match=r"Did you mean NACE2"):
        load_classification("NACE22")
    with pytest.raises(ProfileError, match="ISIC4, ISIC31, ISIC5, NACE2, NACE21"):
        find_activity("0111", "xyz")


@pytest.mark.parametrize(
    ("codes", "classification"),
    [
        (["4711", "6201", "1071"], "ISIC4"),
        (["5211", "5231", "1711", "7010", "7411"], "ISIC31"),  # 5211, 5231 and 7411 are no classes of Rev.4
        (["47.11", "62.01", "10.82"], "NACE2"),
        (["47.12", "62.10", "96.21"], "NACE21"),
        (["01.11", "10.20"], "NACE2"),  # in both, and the same in both
        (["47.11", "46.71"], None),  # in both, and not the same in both
        (["4711", "1052", "1392", "8622", "2446", "4519"], "NACE2"),  # without dots, and not in ISIC
        (["A", "B", "G"], None),
        (["541511", "445110", "722511"], None),  # another system altogether
        (["4711-3/01"], None),
        ([], None),
        (["", "  "], None),
    ],
)
def test_the_classification_is_found_or_left_open(codes, classification):
    assert detect_classification(codes) == classification


def test_a_few_typing_errors_do_not_hide_the_classification():
    codes = [c for c in load_activities() if len(c) == 4]
    assert detect_classification([*codes, "4799X1", "0000", "9998"]) == "ISIC4"


@pytest.mark.parametrize(
    ("codes", "lost"),
    [
        (["111", "4711", "1071"], True),
        (["111", "210", "4711"], True),
        (["471", "4711"], False),  # a group, not a class that lost its zero
        (["0111", "4711"], False),
        (["111", "112"], False),  # nothing shows that the codes have four digits
        (["111", "47.11"], True),
        (["4711"], False),
        ([], False),
    ],
)
def test_lost_zeros_are_seen_only_where_the_whole_column_shows_them(codes, lost):
    assert lost_leading_zeros(codes) is lost


def test_unknown_is_no_guess():
    assert find_activity("4712", "ISIC4") == ActivityMatch(None, None, "unknown")  # 471 exists, 4712 does not


@pytest.mark.parametrize(
    ("code", "classification", "isic", "section"),
    [
        ("47.91", "NACE2", "4791", "G"),
        ("85.59", "NACE2", "8549", "P"),
        ("35.12", "NACE2", "3510", "D"),
        ("62.03", "NACE2", "6202", "J"),
        ("38.21", "NACE21", "38", "E"),
        ("46.50", "NACE21", "46", "G"),
        ("62.10", "NACE21", "6201", "J"),
        ("5110", "ISIC31", "4610", "G"),
    ],
)
def test_codes_that_are_often_mistaken_are_what_the_published_tables_say(code, classification, isic, section):
    match = find_activity(code, classification)
    assert (match.isic, match.section) == (isic, section)
