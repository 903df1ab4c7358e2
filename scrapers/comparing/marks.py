"""The words of catalogue/data/claims.toml: names that name nobody, reserved rights, directories."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import catalogue
from catalogue.tables import load_table, read_texts
from scrapers.finding.names import fold_words

FILE = Path(catalogue.__file__).parent / "data" / "claims.toml"


@dataclass(frozen=True, slots=True)
class Claims:
    """What tells whose a site is.

    `empty`: folded words that every site has; `reserved`: a reservation of rights; `makers`: what stands before the name of a site's maker;
    `directories`: titles of lists of businesses, folded; `domains_of_all`: top-level domains of countries that people everywhere use;
    `site_makers`: domains under which makers of sites give away hosts.
    """

    empty: frozenset[str]
    reserved: re.Pattern[str]
    makers: re.Pattern[str]
    directories: tuple[str, ...]
    domains_of_all: frozenset[str]
    site_makers: frozenset[str]


@cache
def load_claims() -> Claims:
    """The words by which sites make claims on whose they are."""
    table = load_table(FILE)
    empty = frozenset(word for text in read_texts(table["empty_names"], "words", "empty_names") for word in fold_words(text))
    directories = tuple(" ".join(fold_words(text)) for text in read_texts(table["directories"], "phrases", "directories"))
    return Claims(
        empty,
        _join(table, "reserved_rights"),
        _join(table, "makers"),
        directories,
        frozenset(read_texts(table["domains_of_all"], "domains", "domains_of_all")),
        frozenset(read_texts(table["site_makers"], "domains", "site_makers")),
    )


def _join(table: Mapping[str, Any], name: str) -> re.Pattern[str]:
    """One expression for all phrases of a section."""
    return re.compile("|".join(re.escape(text) for text in read_texts(table[name], "phrases", name)), re.IGNORECASE)
