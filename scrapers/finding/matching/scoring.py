"""How likely an entry of a list is an enterprise's, by what they share."""

from collections.abc import Sequence
from dataclasses import dataclass

from scrapers.finding.names import fold_words

CUTOFF = 0.88
"""Keys less similar than this (rapidfuzz's ratio) are no match."""
LEAST_SCORE = 0.2
SAME_TAX_ID, SAME_PHONE = 0.98, 0.9
SAME_PLACE, UNKNOWN_PLACE, OTHER_PLACE = 1.0, 0.85, 0.5
OWN_SUFFIX, OPEN_SUFFIX, OTHER_SUFFIX = 1.0, 0.9, 0.7
# Suffixes of two letters that are sold to everybody, as .com is.
OPEN = frozenset(
    ("ai", "biz", "cc", "co", "com", "eu", "info", "io", "me", "mobi", "net", "online", "org", "shop", "site", "store", "tv", "ws")
)


@dataclass(frozen=True, slots=True)
class Seeker:
    """What of an enterprise takes part in matching, folded: its names by their words, legal forms, place, postcode and numbers."""

    enterprise_id: str
    names: tuple[tuple[str, ...], ...]
    forms: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    postcode: str = ""
    phone: str | None = None
    tax_id: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it is kept in the index, postcode and phone folded; a host has nothing but its site."""

    site: str
    name: str = ""
    place: str = ""
    postcode: str = ""
    phone: str = ""

    @property
    def words(self) -> str:
        """The entry as it is shown."""
        return ", ".join(part for part in (self.name, self.place) if part) or self.site


def weigh_likeness(similarity: float) -> float:
    """What remains of a variant's weight for a key that is so like it (rapidfuzz's ratio, 0 to 1): all for an equal one."""
    return max(0.0, (similarity - 0.6) / 0.4)


def weigh_suffix(site: str, domains: Sequence[str]) -> float:
    """Sites under a suffix of the country's come first, those under another country's last; all alike where none are known."""
    end = site.partition("/")[0].rpartition(".")[2]
    if not domains or end == domains[0].rpartition(".")[2]:
        return OWN_SUFFIX
    return OPEN_SUFFIX if end in OPEN or (len(end) > 2 and not end.startswith("xn--")) else OTHER_SUFFIX


def weigh_cover(share: float) -> float:
    """What remains of a variant's weight for a longer key that begins or ends with it, by its share of the key's letters."""
    return 0.25 + 0.5 * share


def weigh_place(seeker: Seeker, entry: Entry) -> float:
    """What remains by where both are: names are shared by businesses of other towns; of a host without a name nothing is known."""
    if not entry.name:
        return 1.0
    if seeker.postcode and seeker.postcode == entry.postcode:
        return SAME_PLACE
    if seeker.phone and seeker.phone == entry.phone:
        return SAME_PLACE
    if not seeker.place or not entry.place:
        return UNKNOWN_PLACE
    return SAME_PLACE if not set(fold_words(entry.place)).isdisjoint(seeker.place) else OTHER_PLACE
