"""Plausibility and additivity of shown estimates."""

import pandas as pd
import pytest

from aggregate.coherence import check_coherence
from aggregate.coherence.rules import Share, load_rules
from catalogue.indicators import find_indicator

SIZES = ("S0T9", "S10T49", "S50T249", "S_GE250")


def row(indicator, value, error=0.001, **others):
    cell = dict.fromkeys(("activity", "size_class", "region", "urbanisation", "owner_sex", "other_dimension"), "_T")
    return {
        "indicator": indicator,
        "population": "registered enterprises",
        **cell,
        "measure": "share",
        "method": "post_stratified",
        "value": value,
        "standard_error": error,
        "n_frame": 1000,
        "suppressed": "none",
        **others,
    }


def websites_by_size(*values, **others):
    return [row("own_website", value, size_class=size, **others) for size, value in zip(SIZES, values, strict=True)]


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.name)
def test_each_rule_keeps_its_example_and_breaks_at_its_near_miss(rule):
    assert rule.is_kept([Share(value) for value in rule.example])
    assert not rule.is_kept([Share(value) for value in rule.near_miss])


def test_rules_name_indicators_that_there_are():
    names = {rule.indicator for rule in load_rules()} | {str(rule.facts["of"]) for rule in load_rules() if "of" in rule.facts}
    assert [name for name in names if find_indicator(name) is None] == []


def test_websites_that_do_not_rise_with_size_are_named():
    (text,) = check_coherence(pd.DataFrame(websites_by_size(0.29, 0.52, 0.45, 0.89)))
    assert "does not rise with size" in text
    assert "S50T249 45.0 %" in text


def test_what_rises_is_plausible():
    assert check_coherence(pd.DataFrame(websites_by_size(0.29, 0.52, 0.78, 0.89))) == []


def test_margins_excuse_what_chance_may_do():
    assert check_coherence(pd.DataFrame(websites_by_size(0.29, 0.52, 0.45, 0.89, error=0.05))) == []
    # A gap of .07 is 1.96 standard errors of the difference, √2 · .02525.
    assert check_coherence(pd.DataFrame(websites_by_size(0.29, 0.52, 0.45, 0.89, error=0.0255))) == []
    assert check_coherence(pd.DataFrame(websites_by_size(0.29, 0.52, 0.45, 0.89, error=0.025)))


def test_hidden_figures_and_figures_without_a_margin_say_nothing():
    broken = websites_by_size(0.29, 0.52, 0.45, 0.89)
    assert check_coherence(pd.DataFrame([{**r, "suppressed": "primary"} if r["size_class"] == "S50T249" else r for r in broken])) == []
    assert check_coherence(pd.DataFrame([{**r, "method": "lower_bound"} for r in broken])) == []


def test_more_ordering_than_websites_is_named_with_the_ratio():
    found = check_coherence(pd.DataFrame([row("own_website", 0.3), row("online_ordering", 0.4)]))
    assert any("take orders on their website than have a website" in text for text in found)
    assert any("0.14 to 0.5 times" in text for text in found)


def counts(total, parts, sizes=(500, 300, 150, 50)):
    cells = zip(parts, SIZES, sizes, strict=False)
    listed = [row("own_website", part, 1.0, measure="count", size_class=size, n_frame=n) for part, size, n in cells]
    return [row("own_website", total, 1.0, measure="count"), *listed]


def test_numbers_that_do_not_add_up_are_named_in_either_direction():
    # Margins of the gap: 1.96 · √5 = 4.4 enterprises.
    assert check_coherence(pd.DataFrame(counts(600, (250, 200, 100, 46)))) == []
    for parts in ((250, 200, 100, 45), (255, 200, 100, 50)):
        (text,) = check_coherence(pd.DataFrame(counts(600, parts)))
        assert "Does not add up" in text
        assert f"{sum(parts)} enterprises" in text


def test_a_sum_that_falls_short_since_a_cell_is_hidden_is_no_warning():
    assert check_coherence(pd.DataFrame(counts(600, (250, 200, 100)))) == []


def test_unions_are_not_added_to_their_parts():
    union = row("own_website", 348, 1.0, measure="count", size_class="S_GE10", n_frame=500)
    assert check_coherence(pd.DataFrame([*counts(600, (250, 200, 100, 48)), union])) == []
