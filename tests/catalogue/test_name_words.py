"""Words in names and customs of transliteration: their examples and near misses."""

import pytest
from anyascii import anyascii

from catalogue.name_words import DATA, Custom, load_customs, load_guessed_suffixes, load_name_words
from catalogue.tables import load_table
from scrapers.finding.guessing.spelling import write_by_custom
from scrapers.finding.names import fold_words

CUSTOMS = [custom for customs in load_customs().values() for custom in customs]


@pytest.mark.parametrize("custom", CUSTOMS, ids=lambda custom: custom.language)
def test_customs_write_their_example_otherwise_than_plain_letters_do(custom: Custom) -> None:
    text, written = custom.example
    assert fold_words(write_by_custom(text, custom)) == tuple(written.split())


@pytest.mark.parametrize("custom", CUSTOMS, ids=lambda custom: custom.language)
def test_customs_leave_their_near_miss_as_plain_letters_have_it(custom: Custom) -> None:
    text, written = custom.near_miss
    assert fold_words(write_by_custom(text, custom)) == tuple(written.split())
    assert anyascii(text).lower() == written


@pytest.mark.parametrize("kind", ["links", "generic", "added"])
def test_words_of_a_kind_stand_in_the_example_and_not_in_the_near_miss(kind: str) -> None:
    entry = load_table(DATA / "name_words.toml")[kind]
    words = {word for text in getattr(load_name_words(), kind) for word in fold_words(text)}
    assert words & set(fold_words(entry["example"]))
    assert not words & set(fold_words(entry["near_miss"]))


def test_words_are_cut_to_shorter_ones() -> None:
    for word, shorter in load_name_words().short.items():
        assert all(len(short) < len(word) for short in shorter), word


def test_second_levels_of_authorities_are_no_businesses() -> None:
    labels = {label for some in load_guessed_suffixes().second_levels.values() for label in some}
    assert not labels & {"gov", "go", "ac", "edu", "mil", "sch"}
