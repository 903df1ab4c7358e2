"""What rules hand over: facts of one page, gathered without repetition."""

from collections.abc import Iterable

from scrapers.signals.elements import clean_words
from store.records import Signal

MAX_WORDS = 160
"""Characters of evidence kept with a signal."""


class Facts:
    """The signals of one page, one per kind, value and place: seen again, the count goes up and the first words stay."""

    def __init__(self, page_url: str) -> None:
        self.page_url = page_url
        self._seen: dict[tuple[str, str, str], tuple[str, str, int]] = {}

    def add(self, kind: str, value: str, place: str, words: str, rule: str, times: int = 1) -> None:
        """Notes a fact; `rule` is its rule's key and version, such as `form/booking@1`."""
        key = (kind, value, place)
        known = self._seen.get(key)
        self._seen[key] = (known[0], known[1], known[2] + times) if known else (clean_words(words, MAX_WORDS), rule, times)

    def knows(self, kind: str, value: str, place: str) -> bool:
        """Whether exactly this fact was noted, so that its words are kept already."""
        return (kind, value, place) in self._seen

    def has(self, kind: str, values: Iterable[str] = ()) -> bool:
        """Whether a fact of this kind (and one of these values) was seen."""
        wanted = set(values)
        return any(k == kind and (not wanted or value in wanted) for k, value, _ in self._seen)

    def count(self, kind: str, value: str, places: frozenset[str] | None = None) -> int:
        """How often a fact was seen (at these places)."""
        return sum(n for (k, v, place), (_, _, n) in self._seen.items() if (k, v) == (kind, value) and (places is None or place in places))

    def signals(self) -> tuple[Signal, ...]:
        """All facts in the order in which they were first seen."""
        return tuple(
            Signal(kind, value, self.page_url, place, words, rule, times)
            for (kind, value, place), (words, rule, times) in self._seen.items()
        )
