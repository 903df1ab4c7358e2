"""Reading the catalogue's TOML files, with errors that name the file and the entry."""

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from catalogue.errors import ProfileError
from catalogue.messages import say


def load_table(path: Path) -> dict[str, Any]:
    """The content of one TOML file; ProfileError names the file where it is missing or malformed."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise ProfileError(say("{file} cannot be read as TOML ({problem}): mend it.", file=path, problem=problem)) from problem


def read_text(entry: Mapping[str, Any], name: str, where: str, *, default: str | None = None) -> str:
    """A text field of an entry; without a default it must be there and not be empty."""
    value = entry.get(name, default)
    if not isinstance(value, str) or (default is None and not value.strip()):
        raise ProfileError(say("{where}: {name} must be a text and may not be empty.", where=where, name=name))
    return value


def read_texts(entry: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    """A list of texts of an entry, () where the entry has none; no text in it may be empty or stand twice."""
    value = entry.get(name, [])
    if not isinstance(value, list) or not all(isinstance(text, str) and text.strip() for text in value):
        raise ProfileError(say("{where}: {name} must be a list of texts.", where=where, name=name))
    if len(set(value)) < len(value):
        raise ProfileError(say("{where}: {name} holds a text twice.", where=where, name=name))
    return tuple(value)


def check_table(entry: object, where: str) -> None:
    """Refuse an entry that is no table of fields."""
    if not isinstance(entry, Mapping):
        raise ProfileError(say("{where}: this must be a table of fields.", where=where))


def check_names(names: Iterable[str], allowed: Iterable[str], where: str) -> None:
    """Refuse a name that is not one of those allowed, with the names that are."""
    allowed = sorted(allowed)
    if unknown := sorted(set(names) - set(allowed)):
        raise ProfileError(
            say(
                "{where}: {unknown} is not known here. Known are: {allowed}.",
                where=where,
                unknown=", ".join(unknown),
                allowed=", ".join(allowed),
            )
        )
