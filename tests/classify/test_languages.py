from dataclasses import replace

import pytest

from classify import decide_capabilities
from store.records import Signal
from tests.classify.invented_signals import BROCHURE, SHOP, website

SITE = website("duka.example.com", "ok")


def answer(capability: str, languages: tuple[str, ...], signals: tuple[Signal, ...]) -> str:
    decisions = decide_capabilities(replace(SITE, languages=languages), signals)
    return next(d.answer for d in decisions if d.capability == capability)


def test_without_a_known_word_an_unchecked_language_gives_unknown_and_a_checked_one_no() -> None:
    wordless = tuple(signal for signal in BROCHURE if signal.kind != "word")
    assert answer("online_ordering", ("en",), wordless) == "no"
    assert answer("online_ordering", ("sw",), wordless) == "unknown"
    assert answer("online_ordering", ("ka",), wordless) == "unknown", "no words of this language are known at all"


@pytest.mark.parametrize("languages", [("en",), ("sw",), ("sw", "en")])
def test_a_shop_with_forms_and_links_is_one_in_any_language(languages: tuple[str, ...]) -> None:
    assert answer("online_ordering", languages, SHOP) == "yes"


def test_words_in_running_text_alone_are_not_enough_in_an_unchecked_language() -> None:
    spoken = tuple(Signal("word", "privacy", "http://duka.example.com/", "text", "sera ya faragha", "word@1", times=3) for _ in range(2))
    linked = (Signal("word", "privacy", "http://duka.example.com/", "link", "Sera ya faragha", "word@1"), *spoken)
    assert answer("privacy_statement", ("sw",), linked) == "yes"
    assert answer("privacy_statement", ("sw",), spoken) != "yes"
