"""Every sentence that a user meets, in one gettext catalogue.

Code writes the English sentence inside `say(...)`; `make messages` gathers them into `locale/ecomstat.pot`, and a translation is a file
`locale/<language>.po`. The language is the one that `use_language` chose where the sentence is said (a request, for the pages of
`ecomstat serve`), else that of `ECOMSTAT_LANGUAGE`.
"""

import io
import os
import re
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
ENGLISH = "en"
HELD_TOGETHER = {"fr": re.compile(r" (?=[:;!?»%])|(?<=«) ")}
"""{language: the spaces at which its typography breaks no line}, whatever space its file has there."""
CHOSEN: ContextVar[str | None] = ContextVar("language", default=None)


def say(sentence: str, **values: object) -> str:
    """The sentence in the user's language with its `{names}` filled in."""
    text = _load_translations(current_language()).gettext(sentence) if sentence else ""
    return text.format(**values) if values else text


def say_count(singular: str, plural: str, count: int, /, **values: object) -> str:
    """The sentence in the form that the user's language needs for `count`; `{count}` is filled in, as `values` gives it if it does."""
    text = _load_translations(current_language()).ngettext(singular, plural, count)
    return text.format(**{"count": count, **values})


def say_text(text: str, **values: object) -> str:
    """A text of a data file in the user's language with its `{names}` filled in.

    `cli.sentences.DATA_FIELDS` names the fields that are translated; what the code itself says goes through `say`, word by word.
    """
    return say(text, **values)


def use_language(language: str | None) -> None:
    """From here on, in this thread or task only, sentences are in this language; in English where there is no translation.

    None: in the language of `ECOMSTAT_LANGUAGE` again.
    """
    CHOSEN.set(language if language is None or language in known_languages() else ENGLISH)


def current_language() -> str:
    """The code of the language that sentences are in now, such as `fr`."""
    return CHOSEN.get() or os.environ.get("ECOMSTAT_LANGUAGE", ENGLISH).split("_")[0].split(".")[0].lower()


@cache
def known_languages() -> tuple[str, ...]:
    """English, and every language that has a translation."""
    return (ENGLISH, *sorted(path.stem for path in LOCALE.glob("*.po")))


@cache
def _load_translations(language: str) -> NullTranslations:
    """All translated sentences of one language; none for English and for languages that have no file yet."""
    if language not in known_languages() or language == ENGLISH:
        return NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with (LOCALE / f"{language}.po").open("rb") as stream:
        sentences = read_po(stream, locale=language)
    for sentence in sentences if language in HELD_TOGETHER else ():
        forms = (sentence.string,) if isinstance(sentence.string, str) else sentence.string or ()
        held = tuple(HELD_TOGETHER[language].sub("\N{NO-BREAK SPACE}", form) for form in forms)
        sentence.string = held[0] if isinstance(sentence.string, str) else held
    write_mo(compiled, sentences)
    compiled.seek(0)
    return GNUTranslations(compiled)
