"""What a profile or shop page elsewhere calls itself by its address, held against the names of an enterprise."""

import re
from collections.abc import Iterable

from scrapers.finding.names import NameReading, fold_words

LEVELS = ("exact", "starts", "initials", "part", "none")
"""How far a handle is made of a name, the closest first: the levels of the comparison `host_name`."""

SHORTEST = 4
"""Letters that a word or a handle needs to say anything."""

_NUMBERED = re.compile(r"[.\-_]?\d{5,}$")
_NAMELESS = re.compile(r"\?|^(?:[a-z]{2})?\d{5,}$|^uc[a-z0-9_-]{22}$")


def find_handle(site: str) -> str | None:
    """The words by which a social or marketplace page is named, such as `safi bakery` of facebook.com/Safi-Bakery-100123; None for numbers.

    On hosts that give businesses a subdomain it is that one's name.
    """
    host, _, path = site.partition("/")
    last = path.rpartition("/")[2].lstrip("@") if path else host.partition(".")[0]
    if _NAMELESS.search(last.lower()):
        return None
    words = fold_words(_NUMBERED.sub("", last).replace("_", " ").replace(".", " "))
    return " ".join(words) or None


def compare_handle(handle: str, names: Iterable[NameReading]) -> str:
    """How far a handle is made of the closest of the names, by `LEVELS`."""
    return min((_compare(handle.replace(" ", ""), name) for name in names if name.words), key=LEVELS.index, default="none")


def _compare(handle: str, name: NameReading) -> str:
    if handle == name.key:
        return "exact"
    shorter = min(len(handle), len(name.key))
    if shorter >= SHORTEST + 2 and (handle.startswith(name.key) or name.key.startswith(handle)):
        return "starts"
    if handle == name.initials and len(handle) >= SHORTEST - 1:
        return "initials"
    return "part" if any(len(word) >= SHORTEST and word in handle for word in name.words) else "none"
