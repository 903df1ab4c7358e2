"""The page that websites find by the name of their visitor: who visits, why, how, what is kept, and how to be left alone."""

from collections.abc import Mapping
from contextvars import copy_context
from dataclasses import dataclass
from html import escape
from pathlib import Path

from catalogue.errors import StoreError
from catalogue.messages import known_languages, say, use_language
from catalogue.numbers import find_locale, write_number
from catalogue.profiles import load_profile

NEEDED = {"contact_name": "office", "contact_url": "contact", "email": "email", "legal_act": "legal-act"}
"""{key in the store: name} of the settings that the page cannot do without."""

STYLE = "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 sans-serif}pre{padding:.5rem;background:#eee;overflow-x:auto}"


@dataclass(frozen=True, slots=True)
class Visits:
    """What the page tells of visits: the country, the user agent, most pages of a website, least seconds between two requests."""

    country: str
    agent: str
    pages: int
    delay: float


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, its paragraphs, and lines to copy as they stand."""

    heading: str
    paragraphs: tuple[str, ...]
    lines: tuple[str, ...] = ()


def write_contact_pages(folder: Path, settings: Mapping[str, str], visits: Visits) -> list[Path]:
    """Writes the page as HTML and as plain text in every language there is; gives the files.

    Raises:
        StoreError: they cannot be written.
    """
    written = []
    for language in known_languages():
        title, sections = copy_context().run(_compose_in, language, settings, visits)
        for suffix, text in (("html", write_html(language, title, sections)), ("txt", write_plain(title, sections))):
            written.append(folder / f"contact.{language}.{suffix}")
            try:
                folder.mkdir(parents=True, exist_ok=True)
                written[-1].write_text(text, encoding="utf-8", newline="\n")
            except OSError as error:
                reason = error.strerror or error
                raise StoreError(say("The page {path} cannot be written ({reason}).", path=written[-1], reason=reason)) from error
    return written


def list_missing(settings: Mapping[str, str]) -> list[str]:
    """The names of settings that the page has gaps for."""
    return [name for key, name in NEEDED.items() if not settings.get(key)]


def write_html(language: str, title: str, sections: list[Section]) -> str:
    """The page as a whole HTML document."""
    body = "\n".join(_write_section(section) for section in sections)
    head = f'<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<title>{escape(title)}</title>'
    page = f'<!doctype html>\n<html lang="{language}">\n<head>\n{head}\n<style>{STYLE}</style>\n</head>'
    return f"{page}\n<body>\n<main>\n<h1>{escape(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"


def write_plain(title: str, sections: list[Section]) -> str:
    """The page as plain text."""
    parts = [title, "=" * len(title)]
    for section in sections:
        parts += ["", section.heading, "-" * len(section.heading), *section.paragraphs]
        parts += [f"    {line}" for line in section.lines]
    return "\n".join(parts) + "\n"


def _write_section(section: Section) -> str:
    lines = escape("\n".join(section.lines))
    texts = [f"<h2>{escape(section.heading)}</h2>", *(f"<p>{escape(text)}</p>" for text in section.paragraphs)]
    return "\n".join([*texts, *([f"<pre>{lines}</pre>"] if lines else [])])


def _compose_in(language: str, settings: Mapping[str, str], visits: Visits) -> tuple[str, list[Section]]:
    use_language(language)
    office = settings.get("contact_name") or say("[name of the office]")
    title = say("Visits to websites by {office}", office=office)
    return title, [
        _say_why(office, visits),
        _say_ground(settings),
        _say_how(visits),
        _say_kept(),
        _say_stop(settings),
    ]


def _say_why(office: str, visits: Visits) -> Section:
    return Section(
        say("Who visits, and why"),
        (
            say(
                "{office} reads a few public pages of the websites of enterprises in {country} and makes official statistics of them: how"
                " many enterprises have a website, take orders or payments there, or inform in several languages.",
                office=office,
                country=find_locale().territories.get(visits.country) or load_profile(visits.country).name,
            ),
            say("What websites show to everybody need not be asked in questionnaires; that spares enterprises work."),
        ),
    )


def _say_ground(settings: Mapping[str, str]) -> Section:
    act = settings.get("legal_act") or say("[legal act and article on which the collection rests]")
    further = (settings.get("mandate"), settings.get("confidentiality"))
    ground = say("The collection rests on: {act}", act=act)
    return Section(say("Legal basis"), (ground, *(text for text in further if text)))


def _say_how(visits: Visits) -> Section:
    return Section(
        say("How to recognise our visits"),
        (
            say(
                "We read at most {pages} pages of a website, with at least {seconds} seconds between two requests and one at a time, and"
                " more slowly where a server answers slowly. We obey robots.txt, and wait where a server says that it is busy.",
                pages=visits.pages,
                seconds=write_number(visits.delay, 0 if visits.delay == int(visits.delay) else 1),
            ),
            say("We send no forms, put nothing into a basket, log in nowhere and get around no barrier."),
            say("Every request carries this name:"),
        ),
        (f"User-Agent: {visits.agent}",),
    )


def _say_kept() -> Section:
    return Section(
        say("What is kept"),
        (
            say("We keep the pages that we read, without cookies, on computers of the office, and what they say of the business."),
            say("Names and addresses serve to tell whose website it is, nothing else. Totals are published, never a single enterprise."),
            say("The pages are deleted after [period of the office's retention schedule]."),
        ),
    )


def _say_stop(settings: Mapping[str, str]) -> Section:
    unit, email = settings.get("unit"), settings.get("email") or say("[e-mail address of the unit]")
    who = f"{unit}, {email}" if unit else email
    return Section(
        say("If you do not want to be visited"),
        (
            say(
                "Write to {who} and name the website: we do not visit it again, and delete the pages that we have of it. You can ask us"
                " there for anything else, too.",
                who=who,
            ),
            say("Or put these lines into the file robots.txt of your website; a line such as Crawl-delay: 10 makes us slower instead:"),
        ),
        ("User-agent: ecomstat", "Disallow: /"),
    )
