"""The text of the office's contact page."""

from html.parser import HTMLParser
from pathlib import Path

import pytest

from catalogue.messages import current_language
from cli.contact_page import Visits, list_missing, write_contact_pages
from tests.cli.test_commands import run

SETTINGS = {"contact_name": "Office <of> Statistics & Co", "contact_url": "https://stats.example/visits", "email": "web@stats.example"}
VISITS = Visits("KE", "ecomstat/1.0 (+https://stats.example/visits; Office)", 6, 2.5)


class Tags(HTMLParser):
    """Notes the open elements, and what stands in them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open, self.texts, self.language = list[str](), list[str](), None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.language = dict(attrs).get("lang") if tag == "html" else self.language
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts += [data.strip()] if data.strip() else []


@pytest.fixture
def pages(tmp_path: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in write_contact_pages(tmp_path / "contact", SETTINGS, VISITS)}


def test_the_page_is_written_in_every_language_as_html_and_as_text(pages: dict[str, str]) -> None:
    assert set(pages) == {"contact.en.html", "contact.en.txt", "contact.fr.html", "contact.fr.txt"}
    assert "If you do not want to be visited" in pages["contact.en.txt"]
    assert "Si vous ne souhaitez pas être visité" in pages["contact.fr.txt"]
    assert "2.5 seconds" in pages["contact.en.txt"]
    assert "2,5 secondes" in pages["contact.fr.txt"]
    assert current_language() == "en", "whoever writes a page in French does not go on in French"


@pytest.mark.parametrize("name", ["contact.en", "contact.fr"])
def test_both_forms_say_the_same_and_html_is_whole(pages: dict[str, str], name: str) -> None:
    tags = Tags(pages[f"{name}.html"])
    assert (tags.open, tags.language) == ([], name[-2:])
    plain = pages[f"{name}.txt"].splitlines()
    said = [text for text in tags.texts if "max-width" not in text]
    assert said[0] == said[1] == plain[0]
    assert [line for text in said[1:] for line in text.splitlines()] == [
        line.strip() for line in plain if line.strip() and set(line) - {"=", "-"}
    ]


def test_every_page_names_the_visitor_and_how_to_be_left_alone(pages: dict[str, str]) -> None:
    for text in pages.values():
        assert "User-Agent: ecomstat/1.0 (+https://stats.example/visits; Office)" in text
        assert "User-agent: ecomstat\n" in text
        assert "Disallow: /" in text
        assert "web@stats.example" in text


def test_rules_on_the_page_are_rules_that_we_obey(pages: dict[str, str]) -> None:
    from scrapers.crawling.robots import read_robots

    lines = [line.strip() for line in pages["contact.en.txt"].splitlines()[-2:]]
    assert not read_robots(200, "\n".join(lines).encode()).allows("http://a.co.ke/")


def test_what_the_office_has_not_told_is_a_gap_in_brackets(pages: dict[str, str], tmp_path: Path) -> None:
    assert list_missing(SETTINGS) == ["legal-act"]
    assert "[legal act and article on which the collection rests]" in pages["contact.en.txt"]
    told = write_contact_pages(tmp_path / "told", {**SETTINGS, "legal_act": "Statistics Act, section 4"}, VISITS)
    text = told[1].read_text(encoding="utf-8")
    assert "The collection rests on: Statistics Act, section 4" in text
    assert "[legal act" not in text


def test_the_command_writes_the_page_beside_the_store_and_visits_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = tmp_path / "e.db"
    run("settings", "office", "Office", "--db", db)
    assert run("crawl", "KE", "--contact", "--pages", "6", "--delay", "5", "--db", db) == 0
    said = capsys.readouterr().out
    assert "Still missing: ecomstat settings contact" in said
    text = (tmp_path / "e-contact" / "contact.en.txt").read_text(encoding="utf-8")
    assert "at most 6 pages of a website, with at least 5 seconds" in text
    assert not list(tmp_path.glob("*.log"))


def test_a_page_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = tmp_path / "e.db"
    run("settings", "office", "Office", "--db", db)
    (tmp_path / "e-contact").write_text("a file in the way")
    assert run("crawl", "KE", "--contact", "--db", db) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_what_a_wave_asked_is_printed_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from store.opening import open_store
    from store.records import Website
    from store.websites import add_websites

    db = tmp_path / "e.db"
    with open_store(db) as store:
        add_websites(store, [Website("KE", "2026", f"{n}.co.ke", f"{n}.co.ke", requests=n, bytes=1000 * n) for n in range(1, 5)])
    assert run("burden", "KE", "--wave", "2026", "--db", db) == 0
    said = capsys.readouterr().out
    assert [line.split() for line in said.splitlines() if line.startswith("Requests")] == [["Requests", "10", "2", "4", "4", "4"]]
    assert (tmp_path / "e-burden-KE-2026.csv").read_text().count("\n") == 5
    assert run("burden", "KE", "--to", tmp_path / "x.txt", "--db", db) == 1


def test_where_nobody_was_asked_yet_the_burden_says_what_to_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = tmp_path / "e.db"
    run("settings", "office", "Office", "--db", db)
    assert run("burden", "KE", "--wave", "2026", "--db", db) == 0
    said = capsys.readouterr().out
    assert "No website was asked for anything in wave 2026 yet: `ecomstat crawl KE`" in said
    assert "lists them" not in said
