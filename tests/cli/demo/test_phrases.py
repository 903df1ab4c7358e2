"""Every language of the invented country can say everything."""

import pytest

from cli.demo.world import list_languages, load_phrasebook, load_world

SECTIONS = ("trades", "goods", "nav", "words", "texts")


@pytest.mark.parametrize("language", list_languages())
def test_each_language_has_the_phrases_of_english_and_none_is_empty(language: str) -> None:
    book, english = load_phrasebook(language), load_phrasebook("en")
    for section in SECTIONS:
        assert set(book[section]) == set(english[section])
        assert all(phrases and all(p.strip() for p in phrases) for phrases in book[section].values())


@pytest.mark.parametrize("language", list_languages())
def test_every_trade_can_be_named_in_every_language(language: str) -> None:
    assert {*load_world()["trades"], "group"} == set(load_phrasebook(language)["trades"])


def test_shares_of_each_region_add_up() -> None:
    regions = load_world()["regions"]
    assert sum(region["weight"] for region in regions) == pytest.approx(1)
    assert all(sum(region["languages"].values()) == pytest.approx(1) for region in regions)
    assert {language for region in regions for language in region["languages"]} == set(list_languages())
