"""Words that mean something else too often to count, each with a text in which it does."""

from functools import cache

import pytest

from catalogue.words import load_phrases
from scrapers.signals.matching import Matcher
from scrapers.signals.normalising import normalise


@cache
def matcher_of(language: str) -> Matcher:
    return Matcher([phrase for phrase in load_phrases() if phrase.language == language], [], "fallback")


def concepts_in(language: str, text: str, place: str) -> set[str]:
    hits = matcher_of(language).find_phrases(normalise(text, language))
    return {hit.phrase.concept for hit in hits if place in hit.phrase.places}


@pytest.mark.parametrize(
    ("language", "place", "text", "concept"),
    [
        ("en", "link", "Work at height training", "vacancies"),
        ("en", "link", "Car hiring", "vacancies"),
        ("fr", "link", "Mode d'emploi", "vacancies"),
        ("fr", "link", "Stages de poterie", "vacancies"),
        ("it", "link", "Abbigliamento da lavoro", "vacancies"),
        ("sw", "link", "Kazi zetu", "vacancies"),
        ("zh", "url", "hr", "vacancies"),
        ("zh", "url", "flow meters", "basket"),
        ("zh", "url", "city mall", "order_online"),
        ("es", "url", "caja fuerte", "checkout"),
        ("es", "url", "formas de pago", "checkout"),
        ("it", "url", "metodi di pagamento", "checkout"),
        ("tr", "url", "odeme secenekleri", "checkout"),
        ("en", "url", "book the long road home", "book_now"),
        ("ru", "url", "return policy", "privacy"),
        ("pt", "text", "agencia de e-commerce", "order_online"),
        ("fr", "text", "les documents sont sur google drive", "order_online"),
        ("de", "text", "wir arbeiten ab 1990 statt ab 1995", "price"),
        ("es", "text", "trabajamos desde 1990", "price"),
        ("pt", "text", "missão, visão e valores", "price"),
        ("nl", "text", "geopend vanaf maandag", "price"),
        ("en", "text", "our tax returns service", "returns"),
        ("de", "heading", "Unsere aktuelle Baustelle", "under_construction"),
        ("nl", "heading", "Onderhoud van uw auto", "coming_soon"),
        ("de", "heading", "Wartungsarbeiten an Heizungen", "coming_soon"),
        ("sw", "heading", "Matengenezo ya magari", "coming_soon"),
        ("en", "text", "dentistry for children and adults", "availability"),
        ("it", "text", "consulenza di social marketing", "follow_us"),
        ("de", "form", "Sicherheitsabfrage", "captcha"),
        ("zh", "form", "请输入验证码", "captcha"),
    ],
)
def test_a_word_of_many_meanings_does_not_count_there(language: str, place: str, text: str, concept: str) -> None:
    assert concept not in concepts_in(language, text, place)


@pytest.mark.parametrize(
    ("language", "place", "text", "concept"),
    [
        ("en", "link", "We are hiring", "vacancies"),
        ("en", "link", "Returns", "returns"),
        ("fr", "link", "Nos offres d'emploi", "vacancies"),
        ("it", "link", "Lavora con noi", "vacancies"),
        ("sw", "link", "Nafasi za kazi", "vacancies"),
        ("es", "url", "finalizar compra", "checkout"),
        ("vi", "url", "gio hang", "basket"),
        ("ar", "button", "اشتري", "buy_now"),
        ("de", "heading", "Wegen Wartungsarbeiten geschlossen", "coming_soon"),
        ("en", "form", "Adults", "availability"),
    ],
)
def test_the_same_words_count_where_they_are_clear(language: str, place: str, text: str, concept: str) -> None:
    assert concept in concepts_in(language, text, place)
