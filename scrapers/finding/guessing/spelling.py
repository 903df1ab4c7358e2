"""A name in the Latin letters of domain names, by the customs of a country's languages and plainly."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from catalogue.name_words import Custom, load_customs
from catalogue.profiles import CountryProfile

HAN = re.compile(r"[\u3400-\u9fff]")
HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
SCRIPTS = (
    ("Han", 0x3040, 0x9FFF), ("Hangul", 0xAC00, 0xD7AF), ("Cyrillic", 0x400, 0x52F), ("Greek", 0x370, 0x3FF), ("Arabic", 0x600, 0x6FF),
    ("Hebrew", 0x590, 0x5FF),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name in Latin letters, by which custom: '' plain; a language's code where it is that language's custom."""

    text: str
    custom: str


def list_spellings(text: str, profile: CountryProfile) -> list[Spelling]:
    """The spellings of a name, each once: those of the languages' customs first, the plain one last. A plain name has one."""
    if text.isascii():
        return [Spelling(text, "")]
    languages = profile.languages or tuple(load_customs())
    found = {write_by_custom(text, custom): custom.language for language in languages for custom in load_customs().get(language, ())}
    return [*(Spelling(spelt, language) for spelt, language in found.items()), Spelling(space_syllables(text), "")]


def write_by_custom(text: str, custom: Custom) -> str:
    """The text with the custom's words and letters in Latin letters, the rest as it was; in lower case."""
    text = text.lower()
    if custom.words:
        text = " ".join(custom.words.get(word, word) for word in text.split())
    if custom.parts:
        text = _pattern_of(tuple(custom.parts)).sub(lambda found: f" {custom.parts[found[0]]} ", text)
    if custom.letters:
        text = _replace(text, custom.letters)
    return space_syllables(text)


@lru_cache(maxsize=100_000)
def find_script(text: str) -> str:
    """The script of the first letter that is not Latin; Latin where there is none."""
    for letter in text:
        point = ord(letter)
        if point > 0x24F and letter.isalpha():
            return next((name for name, low, high in SCRIPTS if low <= point <= high), "other")
    return "Latin"


def space_syllables(text: str) -> str:
    """Han letters as syllables in words of two, as names and places mostly are; other letters as they were."""
    return HAN_RUN.sub(lambda run: f" {_write_pairs(run[0])} ", text) if HAN.search(text) else text


def find_syllable_initials(text: str) -> str:
    """The first letters of the syllables of Han letters, in names of three or more; '' in others."""
    syllables = HAN.findall(text)
    return "".join(anyascii(letter)[:1].lower() for letter in syllables) if len(syllables) > 2 else ""


def find_own_letters(text: str, suffixes: tuple[str, ...]) -> list[str]:
    """The domains in the name's own letters, in ASCII (xn--), under those suffixes whose letters are of the same script."""
    script, core = find_script(text), "".join(letter for letter in text.lower() if letter.isalnum())
    if script == "Latin" or not core:
        return []
    own = [suffix for suffix in suffixes if suffix.startswith("xn--") and find_script(_read_label(suffix)) == script]
    try:
        label = core.encode("idna").decode("ascii")
    except UnicodeError:  # longer than a label may be, or letters that no domain may have
        return []
    return [f"{label}.{suffix}" for suffix in own if "." not in suffix]


def _read_label(suffix: str) -> str:
    return suffix.partition(".")[0].encode("ascii").decode("idna")


def _write_pairs(run: str) -> str:
    syllables = [anyascii(letter).lower().strip() for letter in run]
    return " ".join("".join(syllables[at : at + 2]) for at in range(0, len(syllables), 2))


def _replace(text: str, letters: Mapping[str, str]) -> str:
    return _pattern_of(tuple(letters)).sub(lambda found: letters[found[0]], text)


@lru_cache(maxsize=100)
def _pattern_of(keys: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(key) for key in sorted(keys, key=len, reverse=True)))
