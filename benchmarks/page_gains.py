"""What pages are worth by the concept of the links to them, learnt from whole sites: catalogue/data/page_gains.toml."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from benchmarks.archived_sites import ArchivedSite, crawl, crawl_fully, decide
from catalogue.sites import find_site
from catalogue.tables import load_table
from scrapers.signals.links import rank_links
from scrapers.signals.order_path import trace_order_path
from scrapers.signals.page_choice import DATA, OTHER, PageChoice, find_open, shows_hint
from scrapers.signals.records import PageReading

PRIOR_PAGES = 5
"""Pages that an expectation counts as when gains are learnt."""

PRIOR_LIFT = 0.8
"""Lifts seen, and as many expected, that are added when it is learnt what a hint is worth."""

PASSES = 3
LEAST_GAIN = 0.005
STEPS = frozenset(("path_step", "path_basket", "path_checkout"))


class Lift(NamedTuple):
    """How far one page moved the probability of a capability that the home page leaves open."""

    concept: str
    capability: str
    hinted: bool
    lift: float


@dataclass(frozen=True, slots=True)
class Gains:
    """What is learnt: {concept: {capability: gain}}, and {capability: what gains are multiplied with} with a hint and without."""

    by_concept: Mapping[str, Mapping[str, float]]
    hinted: Mapping[str, float]
    plain: Mapping[str, float]


def read_lifts(site: ArchivedSite, choice: PageChoice) -> list[Lift]:
    """The lifts of every page of a full crawl over the home page alone."""
    home = crawl(site, 1, choice)
    pages = _pages_by_concept(site, home[0], choice) if home else ()
    return [lift for concept, reading in pages for lift in _find_lifts(site, home[0], concept, reading, choice)]


def learn(lifts: Sequence[Lift], choice: PageChoice) -> Gains:
    """Gains and the worth of hints in turn: a lift is expected to be their product.

    Gains are drawn towards what is expected without measurement (where nothing is stated, what other pages give), hints towards 1.
    """
    factors: dict[tuple[str, bool], float] = {}
    for _ in range(PASSES):
        gains = _learn_gains(lifts, factors, choice)
        factors = _learn_hints(lifts, gains, choice)
    kept = {name: {c: round(gain, 3) for c, gain in found.items() if gain >= LEAST_GAIN} for name, found in gains.items()}
    hinted, plain = ({c: round(factors[c, seen], 2) for c in sorted(choice.hints)} for seen in (True, False))
    return Gains(kept, hinted, plain)


def apply_gains(choice: PageChoice, gains: Gains) -> PageChoice:
    """The same rules with other gains."""
    return replace(choice, gains=gains.by_concept, hinted=gains.hinted, plain=gains.plain)


def write_gains(path: Path, gains: Gains, sites: int) -> None:
    """The gains as the crawl reads them."""
    lines = [f"# Learnt by `python -m benchmarks.pages ARCHIVE... --alive --learn FILE` from {sites} websites; see page_choice.toml."]
    tables = {"hinted": gains.hinted, "plain": gains.plain} | {f"gains.{concept}": found for concept, found in gains.by_concept.items()}
    for name, figures in tables.items():
        lines += [f"[{name}]", *(f"{capability} = {figure}" for capability, figure in figures.items())]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")


def _learn_gains(lifts: Sequence[Lift], factors: Mapping[tuple[str, bool], float], choice: PageChoice) -> dict[str, dict[str, float]]:
    seen, pages = defaultdict[tuple[str, str], float](float), defaultdict[tuple[str, str], float](float)
    for concept, capability, hinted, lift in lifts:
        seen[concept, capability] += lift
        pages[concept, capability] += factors.get((capability, hinted), 1.0)
    expected: Mapping[str, Mapping[str, float]] = load_table(DATA / "page_choice.toml")["expected"]

    def mean(concept: str, capability: str, expectation: float) -> float:
        return (seen[concept, capability] + PRIOR_PAGES * expectation) / (pages[concept, capability] + PRIOR_PAGES)

    other = {c: mean(OTHER, c, expected[OTHER].get(c, 0.0)) for c in choice.settled}
    return {name: {c: mean(name, c, expected[name].get(c, other[c])) for c in choice.settled} for name in sorted(expected)}


def _learn_hints(lifts: Sequence[Lift], gains: Mapping[str, Mapping[str, float]], choice: PageChoice) -> dict[tuple[str, bool], float]:
    seen, expected = defaultdict[tuple[str, bool], float](float), defaultdict[tuple[str, bool], float](float)
    for concept, capability, hinted, lift in lifts:
        seen[capability, hinted] += lift
        expected[capability, hinted] += gains.get(concept, gains[OTHER])[capability]
    keys = [(capability, hinted) for capability in choice.hints for hinted in (True, False)]
    return {key: (seen[key] + PRIOR_LIFT) / (expected[key] + PRIOR_LIFT) for key in keys}


def _pages_by_concept(site: ArchivedSite, home: PageReading, choice: PageChoice) -> Iterator[tuple[str, PageReading]]:
    """Each page of a full crawl with the concept of the best link to it."""
    own = find_site(home.url)
    best: dict[str, tuple[float, str]] = {}
    readings = {reading.url: reading for reading in crawl_fully(site, home)}
    for reading in readings.values():
        for link in rank_links(reading, own, choice) if own else ():
            if response := site.find(link.url):
                best[response.url] = max(best.get(response.url, (0.0, "")), (link.score, link.concept))
    return ((concept, readings[url]) for url, (_, concept) in sorted(best.items()) if url in readings and url != home.url)


def _find_lifts(site: ArchivedSite, home: PageReading, concept: str, reading: PageReading, choice: PageChoice) -> Iterator[Lift]:
    """How far a page moves the probability of each capability that the home page leaves open; 1 for a step of the order path."""
    still_open = find_open(replace(choice, left=0.0), [home])
    before, after = decide(site, [home]), decide(site, [home, reading])
    steps = {f"path_{signal.value.removeprefix('basket_')}" for signal in trace_order_path([home, reading])}
    for capability in still_open:
        lift = float(capability in steps) if capability in STEPS else abs(after[capability][1] - before[capability][1])
        yield Lift(concept, capability, shows_hint(choice, capability, [home]), lift)
