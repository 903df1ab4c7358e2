"""Differences of definition, in words."""

import pytest

from aggregate.comparison.codes import find_item, load_codes
from aggregate.comparison.definitions import ASPECTS, name_differences
from catalogue.messages import use_language

PAIRS = [
    (item, indicator) for item, entry in load_codes()["items"].items() for indicator in (*entry.get("exact", ()), *entry.get("proxy", ()))
]
NAMED = ("e_web", "e_webord", "e_awsell", "e_esell", "b5", "b7", "cetic_b6")


@pytest.fixture
def french():
    use_language("fr")
    yield
    use_language(None)


@pytest.mark.parametrize(("item", "indicator"), PAIRS)
def test_every_matched_item_names_all_four_differences(item, indicator):
    found = name_differences(item, indicator, item)
    assert all(len(getattr(found, aspect)) > 30 for aspect in ASPECTS)


@pytest.mark.parametrize("item", NAMED)
def test_the_best_known_items_have_a_concept_of_their_own_for_each_indicator(item):
    entry = find_item(item)
    general = name_differences("E_WEBACC", "product_information", "e_webacc").concept
    assert {name_differences(item, name, entry.definition).concept for name in (*entry.exact, *entry.proxy)}.isdisjoint({general})


def test_a_share_of_internet_users_says_so_whatever_the_item():
    assert find_item("CETIC_B6").among == "internet"
    for item in ("e_web", "cetic_b6"):
        assert "enterprises that use the Internet" in name_differences(item, "own_website", item, "internet").denominator
    assert "all enterprises" in name_differences("E_WEB", "own_website", "e_web").denominator


def test_sales_differ_in_concept_and_period_from_what_a_website_offers():
    found = name_differences("E_AWSELL", "online_ordering", "e_awsell")
    assert found.concept.startswith("Another concept")
    assert "calendar year before" in found.period
    assert "1 %" in name_differences("E_ESELL", "B7", "e_esell").concept


def test_an_item_that_its_words_name_has_the_definition_of_that_item():
    found = find_item("D.1", "Enterprises with a website")
    assert (found.code, found.definition) == ("D.1", "e_web")
    assert find_item("online_ordering").definition == "own"


@pytest.mark.parametrize(("item", "indicator"), PAIRS)
def test_differences_are_said_in_french(french, item, indicator):
    found = name_differences(item, indicator, item, "internet")
    assert all("heirs" not in getattr(found, aspect) and "the same" not in getattr(found, aspect).lower() for aspect in ASPECTS)
