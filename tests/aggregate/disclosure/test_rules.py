"""The office's file of rules is read whole or refused with a sentence that says what is wrong."""

import pytest

from aggregate.disclosure.rules import FILE_NAME, SHIPPED, RuleSet, find_rules_file, load_rules
from catalogue.errors import EstimateError


def test_the_web_has_thresholds_only_and_surveys_have_all_rules():
    rules = load_rules()
    assert rules["web"] == RuleSet(fewest_enterprises=5, fewest_with=3)
    survey = rules["survey"]
    assert all((survey.fewest_alike, survey.dominance_largest, survey.dominance_percent, survey.p_percent, survey.holdings))


def test_an_office_sets_its_own_numbers(tmp_path):
    path = tmp_path / FILE_NAME
    path.write_text("[web]\nfewest_enterprises = 8\n[survey]\np_percent = 12.5\nholdings = true\n", encoding="utf-8")
    rules = load_rules(path)
    assert rules["web"].fewest_enterprises == 8
    assert rules["survey"] == RuleSet(p_percent=12.5, holdings=True)
    assert find_rules_file(tmp_path / "store.db") == path
    assert find_rules_file(tmp_path / "elsewhere" / "store.db") is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[web\n", "not written as TOML"),
        ("[web]\n", "has no rules for the source [survey]"),
        ("[web]\n[survey]\n[phone]\n", "phone is no rule"),
        ("[web]\nfewest = 5\n[survey]\n", "fewest is no rule"),
        ("[web]\nfewest_enterprises = 2\n[survey]\n", "must be 3 or more"),
        ("[web]\nfewest_enterprises = '5'\n[survey]\n", "a whole number"),
        ("[web]\nfewest_with = 2.5\n[survey]\n", "a whole number"),
        ("[web]\nfewest_with = true\n[survey]\n", "a whole number"),
        ("[web]\np_percent = -1\n[survey]\n", "0 or more"),
        ("[web]\n[survey]\np_percent = nan\n", "0 or more"),  # compares with nothing: the rule would be off
        ("[web]\nholdings = 1\n[survey]\n", "true or false"),
        ("[web]\n[survey]\ndominance_largest = 2\n", "go together"),
        ("[web]\n[survey]\ndominance_largest = 3\ndominance_percent = 80\n", "1 or 2"),
        ("[web]\n[survey]\np_percent = 120\n", "above 100"),
        ("web = 5\n[survey]\n", "section"),
    ],
)
def test_wrong_rules_are_named(tmp_path, text, told):
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EstimateError, match=told.replace("[", r"\[").replace("]", r"\]")):
        load_rules(path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(EstimateError, match="cannot be read"):
        load_rules(tmp_path / "none.toml")


def test_the_shipped_file_says_to_copy_it():
    assert "Copy this file beside your store" in SHIPPED.read_text(encoding="utf-8")
