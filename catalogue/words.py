"""The words by which websites speak of ordering, paying, booking and the like: one file per language in `catalogue/words/`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from catalogue.tables import check_names, check_table, load_table, read_text, read_texts

WORDS = Path(__file__).parent / "words"
DATA = Path(__file__).parent / "data"
STANDINGS = ("measured", "checked", "unverified")
TRUSTED = frozenset({"measured", "checked"})
ACCENTS = ("optional", "kept")
PLACES = ("button", "form", "heading", "link", "text", "title", "url")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that speak of a concept, and the places of a page where they count; `text` is as written in the file.

    `origin`: the mark of an office's additions, '' where it ships.
    """

    key: str
    concept: str
    language: str
    text: str
    places: frozenset[str]
    origin: str = ""


@dataclass(frozen=True, slots=True)
class WordEntry:
    """Phrases of one concept in one language, a text that must match one of them and a text that may match none.

    `standing`: of these phrases, where it is another than their language's.
    """

    concept: str
    phrases: tuple[Phrase, ...]
    example: str
    near_miss: str
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A language's words. `standing`: measured, checked or unverified; `accents`: optional where sites often leave them out."""

    language: str
    name: str
    standing: str
    accents: str
    entries: tuple[WordEntry, ...]


@cache
def load_vocabularies() -> tuple[Vocabulary, ...]:
    """The vocabularies of all languages, sorted by language; ProfileError names the file and the entry that is wrong."""
    return tuple(read_vocabulary(path) for path in sorted(WORDS.glob("*.toml")))


def load_phrases() -> tuple[Phrase, ...]:
    """Every phrase of every language, as written in the files."""
    return tuple(phrase for vocabulary in load_vocabularies() for entry in vocabulary.entries for phrase in entry.phrases)


def list_languages() -> dict[str, str]:
    """The standing (measured, checked, unverified) of each language's words, by ISO 639-1 code."""
    return {vocabulary.language: vocabulary.standing for vocabulary in load_vocabularies()}


@cache
def load_concepts() -> Mapping[str, str]:
    """What words can mean: concept to its meaning in English."""
    return load_table(DATA / "concepts.toml")


def read_vocabulary(path: Path) -> Vocabulary:
    """The vocabulary that a file holds, checked; ProfileError names the file and the entry that is wrong."""
    table = load_table(path)
    head, where = table.pop("language", {}), f"{path.name}, [language]"
    standing, accents = read_text(head, "standing", where), read_text(head, "accents", where)
    check_names([standing], STANDINGS, where)
    check_names([accents], ACCENTS, where)
    check_names(table, load_concepts(), path.name)
    entries = tuple(_read_entry(path, concept, entry) for concept, found in table.items() for entry in _list_entries(found))
    return Vocabulary(path.stem, read_text(head, "name", where), standing, accents, entries)


def list_usual_places(concept: str) -> tuple[str, ...]:
    """Where the words of a concept count unless an entry says otherwise."""
    return tuple(_load_places()[concept])


def _list_entries(found: Any) -> list[Any]:
    """A concept has one entry, `[concept]`, or several, `[[concept]]`, each with an example of its own."""
    return found if isinstance(found, list) else [found]


@cache
def _load_places() -> Mapping[str, list[str]]:
    return load_table(DATA / "concept_places.toml")


def _read_entry(path: Path, concept: str, entry: Mapping[str, Any]) -> WordEntry:
    where = f"{path.name}, [{concept}]"
    check_table(entry, where)
    check_names(entry, ("phrases", "text", "url", "places", "example", "near_miss", "standing"), where)
    standing = read_text(entry, "standing", where, default="")
    check_names([standing], (*STANDINGS, ""), where)
    usual = read_texts(entry, "places", where) or list_usual_places(concept)
    check_names(usual, PLACES, where)
    places: dict[str, set[str]] = {}
    for name, counted in (("phrases", usual), ("text", (*usual, "text")), ("url", ("url",))):
        for text in read_texts(entry, name, where):
            places.setdefault(text, set()).update(counted)
    phrases = tuple(Phrase(f"{path.stem}:{concept}:{text}", concept, path.stem, text, frozenset(places[text])) for text in places)
    return WordEntry(concept, phrases, read_text(entry, "example", where), read_text(entry, "near_miss", where), standing)
