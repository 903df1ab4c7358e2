"""A seeded wave with known truth: which evidence right and wrong sites show is drawn from tables that know nothing of the weights."""

from collections.abc import Mapping, Sequence

import numpy as np

from store.candidates import add_candidates
from store.comparisons import replace_comparisons
from store.frame import write_enterprises
from store.opening import Store
from store.records import Candidate, Comparison, Enterprise, Page, SiteVisit, Website
from store.websites import write_visits
from tests.classify.linking.invented_pairs import COUNTRY, WAVE

SHARE = {"S0T9": 0.15, "S10T49": 0.3, "S50T249": 0.6, "S_GE250": 0.9}
STATES = {"right": {"read": 0.93, "unread": 0.04, "parked": 0.01, "gone": 0.02}, "wrong": {"read": 0.65, "unread": 0.1, "parked": 0.25}}
LEVELS: dict[str, dict[str, dict[str, float]]] = {
    "right": {
        "identifier": {"equal": 0.45, "other": 0.02, "none": 0.53},
        "name": {"exact": 0.7, "most": 0.18, "part": 0.07, "none": 0.05},
        "host_name": {"exact": 0.5, "starts": 0.2, "initials": 0.05, "part": 0.15, "none": 0.1},
        "place": {"contact": 0.7, "text": 0.1, "none": 0.2},
        "phone": {"equal": 0.4, "near": 0.03, "other": 0.37, "none": 0.2},
        "email": {"equal": 0.25, "domain": 0.25, "other": 0.3, "none": 0.2},
        "street": {"equal": 0.4, "street": 0.05, "none": 0.55},
        "country": {"own": 0.8, "none": 0.18, "other": 0.02},
        "owner": {"same": 0.6, "unclear": 0.36, "other": 0.04},
    },
    "stranger": {
        "identifier": {"other": 0.3, "none": 0.7},
        "name": {"exact": 0.01, "most": 0.04, "part": 0.35, "none": 0.6},
        "host_name": {"exact": 0.15, "starts": 0.35, "initials": 0.1, "part": 0.35, "none": 0.05},
        "place": {"contact": 0.08, "text": 0.07, "none": 0.85},
        "phone": {"near": 0.005, "other": 0.7, "none": 0.295},
        "email": {"other": 0.6, "none": 0.4},
        "street": {"street": 0.01, "none": 0.99},
        "country": {"own": 0.4, "none": 0.3, "other": 0.3},
        "owner": {"same": 0.01, "unclear": 0.6, "other": 0.35, "many": 0.04},
    },
}
LEVELS["namesake"] = {
    **LEVELS["stranger"],
    "name": {"exact": 0.7, "most": 0.2, "part": 0.1},
    "owner": {"same": 0.6, "unclear": 0.4},
    "country": {"own": 0.7, "none": 0.2, "other": 0.1},
}
SOURCES = {"guess": 0.5, "list": 0.3, "register": 0.2, "email": 0.25}
SCORES = {"right": {"high": 0.6, "middle": 0.3, "low": 0.1}, "wrong": {"high": 0.1, "middle": 0.4, "low": 0.5}}
SCORE = {"high": 0.8, "middle": 0.4, "low": 0.1}
GUESS_SCORE = {"high": 0.3, "middle": 0.05, "low": 0.01}


def simulate_wave(
    store: Store, count: int, seed: int, *, share: Mapping[str, float] = SHARE, blurred: Sequence[str] = ()
) -> dict[str, frozenset[str]]:
    """Puts enterprises, visited candidates and comparisons into the store; gives {enterprise: its sites}.

    `share`: of enterprises with a website, by size class. `blurred`: kinds that right sites show as strangers do.
    """
    world = _World(np.random.default_rng(seed), blurred)
    truth = dict[str, frozenset[str]]()
    for number in range(count):
        size = world.choose({"S0T9": 0.5, "S10T49": 0.3, "S50T249": 0.15, "S_GE250": 0.05})
        key = f"E{number:05}"
        world.enterprises.append(Enterprise(COUNTRY, WAVE, key, f"Firm {key}", size_class=size))
        has = world.draw.random() < share[size]
        truth[key] = frozenset({f"{key.lower()}.xd"} if has else ())
        world.propose_all(key, has)
    with store.writing():
        write_enterprises(store, world.enterprises)
        write_visits(store, world.visits)
        add_candidates(store, COUNTRY, WAVE, world.candidates)
        for site, rows in world.comparisons.items():
            replace_comparisons(store, COUNTRY, WAVE, site, rows)
    return truth


class _World:
    def __init__(self, draw: np.random.Generator, blurred: Sequence[str]) -> None:
        self.draw, self.blurred = draw, blurred
        self.enterprises: list[Enterprise] = []
        self.visits: list[SiteVisit] = []
        self.candidates: list[Candidate] = []
        self.comparisons: dict[str, list[Comparison]] = {}

    def choose(self, shares: Mapping[str, float]) -> str:
        weights = np.array(list(shares.values()))
        return list(shares)[int(self.draw.choice(len(shares), p=weights / weights.sum()))]

    def propose_all(self, key: str, has: bool) -> None:
        rarity = self.choose({"unique": 0.85, "few": 0.1, "many": 0.05})
        sources = [source for source, chance in SOURCES.items() if self.draw.random() < chance]
        if has and sources:  # three of four
            self.add(key, f"{key.lower()}.xd", "right", sources, rarity)
        for number in range(int(self.draw.poisson(2.5))):
            kind = "namesake" if rarity != "unique" and self.draw.random() < 0.4 else "stranger"
            self.add(key, f"{key.lower()}-{number}.xd", kind, ["guess"] if self.draw.random() < 0.85 else ["guess", "list"], rarity)

    def add(self, key: str, site: str, kind: str, sources: Sequence[str], rarity: str) -> None:
        side = "right" if kind == "right" else "wrong"
        state = self.choose(STATES[side])
        levels = {"site_state": state, "name_rarity": rarity, "host_name": self.choose(LEVELS[kind]["host_name"])}
        if state == "read":
            tables = {name: LEVELS["stranger"][name] if name in self.blurred else table for name, table in LEVELS[kind].items()}
            levels |= {name: self.choose(table) for name, table in tables.items() if name != "host_name"}
        status = {"read": "ok", "unread": "blocked", "parked": "parked", "gone": "dns"}[state]
        website = Website(COUNTRY, WAVE, site, site, status=status, is_candidate=True)
        self.visits.append(SiteVisit(website, (Page(f"http://{site}/", 200, digest=site),) if state == "read" else ()))
        for source in sources:
            level = self.choose(SCORES[side])
            self.candidates.append(Candidate(key, site, source, (GUESS_SCORE if source == "guess" else SCORE)[level]))
        self.comparisons[site] = [Comparison(key, site, name, level, "simulated-1") for name, level in levels.items()]
