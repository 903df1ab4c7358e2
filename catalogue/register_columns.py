"""What registers call our columns, by language."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from catalogue.tables import load_table

FILE = Path(__file__).parent / "register_columns.toml"
PLAIN = str.maketrans("đıłø", "dilo")  # letters that do not come apart into a plain one and an accent


def fold_column_name(text: str) -> str:
    """A column's name as names are compared: no case, no accents, punctuation as one space."""
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    bare = "".join(c for c in unicodedata.normalize("NFKD", split.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", bare.translate(PLAIN)).strip()


@cache
def load_register_columns() -> dict[str, dict[str, tuple[str, ...]]]:
    """{language: {our column: names, folded}}."""
    entries = load_table(FILE)
    return {language: {column: _fold(names) for column, names in columns.items()} for language, columns in entries.items()}


def join_register_columns(languages: Iterable[str], added: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """{our column: names}: a country's own names first, then those of its languages, then English; each name counts for one column only."""
    tables = load_register_columns()
    chosen = [{column: _fold(names) for column, names in added.items()}]
    chosen += [tables[language] for language in dict.fromkeys([*languages, "en"]) if language in tables]
    joined: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    for table in chosen:
        for column, names in table.items():
            joined[column] = (*joined.get(column, ()), *(name for name in names if name not in taken))
            taken.update(names)
    return joined


def _fold(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold_column_name(name) for name in names))
