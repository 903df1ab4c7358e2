"""Pages are in the language of whoever reads them: the browser's before the log-in, the person's own choice after it."""

import asyncio
import re
import threading
from collections.abc import Iterator

import pytest

from aggregate.publication.naming import name_code
from catalogue.messages import current_language, known_languages, say, say_count, use_language
from catalogue.numbers import write_number, write_share
from store.accounts import find_person
from tests.web.browsing import PAGE, Browser
from web.dashboards.names import name_wave
from web.languages import find_language, write_moment, writing_direction
from web.review.progress import name_stratum

FRENCH = {"accept-language": "fr-CA,fr;q=0.9,en;q=0.5"}


@pytest.fixture
def in_french() -> Iterator[None]:
    """Sentences are in French, in this test only."""
    use_language("fr")
    yield
    use_language(None)


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("fr", "fr"),
        ("fr-CA,en;q=0.5", "fr"),
        ("en-GB,fr;q=0.9", "en"),
        ("de,fr;q=0.3,en;q=0.7", "en"),
        ("de, sw;q=0.5", None),
        ("fr;q=0,en;q=0.1", "en"),
        ("", None),
        ("*", None),
        ("fr;q=high", None),
        (",;;q=,=", None),
    ],
)
def test_the_most_wanted_language_that_we_have_is_taken(accepted: str, language: str | None) -> None:
    assert find_language(accepted) == language


def test_the_log_in_page_is_in_the_browsers_language(empty_client: Browser) -> None:
    empty_client.log_out()
    page = empty_client.get("/login", headers={**PAGE, **FRENCH}).text
    assert '<html lang="fr" dir="ltr">' in page
    assert "Mot de passe" in page
    assert '<html lang="en" dir="ltr">' in empty_client.get("/login", headers={**PAGE, "accept-language": "de"}).text


def test_a_choice_before_the_log_in_is_kept_by_the_browser(empty_client: Browser) -> None:
    empty_client.log_out()
    assert empty_client.post_form("/language", {"language": "fr", "next": "/login"}).headers["location"] == "/login"
    assert "Mot de passe" in empty_client.get("/login", headers={**PAGE, "accept-language": "en"}).text


def test_the_persons_choice_goes_before_the_browsers(watching: Browser) -> None:
    assert "What the store holds" in watching.get("/", headers={"accept-language": "en"}).text
    assert watching.post_form("/language", {"language": "fr", "next": "/"}).status_code == 303
    watching.client.cookies.delete("ecomstat_language")
    assert "Ce que contient la base" in watching.get("/", headers={"accept-language": "en"}).text
    with watching.around.accounts.using() as accounts:
        person = find_person(accounts, "methodologist-1")
    assert person is not None
    assert person.language == "fr"


@pytest.mark.parametrize(("fields", "where"), [({"language": "xx"}, "/"), ({"language": "fr", "next": "https://evil.example/"}, "/")])
def test_an_unknown_language_changes_nothing_and_nobody_is_sent_elsewhere(watching: Browser, fields: dict[str, str], where: str) -> None:
    reply = watching.post_form("/language", fields)
    assert (reply.status_code, reply.headers["location"]) == (303, where)
    assert (fields["language"] == "fr") == ("ecomstat_language" in reply.headers.get("set-cookie", ""))


def test_numbers_and_shares_on_the_start_page_are_written_in_french(watching: Browser) -> None:
    page = watching.get("/", headers=FRENCH).text
    assert "31,3\N{NO-BREAK SPACE}%" in page
    assert "26,3\N{NO-BREAK SPACE}% – 36,3\N{NO-BREAK SPACE}%" in page
    assert "31.3" not in page


def test_every_word_of_the_pages_own_is_french(watching: Browser) -> None:
    for path in ("/", "/help", "/practice", "/review", "/password"):
        page = watching.get(path, headers={**PAGE, **FRENCH}).text
        text = re.sub(r"<(script|style).*?</\1>|<[^>]+>|`[^`]*`", " ", page, flags=re.DOTALL)
        left = re.findall(r"\b(?:the|and|of|with|which|your|are|from|Help|Review|Practice|Wave)\b", text)
        assert left == [], (path, left)


def test_french_takes_the_singular_for_nought_and_one(in_french: None) -> None:
    singular, plural = "{count} enterprise is left to review.", "{count} enterprises are left to review."
    said = [say_count(singular, plural, count) for count in (0, 1, 2)]
    assert said == [f"Il reste {words} à examiner." for words in ("0 entreprise", "1 entreprise", "2 entreprises")]


def test_size_classes_are_named_in_french_wherever_pages_name_them(in_french: None) -> None:
    assert name_stratum("S10T49") == name_code("size_class", "S10T49") == "10 à 49 personnes occupées"
    assert name_stratum("_U") == "Taille inconnue"


def test_countries_are_named_in_french_as_in_files(in_french: None) -> None:
    assert name_wave("EG", "2026") == "Égypte, vague 2026"


def test_french_numbers_and_moments(in_french: None) -> None:
    assert write_number(1234567) == "1\u202f234\u202f567"
    assert write_share(0.3125) == "31,2\N{NO-BREAK SPACE}%"
    assert write_moment("2026-11-22T16:05:09Z") == "22 nov. 2026 16:05"
    assert writing_direction() == "ltr"


def test_english_numbers_are_as_ever() -> None:
    assert (write_number(1234567), write_share(0.3125), write_moment("2026-11-22T16:05:09Z")) == (
        "1,234,567",
        "31.2\N{NO-BREAK SPACE}%",
        "2026-11-22 16:05",
    )


def test_the_language_of_one_thread_is_not_that_of_another(in_french: None) -> None:
    heard = list[str]()
    thread = threading.Thread(target=lambda: heard.append(current_language()))
    thread.start()
    thread.join()
    assert heard == ["en"]
    assert say("Help") == "Aide"


def test_two_requests_at_once_keep_their_languages(watching: Browser) -> None:
    async def ask(language: str) -> str:
        return (await watching.client.get("/help", headers={**PAGE, "accept-language": language})).text

    async def ask_both() -> list[str]:
        return list(await asyncio.gather(*(ask(language) for language in ("fr", "en", "fr", "en"))))

    titles = [re.search(r"<h1>(.*?)</h1>", page) for page in watching.runner.run(ask_both())]
    assert [title and title[1] for title in titles] == ["Aide", "Help", "Aide", "Help"]


def test_an_unknown_language_falls_back_to_english() -> None:
    use_language("xx")
    said = current_language()
    use_language(None)
    assert said == "en"
    assert known_languages() == ("en", "fr")


def test_a_french_dashboard_has_no_english_number_or_name(client: Browser) -> None:
    for path in ("/dashboards/estimates", "/dashboards/quality", "/dashboards/crawl"):
        page = client.get(path, headers={**PAGE, **FRENCH}).text
        text = re.sub(r"<(script|style).*?</\1>|<[^>]+>|`[^`]*`", " ", page, flags=re.DOTALL)
        assert not re.findall(r"\b(?:the|and|of|with|registered|enterprises|persons|employed|Construction and)\b|\d\.\d", text), path
