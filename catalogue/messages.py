"""Every sentence that a user meets, in one gettext catalogue.

Code writes the English sentence inside `say(...)`; `make messages` gathers them into `locale/ecomstat.pot`,
and a translation is a file `locale/<language>.po`. The language is taken from `ECOMSTAT_LANGUAGE`.
"""

import os
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"


def say(sentence: str, **values: object) -> str:
    """The sentence in the user's language with its `{names}` filled in."""
    text = _load_translations(_language()).get(sentence) or sentence
    return text.format(**values) if values else text


def say_count(singular: str, plural: str, count: int, **values: object) -> str:
    """The singular or plural sentence, whichever English needs for `count`, translated; `{count}` is filled in."""
    return say(singular if count == 1 else plural, count=count, **values)


def _language() -> str:
    return os.environ.get("ECOMSTAT_LANGUAGE", "en").split("_")[0].split(".")[0].lower()


@cache
def _load_translations(language: str) -> dict[str, str]:
    """All translated sentences of one language; empty for English and for languages that have no file yet."""
    path = LOCALE / f"{language}.po"
    if language == "en" or not path.exists():
        return {}
    from babel.messages.pofile import read_po

    with path.open("rb") as stream:
        return {str(m.id): str(m.string) for m in read_po(stream) if m.id and m.string}
