"""What blocking misses: near pairs that comparing with every key of a list finds, and which of them the index finds."""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from rapidfuzz import fuzz, process

from benchmarks.altered_names import KINDS, alter_name
from catalogue.profiles import CountryProfile
from classify.intervals import wilson_rate
from scrapers.finding.matching.index import MOST_HOLDERS, KeyIndex
from scrapers.finding.matching.keys import LONGEST, host_words
from scrapers.finding.matching.matcher import Matcher
from scrapers.finding.matching.scoring import CUTOFF, Seeker
from scrapers.finding.matching.seekers import read_seeker
from scrapers.finding.matching.variants import FUZZY_LENGTH
from scrapers.finding.names import read_name
from store.records import Enterprise

KEYS_AT_ONCE = 20_000
Pairs = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Recall:
    """Pairs of one kind: how many there are by comparing all, how many of them blocking finds, of how many enterprises they are."""

    kind: str
    pairs: int
    found: int
    enterprises: int

    @property
    def share(self) -> float:
        """The share found; 1 where there is nothing to find."""
        return self.found / self.pairs if self.pairs else 1.0

    def __str__(self) -> str:
        rate = wilson_rate(self.share, max(1, self.enterprises))
        return f"| {self.kind} | {self.pairs:,} | {self.enterprises:,} | {self.share:.4f} | {rate.low:.3f} to {rate.high:.3f} |"


@dataclass(frozen=True, slots=True)
class Asked:
    """A text to look up for the enterprise of this number: keys as like it as `near` are near, those that begin or end with it hold it."""

    kind: str
    enterprise: int
    text: str
    near: float = 1.0
    is_part: bool = False


def measure_recall(index: KeyIndex, matcher: Matcher, seekers: Sequence[Seeker], seed: int) -> list[Recall]:
    """A row for each kind of near pair of these enterprises: as near as said is enough, however little it weighs; equal ones are none.

    `names`: every key that is like a whole name (rapidfuzz's ratio of at least CUTOFF); `misspelt names`: the same
    of the name after one of the alterations; `variants`: every key as like one of its variants as matching asks;
    `beginnings and ends`: every longer key that begins or ends with a variant, where there are MOST_HOLDERS at most.
    """
    asked = list(_ask(matcher, seekers, random.Random(seed)))
    near, parts = [one for one in asked if one.near < 1], [one for one in asked if one.is_part]
    every = _compare_all(index, near), _hold_all(index, parts)
    blocked = [(at, key) for at, key, like in index.find_near([a.text for a in near], [a.near for a in near]) if like < 1]
    held = [(at, key) for at, key, _ in index.find_holding([a.text for a in parts])]
    return [*_count(near, every[0], set(blocked)), *_count(parts, every[1], set(held))]


def measure_altered(index: KeyIndex, matcher: Matcher, enterprises: Iterable[Enterprise], own: Mapping[str, str], count: int) -> list[str]:
    """A line for each way to alter a name, of so many enterprises whose host is named like them.

    Columns: the names that have room for it; how many hosts are still as like as CUTOFF; which of these blocking finds; which hosts are
    among the candidates of the altered name, however unlike.
    """
    known = list(islice(((one, key) for one in enterprises if (key := _own_key(one, own, matcher.profile))), count))
    return [_measure_kind(index, matcher, kind, known, own) for kind in KINDS]


