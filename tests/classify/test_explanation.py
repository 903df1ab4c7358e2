from catalogue.progress import Quiet
from classify import classify, explain
from store.opening import Store
from tests.classify.conftest import Fill
from tests.classify.invented_signals import COUNTRY, SHOP, WAVE


def test_an_explanation_names_page_place_words_and_the_link(store: Store, fill: Fill) -> None:
    fill({"E1": "shop.example.com"}, {"shop.example.com": ("ok", SHOP)})
    classify(store, COUNTRY, WAVE, Quiet())
    explained = explain(store, COUNTRY, WAVE, "E1")
    assert explained is not None
    ordering = next(c for c in explained.capabilities if c.capability == "online_ordering")
    words = next(r for r in ordering.reasons if r.words)
    assert (words.what, words.words, words.place, words.page) == (
        "word: add_to_basket",
        "Add to cart",
        "button",
        "http://shop.example.com/",
    )
    assert words.weight > 0
    (link,) = explained.links
    assert link.website is not None
    assert link.website.status == "ok"
    assert "http://shop.example.com/" in link.evidence


def test_a_shared_site_says_how_many_share_it(store: Store, fill: Fill) -> None:
    fill({"E1": "shop.example.com", "E2": "shop.example.com"}, {"shop.example.com": ("ok", SHOP)})
    classify(store, COUNTRY, WAVE, Quiet())
    explained = explain(store, COUNTRY, WAVE, "E2")
    assert explained is not None
    assert "2 enterprises" in explained.links[0].evidence


def test_an_enterprise_without_a_site_has_neither_links_nor_capabilities(store: Store, fill: Fill) -> None:
    fill({"E1": None}, {})
    classify(store, COUNTRY, WAVE, Quiet())
    explained = explain(store, COUNTRY, WAVE, "E1")
    assert explained is not None
    assert (explained.links, explained.capabilities) == ((), ())


def test_nobody_knows_an_enterprise_that_the_register_does_not_hold(store: Store) -> None:
    assert explain(store, COUNTRY, WAVE, "E9") is None
