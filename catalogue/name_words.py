"""What names become in domain names: words by what they do there, customs of transliteration, suffixes that businesses take."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from catalogue.errors import ProfileError
from catalogue.messages import say
from catalogue.tables import check_names, check_table, load_table, read_text, read_texts

DATA = Path(__file__).parent / "data"
LISTS = ("links", "generic", "added")
TABLES = ("short", "activity", "countries")


@dataclass(frozen=True, slots=True)
class NameWords:
    """Words as written in the file: `links` (and, of), `generic` (group, company), `added` to names that are taken.

    `hyphened`: added with a hyphen; `short`: word to what it is cut to; `activity`: by section of ISIC; `countries`: names by code.
    """

    links: tuple[str, ...]
    generic: tuple[str, ...]
    added: tuple[str, ...]
    hyphened: tuple[str, ...]
    short: Mapping[str, tuple[str, ...]]
    activity: Mapping[str, tuple[str, ...]]
    countries: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Custom:
    """How a language is written in Latin letters: `letters`, whole `words` and `parts` of words.

    An example and a near miss stand with what they become.
    """

    language: str
    letters: Mapping[str, str]
    words: Mapping[str, str]
    parts: Mapping[str, str]
    example: tuple[str, str]
    near_miss: tuple[str, str]


@dataclass(frozen=True, slots=True)
class GuessedSuffixes:
    """Public suffixes outside of a country's own: `everywhere`, and by region; second levels under its own by what they are for.

    `direct`: countries where most companies have none.
    """

    everywhere: tuple[str, ...]
    direct: frozenset[str]
    second_levels: Mapping[str, tuple[str, ...]]
    by_region: Mapping[str, tuple[str, ...]]


@cache
def load_name_words() -> NameWords:
    """The words, checked; ProfileError names the entry that is wrong."""
    path = DATA / "name_words.toml"
    table = load_table(path)
    check_names(table, (*LISTS, *TABLES), path.name)
    for name in table:
        check_table(table[name], f"{path.name}, [{name}]")
    links, generic, added = (_read_words(table.get(name, {}), f"{path.name}, [{name}]") for name in LISTS)
    short, activity, countries = (_read_tables(table.get(name, {}), f"{path.name}, [{name}]") for name in TABLES)
    hyphened = read_texts(table.get("added", {}), "hyphened", f"{path.name}, [added]")
    return NameWords(links, generic, added, hyphened, short, activity, countries)


@cache
def load_customs() -> Mapping[str, tuple[Custom, ...]]:
    """The customs of each language by ISO 639-1 code, the commonest first; ProfileError names the entry that is wrong."""
    path = DATA / "transliterations.toml"
    customs: dict[str, tuple[Custom, ...]] = {}
    for language, entries in load_table(path).items():
        where = f"{path.name}, [[{language}]]"
        if not isinstance(entries, list):
            raise ProfileError(say("{where}: this must be a table of fields.", where=where))
        customs[language] = tuple(_read_custom(language, entry, where) for entry in entries)
    return customs


@cache
def load_guessed_suffixes() -> GuessedSuffixes:
    """The suffixes, checked; ProfileError names the entry that is wrong."""
    path = DATA / "guess_suffixes.toml"
    table = load_table(path)
    check_names(table, ("everywhere", "direct", "second_levels", "by_region"), path.name)
    tables = {name: _read_tables(table.get(name, {}), f"{path.name}, [{name}]") for name in ("second_levels", "by_region")}
    return GuessedSuffixes(read_texts(table, "everywhere", path.name), frozenset(read_texts(table, "direct", path.name)), **tables)


def _read_words(entry: Mapping[str, Any], where: str) -> tuple[str, ...]:
    """The words of a list; a word may stand in several languages."""
    check_names(entry, ("words", "hyphened", "example", "near_miss"), where)
    words = entry.get("words", [])
    return (
        read_texts({"words": list(dict.fromkeys(words))}, "words", where) if isinstance(words, list) else read_texts(entry, "words", where)
    )


def _read_tables(entry: Mapping[str, Any], where: str) -> dict[str, tuple[str, ...]]:
    check_table(entry, where)
    return {key: read_texts(entry, key, where) for key in entry}


def _read_custom(language: str, entry: Mapping[str, Any], where: str) -> Custom:
    check_table(entry, where)
    check_names(entry, ("letters", "words", "parts", "example", "near_miss"), where)
    letters, words, parts = (
        {k: read_text(entry[name], k, where, default="") for k in entry[name]} if name in entry else {}
        for name in ("letters", "words", "parts")
    )
    pairs = [
        read_texts(entry, name, where) if entry[name][0] != entry[name][-1] else tuple(entry[name]) for name in ("example", "near_miss")
    ]
    if any(len(pair) != 2 for pair in pairs):
        raise ProfileError(say("{where}: example and near_miss are a name and how it is written.", where=where))
    return Custom(language, letters, words, parts, (pairs[0][0], pairs[0][1]), (pairs[1][0], pairs[1][1]))
