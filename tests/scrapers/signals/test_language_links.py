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
    [
        ("/sw/vyumba/", True),
        ("/index_sw.php", True),
        ("/bei.sw.html", True),
        ("/index-sw.html", True),
        ("/bei-sw.html", False),
        ("/kiswahili/bei.html", True),
        ("/home/sw-KE/bei", True),
        ("/swala/bei", False),
        ("/bei/sw", False),
    ],
)
def test_a_folder_called_like_the_language_of_its_text_is_a_version_in_that_language(path: str, is_named: bool) -> None:
    markup = (
        "<html lang=sw><p>Karibu kwenye duka letu la vitambaa, tuko mjini Mwanza karibu na soko kuu, bei zetu ni nafuu sana kwa wote.</p>"
    )
    page = FetchedPage(f"https://invented.com{path}", 200, {"content-type": "text/html; charset=utf-8"}, markup.encode(), "")
    found = {(s.value, s.place) for s in read_page(page).signals if s.kind == "language_link"}
    assert found == ({("sw", "url")} if is_named else set())


def switches(body: str) -> set[str]:
    markup = f"<html lang=sw><p>Karibu kwenye duka letu la vitambaa, tuko mjini Mwanza karibu na soko kuu.</p>{body}"
    page = FetchedPage("https://invented.com/", 200, {"content-type": "text/html; charset=utf-8"}, markup.encode(), "")
    return {s.value for s in read_page(page).signals if s.kind == "language_link"}


@pytest.mark.parametrize(
    ("body", "languages"),
    [
        ("<a href='/index_en.php'><img src=en.gif></a><a href='/index_de.php'><img src=de.gif></a>", {"en", "de"}),
        ("<a href='/en/'><img src=a.png></a><a href='/sw/'><img src=b.png></a>", {"en"}),
        ("<a href='/?lang=fr'><i class=fr></i></a><a href='/?lang=en'><i class=gb></i></a>", {"fr", "en"}),
        ("<a href='/en/'><img src=logo.png></a>", set()),
        ("<a href='/en/kitabu'><img src=a.png></a><a href='/de/buch'><img src=b.png></a>", set()),
    ],
)
def test_flags_without_words_are_switches_where_their_addresses_differ_by_the_language_alone(body: str, languages: set[str]) -> None:
    assert switches(body) == languages


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("<a href='/vn/'>VN</a>", "vi"),
        ("<a href='/la/'>LA</a>", "lo"),
        ("<a href='/ukr/'>UKR</a>", "uk"),
        ("<header><a href='/a'>🇫🇷 Français</a></header>", "fr"),
        ("<header><a href='/a'><img alt='Français'> Français</a></header>", "fr"),
        ("<header><a href='/a'>| Deutsch</a></header>", "de"),
    ],
)
def test_a_switch_is_known_by_a_wrong_code_and_behind_a_flag(body: str, language: str) -> None:
    assert switches(body) == {language}


@pytest.mark.parametrize("body", ["<a href='/about_us.html'>US</a>", "<a href='/log_in'>IN</a>", "<a href='/faq/'>FAQ</a>"])
def test_words_that_look_like_codes_are_none(body: str) -> None:
    assert switches(body) == set()


def test_a_form_that_does_nothing_but_switch_offers_languages() -> None:
    assert switches("<form><select name=locale><option>Kiswahili<option>English<option>Français</select></form>") == {"en", "fr"}
    assert switches("<form class=lang><select name=l><option>SW<option>EN</select></form>") == {"en"}
    assert switches("<form><button name=locale_code>Kiswahili</button><button name=locale_code>English</button></form>") == {"en"}


def test_an_application_that_asks_for_languages_offers_none() -> None:
    asked = "<input name=name><input name=email><input name=phone><select name=languages><option>English<option>Français</select>"
    assert switches(f"<form>{asked}</form>") == set()
    assert switches("<form><select name=course><option>English<option>Français</select></form>") == set()
    assert switches("<button>English</button><button>Send</button>") == set()
