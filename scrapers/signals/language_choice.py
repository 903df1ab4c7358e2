"""Languages that visitors may choose by a select or by buttons, where switching is left to a form or a script."""

import re
from collections.abc import Iterator

from scrapers.signals.document import Document, Field, Form
from scrapers.signals.facts import Facts
from scrapers.signals.language_links import load_own_names, read_code, read_switch_words

_SWITCHES = re.compile(r"(?<![a-z])lang(?:uage|s|_|-|\b)|locale|locali[sz]ation|idioma|sprache|langue|lingua|язык", re.IGNORECASE)
_WORD = re.compile(r"[^\s,;|/()]+")
MOST_FIELDS = 3
"""Fields of a form that does nothing but switch: language, country and currency."""


def read_language_choice(document: Document, language: str | None, facts: Facts) -> None:
    """Notes each further language offered, where at least two are."""
    for offered in _read_offers(document):
        if len(offered) > 1:
            for code, words in offered.items():
                if code != language:
                    facts.add("language_link", code, "link", words, "language/choice@1")


def _read_offers(document: Document) -> Iterator[dict[str, str]]:
    for form in document.forms:
        for field in form.fields:
            if field.type == "select" and _switches(form, field):
                yield dict.fromkeys(_find_offered(field.words), field.words)
    pressed = ((load_own_names().get(read_switch_words(s.text)), s.text) for s in document.segments if s.place == "button")
    yield {code: words for code, words in pressed if code}


def _switches(form: Form, field: Field) -> bool:
    """Whether a select switches the language of the page: an application asks for languages among much else."""
    shown = sum(f.type not in {"hidden", "submit", "button"} for f in form.fields)
    return shown <= MOST_FIELDS and bool(_SWITCHES.search(f"{field.name} {form.marks} {form.action}"))


def _find_offered(words: str) -> list[str]:
    """The languages that the words of a select name, each in that language or by its code."""
    names = load_own_names()
    found = (
        names.get(word.casefold()) or (read_code(word) if len(word) == 2 and word.isupper() else None) for word in _WORD.findall(words)
    )
    return [code for code in dict.fromkeys(found) if code]
