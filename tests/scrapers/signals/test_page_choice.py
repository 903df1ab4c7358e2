"""What a further page may add: rules and gains that ship, and what counts as known."""

from dataclasses import replace

import pytest

from catalogue.capabilities import load_capabilities
from catalogue.tables import load_table
from catalogue.words import load_concepts
from scrapers.signals import PageReading
from scrapers.signals.page_choice import DATA, ITEM, OTHER, find_open, is_product_page, load_choice, name_facts, name_folder, shows_hint
from store.records import Signal

RULES = load_table(DATA / "page_choice.toml")
CHOICE = load_choice()
STRICT = replace(CHOICE, left=0.0)
HOME = "http://duka-la-mbao.co.ke/"


def reading(*facts: tuple[str, str], url: str = HOME, status: int = 200) -> PageReading:
    signals = tuple(Signal(kind, value, url, "text", "", "test@1") for kind, value in facts)
    return PageReading(url, status, "", "en", 500, (), signals)


def test_every_gain_is_of_a_known_concept_and_capability_and_is_a_share() -> None:
    assert CHOICE.gains.keys() == RULES["expected"].keys()  # type: ignore[attr-defined]
    assert CHOICE.gains.keys() <= {*load_concepts(), "product", "language", ITEM, OTHER}
    assert (
        {c for gains in CHOICE.gains.values() for c in gains}
        <= CHOICE.settled.keys()
        <= {*load_capabilities(), "path_step", "path_basket", "path_checkout"}
    )
    assert all(0 < gain <= 1 for gains in CHOICE.gains.values() for gain in gains.values())


def test_every_fact_of_a_rule_is_a_signal_that_pages_can_give() -> None:
    kinds, concepts = load_table(DATA / "signal_kinds.toml"), load_concepts()
    facts = [fact for ways in CHOICE.settled.values() for way in ways for fact in way] + [
        f for facts in (*CHOICE.depends.values(), *CHOICE.hints.values()) for f in facts
    ]
    for fact in facts:
        kind, _, value = fact.partition("*")[0].partition(":")
        assert kind in kinds, fact
        assert not value or value in (concepts if kind == "word" else str(kinds[kind]["value"])), fact  # type: ignore[index]


def test_every_weight_is_of_a_capability_that_can_be_settled() -> None:
    assert set(RULES["weights"]) <= CHOICE.settled.keys()


def test_a_capability_is_open_until_all_facts_of_one_way_are_seen() -> None:
    assert "online_payment" in find_open(STRICT, [reading(("payment", "visa"))])
    assert "online_payment" not in find_open(STRICT, [reading(("payment", "visa")), reading(("form", "basket"), url=f"{HOME}p")])
    assert "social_media" not in find_open(STRICT, [reading(("social_profile", "facebook"))])


def test_what_is_settled_keeps_a_little_of_its_weight() -> None:
    settled = find_open(CHOICE, [reading(("social_profile", "facebook"))])["social_media"]
    assert settled == CHOICE.left * find_open(CHOICE, [reading()])["social_media"] > 0


def test_a_hint_makes_a_capability_weigh_more_and_its_lack_less_than_usual() -> None:
    assert CHOICE.hints.keys() == CHOICE.hinted.keys() == CHOICE.plain.keys()
    for capability, facts in CHOICE.hints.items():
        kind, _, value = facts[0].partition(":")
        assert not shows_hint(CHOICE, capability, [reading()])
        assert shows_hint(CHOICE, capability, [reading(), reading((kind, value), url=f"{HOME}p")])
        without, with_hint = (find_open(CHOICE, [reading(*seen)])[capability] for seen in ((), ((kind, value),)))
        assert without < CHOICE.weights[capability] < with_hint


def test_the_basket_is_looked_for_only_where_goods_have_prices() -> None:
    assert "path_basket" not in find_open(CHOICE, [reading(("word", "about"))])
    assert "path_basket" in find_open(CHOICE, [reading(("product_block", "6"))])


def test_a_page_that_answers_with_an_error_settles_nothing() -> None:
    assert "social_media" in find_open(STRICT, [reading(("social_profile", "facebook"), status=404)])


def test_different_values_are_counted_and_the_same_value_is_not() -> None:
    one = Signal("language", "en", HOME, "text", "", "test@1")
    assert "language*2" not in name_facts([one, one])
    assert {"language", "language:en", "language:sw", "language*2"} <= name_facts(
        [one, Signal("language", "sw", HOME, "text", "", "test@1")]
    )


def test_a_page_is_worth_less_the_less_is_open_and_the_more_were_read() -> None:
    everything, nothing = CHOICE.weights, {"mobile_app": 0.6}
    assert CHOICE.value("contact", everything) > CHOICE.value("contact", everything, 1) > CHOICE.value("contact", nothing)
    assert CHOICE.value("contact", {"feedback_form": 1.0}) > CHOICE.value("about", {"feedback_form": 1.0})
    assert CHOICE.value("unheard_of", everything) == 0


@pytest.mark.parametrize("path", RULES["product_pages"]["examples"])  # type: ignore[index]
def test_a_product_is_known_by_its_address(path: str) -> None:
    assert is_product_page(f"http://duka.example{path}")


@pytest.mark.parametrize("path", RULES["product_pages"]["near_misses"])  # type: ignore[index]
def test_a_list_of_products_is_no_product(path: str) -> None:
    assert not is_product_page(f"http://duka.example{path}")


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("/rooms/double/", "/rooms"),
        ("/rooms/double/index.html", "/rooms"),
        ("/rooms/", ""),
        ("/", ""),
        ("/en/rooms/double.php", "/en/rooms"),
    ],
)
def test_a_folder_is_what_stands_above_the_last_part_of_an_address(path: str, folder: str) -> None:
    assert name_folder(f"http://duka.example{path}") == folder
