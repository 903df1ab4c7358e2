import math

import pytest

from catalogue.capabilities import load_capabilities
from classify import Decision, decide_capabilities
from classify.deciding import judge_evidence
from classify.evidence import Weighed
from classify.models import CapabilityModel
from store.records import Signal
from tests.classify.invented_signals import BROCHURE, SHOP, seen, website

READ_OFF_PAGES = set(load_capabilities()) - {"own_website", "web_presence", "social_or_marketplace_only"}


def decide(*signals: Signal, status: str = "ok", kind: str = "own") -> dict[str, Decision]:
    return {d.capability: d for d in decide_capabilities(website(status=status, kind=kind), signals)}


def test_every_capability_of_the_catalogue_is_decided_in_its_order() -> None:
    assert [d.capability for d in decide_capabilities(website(), SHOP)] == list(load_capabilities())


def test_words_with_structure_make_online_ordering_yes() -> None:
    assert decide(*SHOP)["online_ordering"].answer == "yes"


@pytest.mark.parametrize(
    "marks",
    [
        [seen("platform", "shopify", "script", 40)],
        [seen("plugin", "woocommerce", "script", 40)],
        [
            seen("platform", "shopify", "script", 40),
            seen("plugin", "woocommerce", "script", 9),
            seen("basket", "shopify_cart", "script", 40),
        ],
    ],
)
def test_fingerprints_alone_never_make_online_ordering_yes(marks: list[Signal]) -> None:
    decision = decide(*marks)["online_ordering"]
    assert decision.answer == "no"
    assert decision.probability is not None
    assert decision.probability < 0.5


def test_one_kind_of_evidence_is_not_enough_however_often_it_is_seen() -> None:
    words = [seen("word", concept, "button", 50) for concept in ("add_to_basket", "checkout", "buy_now", "basket", "order_online")]
    assert decide(*words)["online_ordering"].answer == "no"


@pytest.mark.parametrize(
    "form", ["contact", "quote", "search", "login", "newsletter", "donation", "comment", "registration", "application"]
)
def test_forms_that_fix_neither_what_nor_how_much_nor_when_are_no_orders(form: str) -> None:
    signals = [
        seen("form", form, "form", 9),
        seen("word", "quote", "button", 5),
        seen("word", "price", "text", 5),
        seen("price", "EUR 9", times=9),
    ]
    assert decide(*signals)["online_ordering"].answer == "no"


@pytest.mark.parametrize(
    ("kind", "value"), [("form", "booking"), ("form", "order"), ("booking_widget", "any_engine"), ("order_widget", "any_service")]
)
def test_a_booking_an_order_form_or_a_service_on_its_behalf_with_words_is_ordering(kind: str, value: str) -> None:
    assert decide(seen(kind, value, "form", 2), seen("word", "book_now", "button", 2))["online_ordering"].answer == "yes"


def test_a_sold_out_shop_still_takes_orders_and_a_closed_one_does_not() -> None:
    assert decide(*SHOP, seen("word", "out_of_stock", "button", 9))["online_ordering"].answer == "yes"
    assert decide(*SHOP, seen("page_state", "closed_shop"))["online_ordering"].answer == "no"


@pytest.mark.parametrize("status", ["parked", "dns", "captcha", "blocked", "robots", "script_shell", "not_attempted", "hijacked"])
def test_a_site_that_was_not_read_is_unknown_for_all_that_pages_show(status: str) -> None:
    decisions = decide(*SHOP, status=status)
    assert {decisions[name].answer for name in READ_OFF_PAGES} == {"unknown"}
    assert {decisions[name].probability for name in READ_OFF_PAGES} == {None}


def test_demo_content_of_a_template_is_unknown_not_a_shop() -> None:
    decisions = decide(*SHOP, seen("page_state", "template", times=3))
    assert decisions["online_ordering"].answer == "unknown"
    assert decisions["own_website"].answer == "unknown"


def test_the_reasons_name_page_place_words_and_weight_strongest_first() -> None:
    reasons = decide(*SHOP)["online_ordering"].reasons
    assert (reasons[0].kind, reasons[0].value, reasons[0].place, reasons[0].page) == ("form", "basket", "form", "http://shop.example.com/")
    assert "Add to cart" in {r.words for r in reasons}
    weights = [abs(r.weight) for r in reasons]
    assert weights == sorted(weights, reverse=True)


