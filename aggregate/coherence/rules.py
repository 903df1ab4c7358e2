"""The rules of `catalogue/data/plausibility.toml`, and whether figures break them by more than their margins."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import catalogue
from catalogue.errors import ProfileError
from catalogue.messages import say
from catalogue.tables import load_table

RULES = Path(catalogue.__file__).parent / "data" / "plausibility.toml"
KINDS = {"part": ("of",), "ratio": ("of", "low", "high"), "rises": (), "sizes": ("above", "below", "low", "high")} | {
    "between": ("activity", "low", "high")
}
SURE = 1.959964


class Share(NamedTuple):
    """A share from 0 to 1, or a number of enterprises, its standard error, and how many enterprises its cell holds."""

    value: float
    error: float = 0.0
    enterprises: float = 0.0


@dataclass(frozen=True, slots=True)
class Rule:
    """What is expected of an indicator; `facts` are the rule's further entries."""

    name: str
    kind: str
    indicator: str
    text: str
    source: str
    example: tuple[float, ...]
    near_miss: tuple[float, ...]
    facts: Mapping[str, Any]

    def is_kept(self, shares: Sequence[Share]) -> bool:
        """Whether the shares keep the rule, or break it by no more than chance may (5 %, as if the shares were independent).

        `shares` are: of both indicators (part, ratio), of the size classes in order (rises), above and below (sizes), or one (between).
        """
        if self.kind == "part":
            return _is_below(shares[0], shares[1])
        if self.kind == "rises":
            return all(_is_below(small, large) for small, large in pairwise(shares))
        low, high = float(self.facts["low"]), float(self.facts["high"])
        if self.kind == "between":
            return shares[0].value + SURE * shares[0].error >= low and shares[0].value - SURE * shares[0].error <= high
        upper, lower = shares
        return _is_below(_times(lower, low), upper) and _is_below(upper, _times(lower, high))


@cache
def load_rules() -> tuple[Rule, ...]:
    """All rules.

    Raises:
        ProfileError: a rule lacks an entry.
    """
    return tuple(_read_rule(name, entry) for name, entry in load_table(RULES).items())


def _read_rule(name: str, entry: Mapping[str, Any]) -> Rule:
    texts = ("kind", "indicator", "text", "source", "example", "near_miss")
    missing = [key for key in (*texts, *KINDS.get(entry.get("kind", ""), ())) if key not in entry]
    if missing or entry["kind"] not in KINDS:
        wrong = missing[0] if missing else "kind"
        raise ProfileError(say("{file}, rule {name}: `{key}` is missing or not known.", file=RULES.name, name=name, key=wrong))
    facts = {key: entry[key] for key in KINDS[entry["kind"]]}
    kind, indicator, text, source = (str(entry[key]) for key in texts[:4])
    return Rule(name, kind, indicator, text, source, tuple(entry["example"]), tuple(entry["near_miss"]), facts)


def _times(share: Share, factor: float) -> Share:
    return Share(factor * share.value, factor * share.error)


def _is_below(small: Share, large: Share) -> bool:
    """Whether the first may be no more than the second."""
    return small.value - large.value <= SURE * math.hypot(small.error, large.error) + 1e-12
