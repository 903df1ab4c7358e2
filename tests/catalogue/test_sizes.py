"""Size classes from numbers and from the words of registers."""

import pytest

from catalogue.sizes import find_size_title, list_size_classes, list_size_unions, read_size_class, size_class_of


@pytest.mark.parametrize(
    ("persons", "size"),
    [(0, "S0T9"), (9.99, "S0T9"), (10, "S10T49"), (49.5, "S10T49"), (50, "S50T249"), (249, "S50T249"), (250, "S_GE250"), (1e6, "S_GE250"),
     (None, "_U"), (float("nan"), "_U"), (-1, "_U")],
)  # fmt: skip
def test_persons_employed_fall_into_one_class(persons, size):
    assert size_class_of(persons) == size


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("0-9", "S0T9"), ("1-4", "S0T9"), ("5 – 9", "S0T9"), ("<10", "S0T9"), ("less than 10", "S0T9"), ("moins de 10 salariés", "S0T9"),
        ("micro", "S0T9"), ("Très petite", "S0T9"), ("de 1 a 4 empleados", "S0T9"), ("S0T9", "S0T9"), ("up to 9", "S0T9"),
        ("10 to 49", "S10T49"), ("10-19", "S10T49"), ("de 10 à 49 salariés", "S10T49"), ("Small", "S10T49"), ("pequeña", "S10T49"),
        ("10_49", "S10T49"),
        ("50–249", "S50T249"), ("100 - 199 persons employed", "S50T249"), ("MEDIUM", "S50T249"), ("s50t249", "S50T249"),
        ("250+", "S_GE250"), ("≥250", "S_GE250"), ("GE250", "S_GE250"), ("S_GE250", "S_GE250"), ("1,000 and more", "S_GE250"),
        ("über 250", "S_GE250"),
        (">249", "S_GE250"), ("Grande", "S_GE250"), ("250 et plus", "S_GE250"), ("500-999", "S_GE250"),
    ],
)  # fmt: skip
def test_the_words_of_registers_are_read(text, size):
    assert read_size_class(text) == size


@pytest.mark.parametrize(
    "text", ["10+", "5-19", "0-49", "100-300", "GE10", "S_GE10", "3", "12", "", "n/a", "49-10", "unknown", "A", "1-2-3"]
)
def test_what_spans_two_classes_or_says_nothing_is_no_class(text):
    assert read_size_class(text) is None


def test_classes_leave_no_gap_and_unions_name_classes():
    classes = list(list_size_classes().values())
    assert [c.get("below") for c in classes[:-1]] == [c["from"] for c in classes[1:]]
    assert all(set(u["of"]) <= {*list_size_classes(), "_U"} for u in list_size_unions().values())


def test_every_size_has_a_title_also_the_unknown_one_and_other_codes_have_none():
    assert find_size_title("S10T49") == "10 to 49 persons employed"
    assert find_size_title("_U") == "Size not known"
    assert find_size_title("S_GE10") == "10 or more persons employed"
    assert find_size_title("predicted_yes") is None
