"""What a further page of a site may add to what its pages have said so far: the expected gains of its concept, learnt from whole sites."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import catalogue
from scrapers.signals.order_path import trace_order_path
from scrapers.signals.records import PageReading
from store.records import Signal

DATA = Path(catalogue.__file__).parent / "data"
OTHER = "other"
"""The concept of links that speak of nothing known."""

_INDEX = re.compile(r"/(?:index|default|home)\.\w{2,5}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageChoice:
    """The rules of catalogue/data/page_choice.toml with the gains of page_gains.toml: {concept: {capability: expected lift}}."""

    gains: Mapping[str, Mapping[str, float]]
    weights: Mapping[str, float]
    settled: Mapping[str, tuple[tuple[str, ...], ...]]
    depends: Mapping[str, tuple[str, ...]]
    repeat: float
    enough: float

    def value(self, concept: str, still_open: Mapping[str, float], taken: int = 0) -> float:
        """What a page on a concept is worth when `taken` pages on it were read; `still_open` gives the weight of each open capability."""
        gains = self.gains.get(concept, {})
        return self.repeat**taken * sum(gain * still_open.get(capability, 0.0) for capability, gain in gains.items())


def find_open(choice: PageChoice, readings: Sequence[PageReading]) -> dict[str, float]:
    """The weight of every capability that these pages leave open and that further pages may still settle."""
    facts = name_facts([*(s for r in readings if r.http_status < 400 for s in r.signals), *trace_order_path(readings)])
    return {
        capability: choice.weights[capability]
        for capability, ways in choice.settled.items()
        if not any(facts.issuperset(way) for way in ways) and (capability not in choice.depends or facts & set(choice.depends[capability]))
    }


def name_facts(signals: Iterable[Signal]) -> set[str]:
    """The facts of signals as rules write them: `kind`, `kind:value` and `kind*n` for each number of different values that there are."""
    values: dict[str, set[str]] = {}
    for signal in signals:
        values.setdefault(signal.kind, set()).add(signal.value)
    several = {f"{kind}*{n}" for kind, found in values.items() for n in range(2, min(len(found), 9) + 1)}
    return values.keys() | several | {f"{kind}:{value}" for kind, found in values.items() for value in found}


def is_product_page(url: str) -> bool:
    """Whether an address is that of one product: a word for products in its path, and a name after it."""
    parts = urlsplit(url)
    path = _INDEX.sub("", unquote(f"{parts.path}?{parts.query}" if "product_id=" in parts.query else parts.path).lower()).rstrip("/")
    return _product_path().search(path) is not None


@cache
def load_choice() -> PageChoice:
    """The rules and gains that ship."""
    rules = tomllib.loads((DATA / "page_choice.toml").read_text(encoding="utf-8"))
    gains = tomllib.loads((DATA / "page_gains.toml").read_text(encoding="utf-8"))
    settled = {capability: tuple(map(tuple, ways)) for capability, ways in rules["settled"].items()}
    return PageChoice(
        gains=gains, weights={capability: rules["weights"].get(capability, rules["constants"]["usual"]) for capability in settled},
        settled=settled, depends={name: tuple(facts) for name, facts in rules["depends"].items()},
        repeat=rules["constants"]["repeat"], enough=rules["constants"]["enough"],
    )  # fmt: skip


@cache
def _product_path() -> re.Pattern[str]:
    words = tomllib.loads((DATA / "page_choice.toml").read_text(encoding="utf-8"))["product_pages"]["words"]
    return re.compile(rf"/(?:{'|'.join(words)})(?:/+[^/]+|.*[?&]product_id=\d+)$")
