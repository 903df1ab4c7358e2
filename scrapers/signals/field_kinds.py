"""What a form's field asks for, from its type, its name and the words around it."""

import re
from functools import cache, lru_cache

from scrapers.signals.document import Field
from scrapers.signals.marks import compile_lowered, load_marks

_BY_TYPE = {
    "password": "password", "email": "email", "tel": "phone", "date": "date", "datetime-local": "date", "month": "date", "week": "date",
    "time": "time", "search": "search", "file": "file_upload", "textarea": "message",
    "select": "choice", "radio": "choice", "checkbox": "tick",
}  # fmt: skip
_SEARCH_NAMES = frozenset(("q", "s", "k", "query", "keyword", "keywords"))
"""Names that fields of a search have on most systems."""

_CHOSEN = frozenset(("radio", "checkbox"))
_TYPED = frozenset(("email", "phone", "message", "search", "password", "card", "time", "date"))
"""What a visitor types: a box to tick beside such a word agrees to something or prefers a way to be reached."""

UNSHOWN = frozenset(("hidden", "submit", "button", "image", "reset"))


def kinds_of_field(field: Field) -> frozenset[str]:
    """Everything that a field may ask for, such as {email}; empty where nothing tells."""
    return _kinds_of(field.type, field.name[:80], field.words[:200])


@lru_cache(maxsize=20_000)
def _kinds_of(kind: str, name: str, words: str) -> frozenset[str]:
    spaced = re.sub(r"[_\-\[\]\d]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)).strip()
    text = f"{name}\n{spaced}\n{words}".lower()
    found = {kind_asked for kind_asked, patterns in _patterns() if any(pattern.search(text) for pattern in patterns)}
    if name.lower() in _SEARCH_NAMES:
        found.add("search")
    if kind in _CHOSEN:
        found -= _TYPED
    if kind == "textarea" and _names_address(spaced.lower()):
        return frozenset(found | {"address"})
    return frozenset(found | {_BY_TYPE[kind]} if kind in _BY_TYPE else found)


def _names_address(name: str) -> bool:
    """Whether the name of a box for several lines says that it takes an address and no message."""
    kinds = {kind for kind, patterns in _patterns() if any(pattern.search(name) for pattern in patterns)}
    return "address" in kinds and "message" not in kinds


@cache
def _patterns() -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    return tuple((kind, compile_lowered("fields", kind)) for kind in load_marks()["fields"])


def is_shown(field: Field) -> bool:
    """Whether a visitor fills the field in."""
    return field.type not in UNSHOWN
