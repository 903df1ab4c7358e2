"""Switches between languages, and links that are only called like one."""

import pytest

from scrapers.signals import FetchedPage, read_page


def places(body: str) -> set[str]:
    markup = f"<html lang=sw><body><p>Karibu kwenye duka letu la vitambaa, tuko mjini Mwanza karibu na soko kuu.</p>{body}</body></html>"
    page = FetchedPage("https://invented.com/", 200, {"content-type": "text/html; charset=utf-8"}, markup.encode(), "")
    return {signal.place for signal in read_page(page).signals if signal.kind == "language_link" and signal.value == "en"}


@pytest.mark.parametrize(
    "body",
    [
        "<a href='/en/'>English</a>",
        "<a href='/index_en.html'>English</a>",
        "<a href='/?lang=en'>EN</a>",
        "<header><a href='/karibu'>English</a></header>",
        "<div><a class=lang-item href='/karibu'>English</a></div>",
        "<a hreflang=en href='/karibu'>Read this in English</a>",
    ],
)
def test_a_switch_is_told_by_its_address_its_marks_or_its_place(body: str) -> None:
    assert places(body) == {"link"}


@pytest.mark.parametrize(
    "body", ["<a href='#'>English</a>", "<a href='https://invented.com/'>English</a>", "<a href='/en/'>English lessons</a>"]
)
def test_dead_switches_and_lessons_are_none(body: str) -> None:
    assert places(body) == set()


def test_a_page_called_like_a_language_may_be_on_lessons() -> None:
    assert places("<main><a href='/madarasa/3'>English</a></main>") == {"text"}


@pytest.mark.parametrize(
    ("path", "is_named"),
    [("/sw/vyumba/", True), ("/kiswahili/bei.html", True), ("/home/sw-KE/bei", True), ("/swala/bei", False), ("/bei/sw", False)],
)
def test_a_folder_called_like_the_language_of_its_text_is_a_version_in_that_language(path: str, is_named: bool) -> None:
    markup = (
        "<html lang=sw><p>Karibu kwenye duka letu la vitambaa, tuko mjini Mwanza karibu na soko kuu, bei zetu ni nafuu sana kwa wote.</p>"
    )
    page = FetchedPage(f"https://invented.com{path}", 200, {"content-type": "text/html; charset=utf-8"}, markup.encode(), "")
    found = {(s.value, s.place) for s in read_page(page).signals if s.kind == "language_link"}
    assert found == ({("sw", "url")} if is_named else set())
