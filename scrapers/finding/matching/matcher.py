"""The best entries of one list for each of some enterprises."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from catalogue.profiles import CountryProfile
from scrapers.finding.matching.index import KeyIndex
from scrapers.finding.matching.prepared import read_entry_line
from scrapers.finding.matching.scoring import (
    CUTOFF,
    LEAST_SCORE,
    SAME_PHONE,
    SAME_TAX_ID,
    Entry,
    Seeker,
    score_match,
    weigh_suffix,
)
from scrapers.finding.matching.variants import Telling, Variant, make_variants
from scrapers.finding.names import fold_words

MOST_ENTRIES = 1000
"""Of a key that more entries share, so many are looked at."""
Found = dict[str, tuple[float, str]]


@dataclass(slots=True)
class Matcher:
    """Matches enterprises with one list; `cut` counts the sites that were left out since `most` others are likelier."""

    index: KeyIndex
    profile: CountryProfile
    telling: Telling
    most: int
    cut: int = 0
    _country: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self._country = tuple(dict.fromkeys(("".join(fold_words(self.profile.name)), self.profile.code.lower())))

    def match_seekers(self, seekers: Sequence[Seeker]) -> Iterator[tuple[Seeker, list[tuple[str, float, str]]]]:
        """Each enterprise with its (site, score, entry as shown), the likeliest first; those with none are left out."""
        variants = [self.make_variants(seeker) for seeker in seekers]
        equal = iter(self.index.find_equal([variant.text for own in variants for variant in own]).tolist())
        numbered = self._find_numbered(seekers)
        for place, (seeker, own) in enumerate(zip(seekers, variants, strict=True)):
            found: Found = dict(numbered[place])
            for variant in own:
                self._add(found, seeker, variant, next(equal), 1.0)
            for variant in own:
                if variant.is_near:
                    for key, similarity in self.index.find_near(variant.text, CUTOFF):
                        if similarity < 1:
                            self._add(found, seeker, variant, key, similarity)
            if found:
                yield seeker, self._choose(found)

    def make_variants(self, seeker: Seeker) -> list[Variant]:
        """The strings that the enterprise is looked up by, each with its weight; of its names the most telling."""
        best: dict[str, Variant] = {}
        for name in seeker.names:
            for variant in make_variants(name, seeker.place, self._country, self.telling):
                if variant.text not in best or best[variant.text].weight < variant.weight:
                    best[variant.text] = variant
        return list(best.values())

    def _add(self, found: Found, seeker: Seeker, variant: Variant, key: int, similarity: float) -> None:
        """Scores the entries of a key (-1: of none) where they may still be likely enough."""
        if key < 0 or variant.weight * (similarity - 0.6) / 0.4 < LEAST_SCORE:
            return
        entries = self.index.entries_of(key)
        self.cut += max(0, len(entries) - MOST_ENTRIES)
        for number in entries[:MOST_ENTRIES]:
            entry = read_entry_line(self.index.read_entry(number))
            score = score_match(variant.weight, similarity, seeker, entry, self.profile.domains)
            if score >= LEAST_SCORE:
                _keep(found, entry, score)

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
