"""The best entries of one list for each of some enterprises."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from catalogue.profiles import CountryProfile
from scrapers.finding.matching.index import KeyIndex
from scrapers.finding.matching.prepared import read_entry_line
from scrapers.finding.matching.scoring import (
    LEAST_SCORE,
    SAME_PHONE,
    SAME_TAX_ID,
    Entry,
    Seeker,
    weigh_cover,
    weigh_likeness,
    weigh_place,
    weigh_suffix,
)
from scrapers.finding.matching.variants import Telling, Variant, make_variants
from scrapers.finding.names import fold_words

MOST_ENTRIES, KEYS_KEPT = 1000, 5000
"""Of a key that more entries share, so many are looked at; the entries of so many keys are kept at hand, since common names come again."""
Found = dict[str, tuple[float, str]]


@dataclass(slots=True)
class Matcher:
    """Matches enterprises with one list, of names or of hosts alone; `cut` counts sites left out since `most` others are likelier."""

    index: KeyIndex
    profile: CountryProfile
    telling: Telling
    most: int
    has_names: bool = True
    cut: int = 0
    _country: tuple[str, ...] = field(init=False)
    _read: Callable[[int], list[tuple[float, Entry]]] = field(init=False)

    def __post_init__(self) -> None:
        self._read = lru_cache(maxsize=KEYS_KEPT)(self._read_entries)
        self._country = tuple(dict.fromkeys(("".join(fold_words(self.profile.name)), self.profile.code.lower())))

    def match_seekers(self, seekers: Sequence[Seeker]) -> Iterator[tuple[Seeker, list[tuple[str, float, str]]]]:
        """Each enterprise with its (site, score, entry as shown), the likeliest first; those with none are left out."""
        variants = [self.make_variants(seeker) for seeker in seekers]
        equal = iter(self.index.find_equal([variant.text for own in variants for variant in own]).tolist())
        numbered, near = self._find_numbered(seekers), self._find_near(variants)
        for place, (seeker, own) in enumerate(zip(seekers, variants, strict=True)):
            keys = [*near[place], *((variant.weight, next(equal)) for variant in own)]
            if found := self._read_likeliest(dict(numbered[place]), seeker, keys):
                yield seeker, self._choose(found)

    def make_variants(self, seeker: Seeker) -> list[Variant]:
        """The strings that the enterprise is looked up by, each with its weight; of its names the most telling."""
        best: dict[str, Variant] = {}
        for name in seeker.names:
            for variant in make_variants(name, seeker.place, (*seeker.forms, *self._country), self.telling, names=self.has_names):
                if variant.text not in best or best[variant.text].weight < variant.weight:
                    best[variant.text] = variant
        return list(best.values())

    def _find_near(self, variants: Sequence[Sequence[Variant]]) -> dict[int, list[tuple[float, int]]]:
        """By place, (weight, key) of the keys that are like a variant, or begin or end with it, but are not equal to it."""
        wanted = [(place, variant) for place, own in enumerate(variants) for variant in own if variant.near < 1]
        found: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for at, key, similarity in self.index.find_near([variant.text for _, variant in wanted], [variant.near for _, variant in wanted]):
            place, variant = wanted[at]
            if similarity < 1:
                found[place].append((variant.weight * weigh_likeness(similarity), key))
        held = [(place, variant) for place, own in enumerate(variants) for variant in own if variant.is_part]
        for at, key, share in self.index.find_holding([variant.text for _, variant in held]):
            place, variant = held[at]
            found[place].append((variant.weight * weigh_cover(share), key))
        return found

    def _read_likeliest(self, found: Found, seeker: Seeker, keys: Iterable[tuple[float, int]]) -> Found:
        """What is found by the keys, the weightiest first, as long as their entries may still be among the likeliest."""
        least, looked = 0.0, set[int]()
        for weight, key in sorted(keys, reverse=True):
            if key in looked or key < 0:
                continue
            looked.add(key)
            if weight < least:
                self.cut += self.index.count_entries(key) if weight >= LEAST_SCORE else 0
                continue
            self._add(found, seeker, weight, key)
            if len(found) >= self.most:
                least = sorted(score for score, _ in found.values())[-self.most]
        return found

    def _add(self, found: Found, seeker: Seeker, weight: float, key: int) -> None:
        """Scores the entries of a key where they may still be likely enough."""
        if weight < LEAST_SCORE:
            return
        self.cut += max(0, self.index.count_entries(key) - MOST_ENTRIES)
        for suffix, entry in self._read(key):
            if weight * suffix < LEAST_SCORE:
                return
            if (score := weight * suffix * weigh_place(seeker, entry)) >= LEAST_SCORE:
                _keep(found, entry, score)

    def _read_entries(self, key: int) -> list[tuple[float, Entry]]:
        """(weight of its suffix, entry) of the entries of a key, those of the country's own suffixes first."""
        entries = [read_entry_line(self.index.read_entry(number)) for number in self.index.entries_of(key, MOST_ENTRIES)]
        weighed = [(weigh_suffix(entry.site, self.profile.domains), entry) for entry in entries]
        weighed.sort(key=lambda pair: -pair[0])
        return weighed

    def _find_numbered(self, seekers: Sequence[Seeker]) -> dict[int, Found]:
        """By place, what the same tax or telephone number finds."""
        wanted = [(place, number, score) for place, seeker in enumerate(seekers)
                  for number, score in ((seeker.tax_id, SAME_TAX_ID), (seeker.phone, SAME_PHONE)) if number]  # fmt: skip
        found: dict[int, Found] = defaultdict(dict)
        for at, number in self.index.find_numbered([number for _, number, _ in wanted]):
            place, _, score = wanted[at]
            _keep(found[place], read_entry_line(self.index.read_entry(number)), score)
        return found

    def _choose(self, found: Found) -> list[tuple[str, float, str]]:
        ranked = sorted(found.items(), key=lambda item: (-item[1][0], -weigh_suffix(item[0], self.profile.domains), item[0]))
        self.cut += max(0, len(ranked) - self.most)
        return [(site, round(score, 4), words) for site, (score, words) in ranked[: self.most]]


def _keep(found: Found, entry: Entry, score: float) -> None:
    if entry.site not in found or found[entry.site][0] < score:
        found[entry.site] = (min(score, 0.99), entry.words)
