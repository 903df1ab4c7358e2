from pathlib import Path

import pytest

from catalogue.errors import ProfileError
from catalogue.words import WORDS, list_languages, load_concepts, load_phrases, load_vocabularies, read_vocabulary

LANGUAGES = [vocabulary.language for vocabulary in load_vocabularies()]
OCCASIONAL = {"gate", "spam", "gambling", "adult", "enquiry_basket"}
"""Concepts that only languages have in which such pages are common."""

ENTRY = '[language]\nname = "Test"\nstanding = "unverified"\naccents = "kept"\n[basket]\n'


def write(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "xx.toml"
    path.write_text(content, encoding="utf-8")
    return path


def test_at_least_forty_languages_have_words_and_a_standing():
    assert len(LANGUAGES) >= 40
    united_nations, africa = {"en", "fr", "es", "ar", "ru", "zh"}, {"sw", "am", "ha", "yo", "zu", "af", "so"}
    asia = {"hi", "bn", "ur", "ta", "te", "ne", "si", "id", "ms", "vi", "th", "km", "lo", "my", "tl", "fa", "tr", "kk", "uz", "ja", "ko"}
    assert united_nations | africa | asia | {"pt", "de", "it", "nl"} <= set(LANGUAGES)
    assert set(list_languages().values()) <= {"measured", "checked", "unverified"}


@pytest.mark.parametrize("vocabulary", load_vocabularies(), ids=lambda vocabulary: vocabulary.language)
def test_every_concept_has_an_entry_in_every_language(vocabulary):
    assert {entry.concept for entry in vocabulary.entries} | OCCASIONAL == set(load_concepts())


def test_words_of_domains_taken_over_and_of_age_gates_are_known_in_at_least_thirty_languages():
    spoken = {concept: [v for v in load_vocabularies() if concept in {e.concept for e in v.entries}] for concept in OCCASIONAL}
    assert min(len(spoken[concept]) for concept in ("gate", "spam", "gambling")) >= 30
    assert len(spoken["adult"]) >= 20


def test_a_file_of_words_is_named_by_its_language_code():
    assert all(len(path.stem) == 2 and path.stem.isalpha() for path in WORDS.glob("*.toml"))


def test_keys_of_phrases_are_unique():
    keys = [phrase.key for phrase in load_phrases()]
    assert len(keys) == len(set(keys))


def test_words_of_a_basket_count_in_links_but_the_lone_word_does_not_count_in_running_text():
    places = {phrase.text: phrase.places for phrase in load_phrases() if phrase.language == "en" and phrase.concept == "basket"}
    assert "link" in places["cart"]
    assert "text" not in places["cart"]
    assert "text" in places["your cart is empty"]
    assert places["viewcart"] == {"url"}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ('phrases = ["cart"]\nexample = "Cart"\n', "near_miss"),
        ('phrases = ["cart", "cart"]\nexample = "Cart"\nnear_miss = "x"\n', "twice"),
        ('phrases = ["cart"]\nplaces = ["footer"]\nexample = "Cart"\nnear_miss = "x"\n', "footer"),
        ('phrase = ["cart"]\nexample = "Cart"\nnear_miss = "x"\n', "phrase"),
        ("phrases = [3]\n", "list of texts"),
    ],
)
def test_an_error_in_a_file_of_words_names_file_and_entry(tmp_path, lines, said):
    with pytest.raises(ProfileError, match=rf"xx\.toml.*basket.*{said}"):
        read_vocabulary(write(tmp_path, ENTRY + lines))


def test_an_unknown_concept_is_refused_by_name(tmp_path):
    with pytest.raises(ProfileError, match=r"xx\.toml.*trolleys"):
        read_vocabulary(write(tmp_path, ENTRY.replace("[basket]", "[trolleys]")))


def test_a_malformed_file_is_named(tmp_path):
    with pytest.raises(ProfileError, match=r"xx\.toml"):
        read_vocabulary(write(tmp_path, "[language\n"))
