"""Which legal forms are those of natural persons, whose names are never told to others: `data/natural_persons.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from catalogue.tables import load_table, read_text, read_texts

FILE = Path(__file__).parent / "data" / "natural_persons.toml"


@dataclass(frozen=True, slots=True)
class PersonForms:
    """Legal forms of natural persons: where (`countries`, () is everywhere), and whether in the register's column of legal forms only.

    `whole`: only where that column holds nothing else.
    """

    key: str
    forms: tuple[str, ...]
    countries: tuple[str, ...]
    column_only: bool
    whole: bool
    example: str
    near_miss: str


@dataclass(frozen=True, slots=True)
class PersonRules:
    """What tells natural persons: forms, `codes` of legal forms by country, titles, words that say nothing, sizes without a form; and
    `firms`, which tell legal persons in the register's column.
    """

    forms: tuple[PersonForms, ...]
    codes: Mapping[str, frozenset[str]]
    firms: tuple[str, ...]
    titles: tuple[str, ...]
    says_nothing: tuple[str, ...]
    without_form: Mapping[str, frozenset[str]]

    def sizes_without_form(self, country: str) -> frozenset[str]:
        """The size classes whose enterprises are natural persons where no legal form is told."""
        return self.without_form.get(country, self.without_form["default"])


@cache
def load_person_rules() -> PersonRules:
    """The rules that ship."""
    table = load_table(FILE)
    return PersonRules(
        forms=tuple(_read_forms(key, entry) for key, entry in table["forms"].items()),
        codes={country: frozenset(codes) for country, codes in table["codes"].items()},
        firms=read_texts(table["firms"], "words", "firms"),
        titles=read_texts(table["titles"], "words", "titles"),
        says_nothing=read_texts(table["says_nothing"], "words", "says_nothing"),
        without_form={country: frozenset(sizes) for country, sizes in table["without_form"].items()},
    )


def _read_forms(key: str, entry: Mapping[str, object]) -> PersonForms:
    return PersonForms(
        key, read_texts(entry, "forms", key), read_texts(entry, "countries", key), entry.get("column_only") is True,
        entry.get("whole") is True, read_text(entry, "example", key), read_text(entry, "near_miss", key),
    )  # fmt: skip
