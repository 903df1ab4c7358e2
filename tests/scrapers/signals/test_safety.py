"""Which addresses may be asked for; every rule's examples are asked for, its near misses too."""

import pytest

from scrapers.signals import is_safe
from scrapers.signals.safety import load_refusals

RULES = load_refusals()
LISTED = [*RULES["path"], *RULES["query"], *RULES["file"], {"name": "words of adding and of baskets", **RULES["baskets"]}]


@pytest.mark.parametrize("rule", LISTED, ids=lambda rule: rule["name"])
def test_a_rules_examples_are_refused_and_its_near_misses_are_not(rule: dict[str, list[str]]) -> None:
    assert [path for path in rule["examples"] if is_safe(f"https://duka.example{path}")] == []
    assert [path for path in rule["near_misses"] if not is_safe(f"https://duka.example{path}")] == []


@pytest.mark.parametrize("rule", LISTED, ids=lambda rule: rule["name"])
def test_every_rule_has_examples_and_near_misses(rule: dict[str, list[str]]) -> None:
    assert len(rule["examples"]) > 1
    assert rule["near_misses"]


@pytest.mark.parametrize("path", ["/%61dd-to-cart/3", "/CART/ADD/3", "/panier%2Fajouter/3", "/?%61dd-to-cart=3", "/en/shop/cart_add?id=1"])
def test_spelling_hides_nothing(path: str) -> None:
    assert not is_safe(f"https://duka.example{path}")


@pytest.mark.parametrize(
    "path", ["/kosar-wiklinowy", "/blog/at-the-market", "/them-and-us", "/lisa", "/about/bo", "/produkty/koszyk-piknikowy", "/v-1"]
)
def test_words_of_adding_alone_and_baskets_that_are_goods_are_no_reason(path: str) -> None:
    assert is_safe(f"https://duka.example{path}")


def test_what_the_buttons_of_any_language_say_is_refused_in_a_path() -> None:
    assert not is_safe("https://duka.example/in-den-warenkorb-legen/4")
    assert not is_safe("https://duka.example/thêm-vào-giỏ-hàng/4")
    assert not is_safe("https://duka.example/se-deconnecter")


def test_an_address_that_cannot_be_read_is_refused() -> None:
    assert not is_safe("https://[broken/")
