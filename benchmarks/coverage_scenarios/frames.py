"""Invented frames: enterprises with a truth, and what a crawl and a classifier of each scenario made of them."""

from dataclasses import dataclass, replace

import numpy as np

from aggregate.estimators.arrays import Booleans, Floats, Integers

SIZE = 20_000
SIZE_CLASSES, SECTIONS, REGIONS, LANGUAGES = 4, 6, 6, 3


@dataclass(frozen=True, slots=True)
class Scenario:
    """How the machine errs: sensitivity and share of false positives by language, shares of sites read, and what else goes wrong."""

    name: str
    sensitivity: tuple[float, float, float] = (0.92, 0.92, 0.92)
    false_positives: tuple[float, float, float] = (0.03, 0.03, 0.03)
    read_of_shops: float = 0.85
    read_of_others: float = 0.90
    wrong_links: float = 0.0
    false_negatives: float | None = None
    on_one_site: int = 0


SCENARIOS = (
    Scenario("good classifier"),
    Scenario("over-predicting", (0.94,) * 3, (0.22,) * 3),
    Scenario("differs by language", (0.93, 0.75, 0.40), (0.02, 0.08, 0.20)),
    Scenario("unread not at random", read_of_shops=0.55, read_of_others=0.95),
    Scenario("5 % wrong links", wrong_links=0.05),
    Scenario("false negatives 0.2 %", false_negatives=0.002),
    Scenario("false negatives 0.5 %", false_negatives=0.005),
    Scenario("false negatives 2 %", false_negatives=0.02),
    Scenario("50 on one wrong site", on_one_site=50),
)


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame, arrays of shape (units,): truth 0/1, state 0..3, size, section and region from 0; `hosts` numbers the deciding sites;
    `websites` is 1 where there is one, found or not.
    """

    truth: Floats
    states: Integers
    sizes: Integers
    sections: Integers
    regions: Integers
    hosts: Integers
    websites: Floats

    @property
    def totals(self) -> Floats:
        """Units in each state, shape (4,)."""
        return np.bincount(self.states, minlength=4).astype(np.float64)


def invent_frame(scenario: Scenario, seed: int, size: int = SIZE) -> Frame:
    """Larger enterprises and some sections have more websites and shops; language goes with the region."""
    generator = np.random.default_rng(seed)
    frame = _invent_enterprises(generator, size)
    web = generator.random(size) < np.array([0.40, 0.70, 0.88, 0.97])[frame.sizes] * np.linspace(1.15, 0.75, SECTIONS)[frame.sections]
    shop = generator.random(size) < np.array([0.22, 0.28, 0.36, 0.45])[frame.sizes] * np.linspace(1.6, 0.5, SECTIONS)[frame.sections]
    order = web & shop
    known = web & (generator.random(size) < np.array([0.80, 0.90, 0.94, 0.97])[frame.sizes])
    read = known & (generator.random(size) < np.where(order, scenario.read_of_shops, scenario.read_of_others))
    says_yes = _predict(scenario, generator, order, frame.regions // 2, read)
    states = np.where(~known, 0, np.where(~read, 1, np.where(says_yes, 3, 2)))
    frame = replace(frame, truth=order.astype(np.float64), states=states, websites=web.astype(np.float64))
    if scenario.wrong_links:
        frame = replace(frame, states=_link_wrongly(frame.states, scenario.wrong_links, generator))
    return _share_a_site(frame, scenario.on_one_site, generator) if scenario.on_one_site else frame


def _invent_enterprises(generator: np.random.Generator, size: int) -> Frame:
    sizes = generator.choice(SIZE_CLASSES, size, p=[0.68, 0.21, 0.09, 0.02])
    sections = generator.choice(SECTIONS, size, p=[0.28, 0.22, 0.18, 0.14, 0.10, 0.08])
    regions = generator.choice(REGIONS, size, p=[0.30, 0.22, 0.18, 0.14, 0.10, 0.06])
    nobody = np.zeros(size)
    return Frame(nobody, nobody.astype(np.int64), sizes, sections, regions, np.arange(size), nobody)


def _predict(scenario: Scenario, generator: np.random.Generator, order: Booleans, languages: Integers, read: Booleans) -> Booleans:
    """What the classifier says of sites; with `false_negatives`, that share of those it denies are shops, and one yes in fifty is wrong."""
    chance = generator.random(len(order))
    if scenario.false_negatives is None:
        return np.asarray(
            chance < np.where(order, np.array(scenario.sensitivity)[languages], np.array(scenario.false_positives)[languages])
        )
    says_yes = order | (chance < 0.01)
    shops, denied = np.flatnonzero(order & read), np.count_nonzero(~says_yes & read)
    missed = round(denied * scenario.false_negatives / (1 - scenario.false_negatives))
    says_yes[generator.choice(shops, missed, replace=False)] = False
    return says_yes


def _link_wrongly(states: Integers, share: float, generator: np.random.Generator) -> Integers:
    """That share of the sites belongs to somebody else: their enterprises get one another's states, whatever they are themselves."""
    wrong = np.flatnonzero((states > 0) & (generator.random(len(states)) < share))
    mixed = states.copy()
    mixed[wrong] = states[generator.permutation(wrong)]
    return mixed


def _share_a_site(frame: Frame, count: int, generator: np.random.Generator) -> Frame:
    """So many enterprises without a shop, of one section, are on one site that was taken for a shop."""
    able = np.flatnonzero((frame.states == 2) & (frame.truth == 0) & (frame.sections == 0))
    chosen = generator.choice(able, count, replace=False)
    states, hosts = frame.states.copy(), frame.hosts.copy()
    states[chosen], hosts[chosen] = 3, chosen[0]
    return replace(frame, states=states, hosts=hosts)
