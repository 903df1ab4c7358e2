"""What a further page of a site may add to what its pages have said so far: the expected gains of its concept, learnt from whole sites."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import catalogue
from catalogue.tables import load_table
from scrapers.signals.order_path import trace_order_path
from scrapers.signals.records import PageReading
from store.records import Signal

DATA = Path(catalogue.__file__).parent / "data"
OTHER, ITEM = "other", "item"
"""The concepts of links that speak of nothing known: one page, and one of several in a folder."""

MOST_COUNTED = 9
"""Different values of a kind of signal that rules tell apart."""

_INDEX = re.compile(r"/(?:index|default|home)\.\w{2,5}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageChoice:
    """The rules of catalogue/data/page_choice.toml with what page_gains.toml has learnt.

    `gains` is {concept: {capability: expected lift}}; `hinted` and `plain` are what the lifts of a capability are multiplied with where
    one of its `hints` was seen, and where none was.
    """

    gains: Mapping[str, Mapping[str, float]]
    weights: Mapping[str, float]
    settled: Mapping[str, tuple[tuple[str, ...], ...]]
    depends: Mapping[str, tuple[str, ...]]
    repeat: float
    enough: float
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hinted: Mapping[str, float] = field(default_factory=dict)
    plain: Mapping[str, float] = field(default_factory=dict)
    left: float = 0.0
    expected: Mapping[str, float] = field(init=False)
    """What a first page on each concept is worth where nothing is known yet."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "expected", {concept: self.value(concept, self.weights) for concept in self.gains})

    def value(self, concept: str, still_open: Mapping[str, float], taken: int = 0) -> float:
        """What a page on a concept is worth when `taken` pages on it were read; `still_open` gives the weight of each open capability."""
        gains = self.gains.get(concept, {})
        return self.repeat**taken * sum([gain * still_open.get(capability, 0.0) for capability, gain in gains.items()])


class SiteFacts:
    """What the pages of a site have said so far, page by page, as the facts that rules are written in (see `name_facts`)."""

    def __init__(self, readings: Iterable[PageReading] = ()) -> None:
        self._readings: list[PageReading] = []
        self._facts = _Facts()
        for reading in readings:
            self.add(reading)

    def add(self, reading: PageReading) -> None:
        """Another page of the site; one that is an error says nothing."""
        self._readings.append(reading)
        if reading.http_status < 400:
            self._facts.add(reading.signals)

    def find_open(self, choice: PageChoice) -> dict[str, float]:
        """The weight of each capability that further pages may still show: more where facts hint at it, little where they settle it."""
        facts = self.list_names()
        weights = {}
        for capability, ways in choice.settled.items():
            if capability in choice.depends and facts.isdisjoint(choice.depends[capability]):
                continue
            if (weight := choice.weights[capability] * _expect(choice, capability, ways, facts)) > 0:
                weights[capability] = weight
        return weights

    def list_names(self) -> set[str]:
        """The facts, those of the order's path among them, which only all pages together tell."""
        path = trace_order_path(self._readings)
        return self._facts.names | name_facts(path) if path else self._facts.names


class _Facts:
    """Facts of signals; what was seen before costs next to nothing, as the pages of a site mostly say the same."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self._seen: set[tuple[str, str]] = set()
        self._counts: Counter[str] = Counter()

    def add(self, signals: Iterable[Signal]) -> None:
        for kind, value in {(signal.kind, signal.value) for signal in signals} - self._seen:
            self._counts[kind] += 1
            self.names |= {kind, f"{kind}:{value}"}
            if 2 <= (several := self._counts[kind]) <= MOST_COUNTED:
                self.names.add(f"{kind}*{several}")
            self._seen.add((kind, value))


def find_open(choice: PageChoice, readings: Sequence[PageReading]) -> dict[str, float]:
    """As `SiteFacts.find_open` of these pages."""
    return SiteFacts(readings).find_open(choice)


def shows_hint(choice: PageChoice, capability: str, readings: Sequence[PageReading]) -> bool:
    """Whether these pages hint at a capability."""
    return not SiteFacts(readings).list_names().isdisjoint(choice.hints.get(capability, ()))


def _expect(choice: PageChoice, capability: str, ways: Sequence[Sequence[str]], facts: set[str]) -> float:
    """How much more or less than usual further pages promise of a capability, by the facts seen."""
    worth = (choice.plain if facts.isdisjoint(choice.hints.get(capability, ())) else choice.hinted).get(capability, 1.0)
    for way in ways:
        if facts.issuperset(way):
            return worth * choice.left
    return worth


def name_facts(signals: Iterable[Signal]) -> set[str]:
    """The facts of signals as rules write them: `kind`, `kind:value` and `kind*n` for each number of different values that there are."""
    facts = _Facts()
    facts.add(signals)
    return facts.names


def name_folder(url: str) -> str:
    """The path above an address's last part: `/rooms` of `/rooms/double/`; empty for pages at the top."""
    return _INDEX.sub("", urlsplit(url).path).rstrip("/").rpartition("/")[0]


def is_product_page(url: str) -> bool:
    """Whether an address is that of one product: a word for products in its path, and a name after it."""
    parts = urlsplit(url)
    path = _INDEX.sub("", unquote(f"{parts.path}?{parts.query}" if "product_id=" in parts.query else parts.path).lower()).rstrip("/")
    return _product_path().search(path) is not None


@cache
def load_choice() -> PageChoice:
    """The rules and gains that ship."""
    rules = load_table(DATA / "page_choice.toml")
    learnt = load_table(DATA / "page_gains.toml")
    settled = {capability: tuple(map(tuple, ways)) for capability, ways in rules["settled"].items()}
    usual = rules["constants"].pop("usual")
    return PageChoice(
        gains=learnt["gains"], hinted=learnt["hinted"], plain=learnt["plain"], settled=settled,
        weights={capability: rules["weights"].get(capability, usual) for capability in settled},
        depends={name: tuple(facts) for name, facts in rules["depends"].items()},
        hints={name: tuple(facts) for name, facts in rules["hints"].items()},
        **rules["constants"],
    )  # fmt: skip


@cache
def load_identity_choice() -> PageChoice:
    """The rules for candidates: pages that say whose the site is."""
    rules = load_table(DATA / "page_choice_identity.toml")
    settled = {name: tuple(map(tuple, ways)) for name, ways in rules["settled"].items()}
    return PageChoice(gains=rules["gains"], weights=rules["weights"], settled=settled, depends={}, **rules["constants"])


@cache
def _product_path() -> re.Pattern[str]:
    words = load_table(DATA / "page_choice.toml")["product_pages"]["words"]
    return re.compile(rf"/(?:{'|'.join(words)})(?:/+[^/]+|.*[?&]product_id=\d+)$")
