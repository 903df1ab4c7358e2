"""Which addresses a crawl may ask for: those that only show something. What is refused lies in catalogue/data/unsafe_links.toml."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import catalogue
from catalogue.tables import load_table
from catalogue.words import load_phrases
from scrapers.signals.normalising import fold_accents, normalise

_FILE = Path(catalogue.__file__).parent / "data" / "unsafe_links.toml"
_CHANGING = frozenset(("add_to_basket", "log_out"))
_BREAKS = re.compile(r"[\W_]+")


@lru_cache(maxsize=50_000)
def is_safe(url: str) -> bool:
    """Whether opening an address changes nothing: no basket, log-out, deletion, vote, account or file behind it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    path = _spell(parts.path)
    pairs = [(_spell(name), _spell(value)) for name, value in parse_qsl(parts.query, keep_blank_values=True)]
    if _rules("file").search(path) or any(_does_something(name, value) for name, value in pairs):
        return False
    texts = [path, *(f"{name}/{value}" for name, value in pairs)]
    return not any(_rules("path").search(text) for text in texts) and not _speaks_of_change(" ".join(texts))


def load_refusals() -> dict[str, Any]:
    """The rules with their examples: lists of `path`, `query` and `file`, the words `adding` and `baskets`."""
    return _load()


def _does_something(name: str, value: str) -> bool:
    """Whether a query parameter stands for a change, whatever else the address says."""
    return any(names.fullmatch(name) and not (shown and shown.fullmatch(value)) for names, shown in _query_rules())


def _speaks_of_change(text: str) -> bool:
    """Whether the words of an address put something into a basket, or say what a button of a basket or a log-out says."""
    words = [word for word in _BREAKS.split(text) if word]
    if not words:
        return False
    adding, baskets, phrases = _change_words()
    if _holds(adding, words, text) and _holds(baskets, words, text):
        return True
    return any(phrase == tuple(words[i : i + len(phrase)]) for i, word in enumerate(words) for phrase in phrases.get(word, ()))


def _holds(wanted: frozenset[str], words: Iterable[str], text: str) -> bool:
    """Whether one of the words is among them; those of scripts without blanks count inside longer ones."""
    return any(word in wanted for word in words) or (
        not text.isascii() and any(word in text for word in wanted if not word.isascii() and len(word) > 1)
    )


def _spell(text: str) -> str:
    """As the rules are written: unquoted, in small letters, accents left out."""
    return text.lower() if text.isascii() and "%" not in text else fold_accents(normalise(unquote(text)))


@cache
def _load() -> dict[str, Any]:
    return load_table(_FILE)


@cache
def _rules(part: str) -> re.Pattern[str]:
    """One expression for all rules on a path, or on the ending of a file."""
    alternatives = "|".join(expression for rule in _load()[part] for expression in rule["expressions"])
    return re.compile(rf"\.(?:{alternatives})$" if part == "file" else rf"(?:^|[/_.-])(?:{alternatives})(?:$|[/_.?-])")


@cache
def _query_rules() -> tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...]:
    """Names of query parameters that change something, and the values with which they only show something."""
    return tuple(
        (re.compile("|".join(rule["expressions"]), re.IGNORECASE), re.compile("|".join(rule["unless"])) if "unless" in rule else None)
        for rule in _load()["query"]
    )


@cache
def _change_words() -> tuple[frozenset[str], frozenset[str], dict[str, list[tuple[str, ...]]]]:
    """Words of adding, words of baskets, and the phrases of baskets' buttons and log-outs (two words or more) by their first word."""
    table = _load()
    nouns = [phrase.text for phrase in load_phrases() if phrase.concept == "basket" and "url" in phrase.places and " " not in phrase.text]
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for phrase in load_phrases():
        words = tuple(word for word in _BREAKS.split(fold_accents(normalise(phrase.text))) if word)
        if phrase.concept in _CHANGING and (len(words) > 1 or (words and not words[0].isascii() and len(words[0]) > 3)):
            phrases.setdefault(words[0], []).append(words)
    spelled = (
        frozenset(fold_accents(normalise(word)) for word in words)
        for words in (table["adding"]["words"], [*table["baskets"]["words"], *nouns])
    )
    return (*spelled, phrases)  # type: ignore[return-value]