def test_the_order_of_signals_changes_nothing() -> None:
    assert decide_capabilities(website(), SHOP) == decide_capabilities(website(), SHOP[::-1])


def test_more_evidence_for_a_yes_never_lowers_its_probability() -> None:
    few, more = decide(*SHOP)["online_ordering"], decide(*SHOP, seen("payment_step", "stripe", "script"))["online_ordering"]
    assert few.probability is not None
    assert more.probability is not None
    assert more.probability > few.probability


def test_share_of_a_brochure_site_is_described_but_not_sold() -> None:
    decisions = decide(*BROCHURE)
    assert decisions["product_information"].answer == "yes"
    assert decisions["feedback_form"].answer == "yes"
    assert decisions["online_ordering"].answer == "no"
    assert decisions["social_media"].answer == "no"


def test_a_chat_loader_is_a_chat_though_less_surely_than_with_words_and_a_messenger_button_is_none() -> None:
    loader, both = (
        decide(seen("chat", "any_chat", "script"))["chat"],
        decide(seen("chat", "any_chat", "script"), seen("word", "chat"))["chat"],
    )
    assert (loader.answer, both.answer) == ("yes", "yes")
    assert (loader.probability or 0) < 0.65 < (both.probability or 0)
    assert decide(seen("chat", "whatsapp_widget", "script", 9))["chat"].answer == "no"


def test_pages_in_two_languages_are_multilingual_and_one_stray_page_is_not() -> None:
    many = [seen("language", "en", times=9), seen("word", "contact", "link")]
    french = seen("language", "fr", times=4)
    assert decide(*many, french, seen("language_link", "fr", "meta"))["multilingual"].answer == "yes"
    assert decide(*many, french)["multilingual"].answer == "no", "half translated themes have such pages too, and no way to them"
    assert decide(*many, french, seen("language_link", "fr", "url"))["multilingual"].answer == "yes", "a folder of their own is a way"
    assert decide(*many, seen("language", "la", times=1))["multilingual"].answer == "no"


def test_a_translation_widget_does_not_make_a_site_multilingual() -> None:
    signals = [seen("language", "en", times=9), seen("language_link", "fr", "link"), seen("machine_translation", "any_widget", "script")]
    assert decide(*signals)["multilingual"].answer == "no"


def test_a_social_page_is_not_read_as_a_website() -> None:
    decisions = decide(*SHOP, kind="social")
    assert (decisions["own_website"].answer, decisions["social_or_marketplace_only"].answer) == ("no", "yes")
    assert decisions["online_ordering"].answer == "unknown"


@pytest.mark.parametrize("signals", [SHOP, BROCHURE, (*SHOP, seen("page_state", "closed_shop"), seen("payment_step", "stripe", "script"))])
def test_start_reasons_and_rest_add_up_to_the_log_odds_of_the_probability(signals: tuple[Signal, ...]) -> None:
    for decision in decide(*signals).values():
        if decision.reasons and decision.caution != "few_kinds":
            total = decision.start + sum(r.weight for r in decision.reasons) + decision.rest
            assert decision.probability == pytest.approx(1 / (1 + math.exp(-total)), abs=1e-4), decision.capability


def judged(log_odds: float, shift: float, groups: frozenset[str] = frozenset({"words", "structure"}), needs: int = 0) -> Decision:
    return judge_evidence(CapabilityModel("invented", 0.0, (), needs, shift=shift), Weighed(log_odds, groups, ()))


def test_an_answer_must_hold_with_the_countrys_share_of_yes_and_without_it() -> None:
    assert judged(3.0, -2.0).answer == "yes"
    assert judged(-1.0, -2.0).answer == "no"
    rare = judged(1.0, -2.0)
    assert (rare.answer, rare.caution) == ("unknown", "share")
    assert rare.probability == pytest.approx(1 / (1 + math.exp(1.0)), abs=1e-4)


def test_one_kind_of_evidence_is_no_yes_whatever_the_countrys_share() -> None:
    alone = judged(3.0, 2.0, frozenset({"words"}), needs=2)
    assert (alone.answer, alone.probability, alone.caution) == ("no", 0.4, "few_kinds")


def test_a_site_of_which_nothing_was_understood_is_unknown_and_not_no() -> None:
    decision = decide(seen("language", "en", times=2), seen("schema_type", "Organization"))["online_ordering"]
    assert (decision.answer, decision.caution) == ("unknown", "nothing_seen")
