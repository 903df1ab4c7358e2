"""How often the domain of an enterprise is among those guessed from its names: learnt on one half of known pairs, reported on the other.

python -m benchmarks.find LIST.csv ... [--learn]     ends 1 where recall at 20 is below the floor,
or where the model was learnt from other pairs than the half that it is not measured on
"""

import argparse
import hashlib
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from benchmarks.find_sources import match_hosts
from benchmarks.guess_learning import learn_model, write_model
from benchmarks.name_pairs import NamePair, find_script, read_pairs, split_by_brand
from catalogue.profiles import load_profile
from classify.intervals import wilson_rate
from scrapers.finding.guessing.guesses import Guess, rank_guesses
from scrapers.finding.guessing.model import MODEL, load_model
from scrapers.finding.guessing.suffixes import find_part, list_suffixes
from scrapers.finding.names import read_name

LIMIT = 20
FLOOR = 0.66
"""The least recall at 20 over all lists: the lower end of its interval when it was measured (2026-11-22)."""

CUTS = (1, 5, 20)
ENOUGH = 20
"""Groups of fewer pairs are not shown."""

DIMENSIONS: dict[str, Callable[[NamePair], str]] = {
    "list": lambda pair: pair.source,
    "part": lambda pair: find_part(load_profile(pair.country)),
    "script of the first name": lambda pair: find_script(pair.names[0]),
}
"""What recall is shown by."""


class Outcome(NamedTuple):
    """What became of a pair: rank of its domain among the guesses (0: none), the pattern that gave it, hits of the baselines."""

    pair: NamePair
    rank: int
    pattern: str
    joined_com: bool
    joined_own: bool


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the tables; 1 where the floor is not reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.find", description=__doc__)
    parser.add_argument(
        "lists", nargs="+", type=Path, help="CSV files of enterprises with their domains (see name_pairs.py for the columns)"
    )
    parser.add_argument("--learn", action="store_true", help="learn the model from one half and write it before the other half is measured")
    chosen = parser.parse_args(arguments)
    taught, held_out = split_by_brand(read_pairs(chosen.lists))
    print(f"{len(taught)} pairs to learn from, {len(held_out)} held out; no brand is in both.")
    if chosen.learn:
        version = f"{time.strftime('%Y-%m-%d')} {digest_pairs(taught)}"
        MODEL.write_text(write_model(learn_model(taught, version)), encoding="utf-8")
        load_model.cache_clear()
    elif not load_model().version.endswith(digest_pairs(taught)):
        print("The model was learnt from other pairs than these, of which some may be held out now: learn again (--learn).")
        return 1
    return report(held_out, [pair.domain for pair in (*taught, *held_out)])


def digest_pairs(pairs: Sequence[NamePair]) -> str:
    """A mark of the pairs that were taught: with other lists, or other rules of splitting, it is another."""
    lines = sorted(f"{pair.names[0]}\t{pair.domain}" for pair in pairs)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def report(pairs: Sequence[NamePair], hosts: Sequence[str]) -> int:
    """The tables on these pairs, `hosts` a list on disk to match them with; 1 where the floor is not reached."""
    began = time.process_time()
    guesses = [guess(pair) for pair in pairs]
    speed = len(pairs) / (time.process_time() - began)
    outcomes = [judge(pair, found) for pair, found in zip(pairs, guesses, strict=True)]
    print_groups(outcomes)
    print_names([pair for pair in pairs if len(pair.names) > 1])
    print_scores(guesses, outcomes)
    print_patterns(outcomes)
    print_sources(outcomes, match_hosts(pairs, hosts))
    recall = sum(found.rank > 0 for found in outcomes) / len(outcomes)
    print(f"\n{speed:,.0f} enterprises a second of processor time. Recall at {LIMIT}: {recall:.3f}, floor {FLOOR:.3f}.")
    return 1 if recall < FLOOR else 0


def guess(pair: NamePair, names: tuple[str, ...] | None = None) -> list[Guess]:
    """The guesses for a pair by all of its names, or by these."""
    return rank_guesses(names or pair.names, pair.place, pair.activity, load_profile(pair.country), LIMIT)


def judge(pair: NamePair, guesses: Sequence[Guess]) -> Outcome:
    """The outcome of a pair's guesses, and of the baselines: the first name's words joined, with .com, and with the country's suffix."""
    rank = next((at for at, found in enumerate(guesses, 1) if found.domain == pair.domain), 0)
    profile = load_profile(pair.country)
    joined = read_name(pair.names[0], profile).key
    own = next((suffix for suffix, _ in list_suffixes(profile, load_model()) if suffix in profile.domains), "com")
    return Outcome(pair, rank, guesses[rank - 1].pattern if rank else "", f"{joined}.com" == pair.domain, f"{joined}.{own}" == pair.domain)


