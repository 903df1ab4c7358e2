"""The definition of the structure (`catalogue/data/sdmx.toml`), and names in every language that we speak."""

import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import catalogue
from aggregate.export.sdmx.records import Code, Names
from catalogue.messages import current_language, known_languages, say_text, use_language
from catalogue.tables import load_table

FILE = Path(catalogue.__file__).parent / "data" / "sdmx.toml"
NOTES = ("eurostat", "oecd", "global")


@cache
def load_definition() -> Mapping[str, Any]:
    """The file as it is."""
    return load_table(FILE)


def speak(text: str) -> Names:
    """The text in every language; English only where nobody translated it."""
    before = current_language()
    try:
        spoken = {}
        for language in known_languages():
            use_language(language)
            spoken[language] = say_text(text)
    finally:
        use_language(before)
    return {language: words for language, words in spoken.items() if language == "en" or words != text}


def read_code(code: str, entry: Mapping[str, Any]) -> Code:
    """A code of the file."""
    return Code(code, speak(entry["name"]), {name.upper(): str(entry[name]) for name in NOTES if name in entry})


def sum_up(texts: Iterable[str]) -> int:
    """A number from 1 to 999,999 that tells contents apart, for the third part of a version."""
    return 1 + zlib.crc32("\n".join(texts).encode("utf-8")) % 999_999
