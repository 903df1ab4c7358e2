"""The definition of the structure (`catalogue/data/sdmx.toml`), and names in every language that we speak."""

import re
import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from unicodedata import normalize

import catalogue
from aggregate.export.sdmx.records import Code, Names
from catalogue.messages import current_language, known_languages, say, use_language
from catalogue.tables import load_table

FILE = Path(catalogue.__file__).parent / "data" / "sdmx.toml"
PLAIN = re.compile(r"[^A-Za-z0-9_-]+")
IS_CODE = re.compile(r"[A-Za-z0-9_@$-]+")
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
            spoken[language] = say(text)
    finally:
        use_language(before)
    return {language: words for language, words in spoken.items() if language == "en" or words != text}


def read_code(code: str, entry: Mapping[str, Any]) -> Code:
    """A code of the file."""
    return Code(code, speak(entry["name"]), {name.upper(): str(entry[name]) for name in NOTES if name in entry})


def assign_codes(texts: Iterable[str]) -> dict[str, str]:
    """{text: code} for the texts of a register, which may be in any script: readable where that is possible, and never twice.

    What is a code already stays as it is, such as KE-30; of two texts that would be the same each bears a checksum.
    """
    ordered = sorted(set(texts))
    plain = {text: _write_plain(text) for text in ordered}
    taken = list(plain.values())
    return {text: code if text == code or (code and taken.count(code) == 1) else _add_sum(text, code) for text, code in plain.items()}


def _write_plain(text: str) -> str:
    if IS_CODE.fullmatch(text):
        return text
    ascii_only = normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return PLAIN.sub("_", ascii_only).strip("_").upper()


def _add_sum(text: str, code: str) -> str:
    return f"{code or 'X'}_{sha256(text.encode()).hexdigest()[:8].upper()}"


def sum_up(texts: Iterable[str]) -> int:
    """A number from 1 to 999,999 that tells contents apart, for the third part of a version."""
    return 1 + zlib.crc32("\n".join(texts).encode("utf-8")) % 999_999
