"""No change may lose accuracy on the invented websites. `python -m benchmarks.gold` prints the same counts, and every wrong answer."""

import tomllib
from pathlib import Path

import pytest

from benchmarks.gold import GoldSite, count_answers, decide_all, find_f1, load_sites, read_site
from classify.models import load_models
from scrapers.signals import conclude_site

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))
NO_SPACES, RIGHT_TO_LEFT = {"th", "lo", "km", "my", "ja", "zh"}, {"ar", "fa", "he", "ur"}


def site(name: str) -> GoldSite:
    return next(found for found in load_sites() if found.name == name)


def words_of(name: str) -> set[tuple[str, str]]:
    """(language of the phrase, concept) of every word that counted on a website."""
    signals = conclude_site(f"https://{site(name).host}/", read_site(site(name))).signals
    return {(s.rule.partition("@")[0].removeprefix("word/"), s.value) for s in signals if s.kind == "word"}


@pytest.mark.parametrize("capability", load_models())
def test_decisions_on_invented_websites_are_as_right_as_they_were(capability: str) -> None:
    floor = FLOORS[capability]
    answers = [answer for answer in decide_all() if answer.capability == capability]
    counts = count_answers(answers)[capability]
    found = {"false": counts.fp, "missed": counts.fn + counts.unknown_yes, "undecided": counts.unknown_no}
    report = "\n".join([f"found {found}, F1 {find_f1(counts):.3f}; allowed {floor}", *(str(a) for a in answers if not a.is_right)])
    assert all(found[name] <= floor[name] for name in found), report
    assert find_f1(counts) >= floor["f1"], report


def test_every_invented_website_that_can_be_read_is_read() -> None:
    statuses = {found.name: conclude_site(f"https://{found.host}/", read_site(found)).status for found in load_sites()}
    assert {name for name, status in statuses.items() if status != "ok"} == set()


@pytest.mark.parametrize("gold", load_sites(), ids=lambda gold: gold.name)
def test_a_gold_site_is_invented_whole_and_labelled_with_known_capabilities(gold: GoldSite) -> None:
    assert gold.host.endswith(".example")
    assert 2 <= len(gold.pages) <= 6
    assert gold.yes | gold.unclear <= set(load_models())
    assert not gold.yes & gold.unclear
    assert gold.why.endswith(".")


def test_the_gold_sites_speak_many_languages_and_scripts() -> None:
    spoken = {found.languages[0] for found in load_sites()}
    assert len(load_sites()) >= 40
    assert len(spoken) >= 30
    assert spoken >= NO_SPACES - {"zh"} | RIGHT_TO_LEFT | {"am", "hi", "bn", "ta", "ko", "sw", "ha", "yo", "vi", "ru", "pt", "id"}
    assert len({found.host for found in load_sites()}) == len(load_sites())


@pytest.mark.parametrize("gold", load_sites(), ids=lambda gold: gold.name)
def test_the_language_of_an_invented_website_is_known_from_its_text(gold: GoldSite) -> None:
    assert gold.languages[0] in {reading.language for reading in read_site(gold)}


def test_english_buttons_on_a_swahili_page_count_beside_its_own_words() -> None:
    words = words_of("sw_basket_english_buttons")
    assert {("en", "add_to_basket"), ("en", "checkout"), ("sw", "contact")} <= words


def test_english_buttons_count_on_pages_in_yoruba_and_tagalog() -> None:
    assert ("en", "buy_now") in words_of("yo_payment_link")
    assert {language for language, _ in words_of("tl_messenger_orders")} >= {"en", "tl"}


@pytest.mark.parametrize(
    ("name", "language", "concept"),
    [
        ("th_guesthouse_booking", "th", "book_now"),
        ("km_hotel_dates", "km", "book_now"),
        ("ja_tea_sold_out", "ja", "basket"),
        ("ar_platform_shop_app", "ar", "add_to_basket"),
        ("fa_plugin_shop_tracking", "fa", "add_to_basket"),
        ("am_guesthouse_booking", "am", "book_now"),
        ("tr_platform_shop_capitals", "tr", "add_to_basket"),
        ("es_shop_without_accents", "es", "add_to_basket"),
        ("uz_furniture_basket", "uz", "add_to_basket"),
        ("ru_own_code_vacancies", "ru", "add_to_basket"),
    ],
)
def test_words_are_known_in_their_own_script_whatever_its_spaces_direction_capitals_and_accents(
    name: str, language: str, concept: str
) -> None:
    assert (language, concept) in words_of(name)