def _measure_kind(index: KeyIndex, matcher: Matcher, kind: str, known: Sequence[tuple[Enterprise, str]], own: Mapping[str, str]) -> str:
    chance, altered, keys = random.Random(kind), list[Seeker](), list[str]()
    for enterprise, key in known:
        words = list(read_name(enterprise.name or "", matcher.profile).words)
        if (changed := alter_name(words, kind, chance)) != words:
            altered.append(read_seeker(replace(enterprise, name=" ".join(changed)), matcher.profile))
            keys.append(key)
    texts = ["".join(seeker.names[0]) for seeker in altered]
    near = {at for at, (text, key) in enumerate(zip(texts, keys, strict=True)) if fuzz.ratio(text, key) >= 100 * CUTOFF}
    blocked = {at for at, key, _ in index.find_near(texts, [CUTOFF] * len(texts)) if index.read_key(key) == keys[at]}
    matched = {seeker.enterprise_id: {site for site, *_ in found} for seeker, found in matcher.match_seekers(altered)}
    hits = sum(own[seeker.enterprise_id] in matched.get(seeker.enterprise_id, ()) for seeker in altered)
    return f"| {kind} | {len(altered)} | {len(near)} | {_share(len(blocked & near), len(near))} | {_share(hits, len(altered))} |"


def _own_key(enterprise: Enterprise, own: Mapping[str, str], profile: CountryProfile) -> str | None:
    """The key of the enterprise's host where it is the whole name, of six letters or more."""
    key = "".join(host_words(own.get(enterprise.enterprise_id, "")))
    return key if len(key) >= FUZZY_LENGTH and key == read_name(enterprise.name or "", profile).key else None


def _ask(matcher: Matcher, seekers: Sequence[Seeker], chance: random.Random) -> Iterator[Asked]:
    for number, seeker in enumerate(seekers):
        words = list(seeker.names[0])
        altered = read_name(" ".join(alter_name(words, chance.choice(list(KINDS)), chance)), matcher.profile).words
        for kind, text in (("names", "".join(words)), ("misspelt names", "".join(altered))):
            if len(text) >= FUZZY_LENGTH:
                yield Asked(kind, number, text[:LONGEST], CUTOFF)
        for variant in matcher.make_variants(seeker):
            if variant.near < 1:
                yield Asked("variants", number, variant.text, variant.near)
            if variant.is_part:
                yield Asked("beginnings and ends", number, variant.text, is_part=True)


def _compare_all(index: KeyIndex, asked: Sequence[Asked]) -> Pairs:
    """(place in `asked`, key) of all near pairs, by comparing every text with every key."""
    found, cutoffs = Pairs(), np.array([100 * one.near for one in asked], dtype=np.float32)
    for begin in range(0, index.key_count, KEYS_AT_ONCE):
        keys = [index.read_key(key) for key in range(begin, min(begin + KEYS_AT_ONCE, index.key_count))]
        scores = process.cdist([one.text for one in asked], keys, scorer=fuzz.ratio, score_cutoff=100 * CUTOFF, dtype=np.float32)
        rows, columns = np.nonzero((scores >= cutoffs[:, None]) & (scores < 100))
        found.update(zip(rows.tolist(), (columns + begin).tolist(), strict=True))
    return found


def _hold_all(index: KeyIndex, asked: Sequence[Asked]) -> Pairs:
    """(place in `asked`, key) of the longer keys that begin or end with a text, by looking at every key.

    Texts that more than MOST_HOLDERS begin or end with are left out.
    """
    places = defaultdict[str, list[int]](list)
    for at, one in enumerate(asked):
        places[one.text].append(at)
    lengths, holders = sorted(set(map(len, places))), defaultdict[str, set[int]](set)
    for key in range(index.key_count):
        text = index.read_key(key)
        for length in lengths:
            if length >= len(text):
                break
            for end in (text[:length], text[-length:]):
                if end in places:
                    holders[end].add(key)
    return {(at, key) for text, keys in holders.items() if len(keys) <= MOST_HOLDERS for key in keys for at in places[text]}


def _count(asked: Sequence[Asked], every: Pairs, found: Pairs) -> list[Recall]:
    rows = []
    for kind in dict.fromkeys(one.kind for one in asked):
        pairs = {pair for pair in every if asked[pair[0]].kind == kind}
        rows.append(Recall(kind, len(pairs), len(pairs & found), len({asked[at].enterprise for at, _ in pairs})))
    return rows


def _share(hits: int, count: int) -> str:
    return f"{hits / count:.3f}" if count else "–"