def print_groups(outcomes: Sequence[Outcome]) -> None:
    """Recall by list, part of the world and script, beside the baselines."""
    print(f"\n{'':34} {'n':>6}  {'recall at 1':16} {'at 5':16} {'at 20':16} {'joined.com':10} {'joined.own':10} either")
    _print_group("all", outcomes)
    for dimension, group_of in DIMENSIONS.items():
        for group in sorted({group_of(found.pair) for found in outcomes}):
            _print_group(f"{dimension}: {group}", [found for found in outcomes if group_of(found.pair) == group])


def print_names(pairs: Sequence[NamePair]) -> None:
    """What further names add, where there are several, and what names in other scripts give alone."""
    _print_group("several names, the first alone", [judge(pair, guess(pair, pair.names[:1])) for pair in pairs])
    _print_group("several names, all", [judge(pair, guess(pair)) for pair in pairs])
    foreign = [(pair, tuple(n for n in pair.names if not find_script(n).startswith("Latin"))) for pair in pairs]
    for script in sorted({find_script(names[0]) for _, names in foreign if names}):
        found = [
            judge(replace(pair, names=names), guess(pair, names)) for pair, names in foreign if names and find_script(names[0]) == script
        ]
        _print_group(f"names in {script} alone", found)


def print_patterns(outcomes: Sequence[Outcome]) -> None:
    """How many domains were found by each pattern that no earlier pattern gives, as a share of all."""
    hits = Counter(found.pattern for found in outcomes if found.rank)
    print("\nWhat each pattern adds (domains within 20 guesses, in points of recall):")
    told = [f"{pattern} {100 * n / len(outcomes):.2f}" for pattern, n in hits.most_common()]
    print("; ".join(told))


def print_scores(guesses: Sequence[Sequence[Guess]], outcomes: Sequence[Outcome]) -> None:
    """Whether scores are what they say: the mean of the first guess's score beside how often it is right, and of all guesses' sum."""
    n = len(outcomes)
    first = sum(found[0].score for found in guesses if found) / n
    every = sum(guess.score for found in guesses for guess in found) / n
    right = [sum(0 < found.rank <= cut for found in outcomes) / n for cut in (1, LIMIT)]
    print(f"\nScores: the first guess's {first:.3f}, right {right[0]:.3f}; the sum of all {every:.3f}, one of them right {right[1]:.3f}")


def print_sources(outcomes: Sequence[Outcome], matched: Sequence[frozenset[str]]) -> None:
    """Recall of each source and what it adds to the other, by part of the world and script."""
    candidates = sum(map(len, matched)) / len(outcomes)
    print(f"\nSources: {LIMIT} guesses at most; a list with every domain of both halves ({candidates:.1f} candidates an enterprise)")
    print(f"{'':42} {'n':>6}  {'guess':16} {'list':16} {'either':16} {'guesses add':16} list adds")
    hits = [(found.pair, found.rank > 0, found.pair.domain in sites) for found, sites in zip(outcomes, matched, strict=True)]
    _print_sources("all", [hit for _, *hit in hits])
    for dimension in ("part", "script of the first name"):
        groups = [DIMENSIONS[dimension](pair) for pair, *_ in hits]
        for group in sorted(set(groups)):
            _print_sources(f"{dimension}: {group}", [hit for of, (_, *hit) in zip(groups, hits, strict=True) if of == group])


def _print_sources(name: str, hits: Sequence[Sequence[bool]]) -> None:
    """One line; hits are (guessed, listed)."""
    n = len(hits)
    if n >= ENOUGH:
        counts = [sum(hit) for hit in zip(*((g, at, g or at, g and not at, at and not g) for g, at in hits), strict=True)]
        print(f"{name:42} {n:6}  {' '.join(_show(count, n) for count in counts)}")


def _print_group(name: str, outcomes: Sequence[Outcome]) -> None:
    n = len(outcomes)
    if n >= ENOUGH:
        recalls = " ".join(_show(sum(0 < found.rank <= cut for found in outcomes), n) for cut in CUTS)
        joined, own = sum(found.joined_com for found in outcomes) / n, sum(found.joined_own for found in outcomes) / n
        either = _share(found.joined_com or found.joined_own for found in outcomes)
        print(f"{name:34} {n:6}  {recalls} {joined:<10.2f} {own:<10.2f} {either:.2f}")


def _share(hits: Iterable[bool]) -> float:
    found = list(hits)
    return sum(found) / len(found)


def _show(hits: int, n: int) -> str:
    rate = wilson_rate(hits / n, n)
    return f"{rate.value:.2f} ({rate.low:.2f}-{rate.high:.2f})"


if __name__ == "__main__":
    sys.exit(main())
