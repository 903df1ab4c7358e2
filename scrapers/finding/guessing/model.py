"""The learnt weights of patterns, and counts of suffixes: scrapers/finding/guessing/model.json."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

LONGEST = 40
"""The most letters of a core."""

LARGE = 500.0

MODEL = Path(__file__).parent / "model.json"


class NameContext(NamedTuple):
    """What is known of a name, in classes: words, letters, how common its first word is, script or custom, part of the world."""

    words: int
    letters: int
    common: int
    script: str
    part: str
    has_forms: bool


@dataclass(frozen=True, slots=True)
class SuffixCounts:
    """How often suffixes were seen: {country: {suffix: pairs}}, and {part of the world and shape: {kind: pairs}}."""

    countries: Mapping[str, Mapping[str, int]]
    kinds: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, eq=False)
class GuessModel:
    """`weights` of the log-odds by feature, `words` {word: class of how common it is in names}, and counts of suffixes."""

    version: str
    weights: Mapping[str, float]
    words: Mapping[str, int]
    suffixes: SuffixCounts

    @cached_property
    def lengths(self) -> tuple[float, ...]:
        """The weight of a core by its number of letters."""
        return tuple(self.weights.get(length_feature(letters), 0.0) for letters in range(LONGEST + 1))


class PatternOdds(dict[str, float]):
    """{pattern: log-odds} of the cores of a name, reckoned when first asked for."""

    def __init__(self, context: NameContext, later: bool, model: GuessModel) -> None:
        self.context, self.model = context, model
        self.start = model.weights["intercept"] + (model.weights["later name"] if later else 0.0)

    def __missing__(self, pattern: str) -> float:
        """Reckons and keeps the log-odds of a pattern."""
        weights = self.model.weights
        self[pattern] = odds = self.start + sum(weights.get(feature, 0.0) for feature in list_features(pattern, self.context))
        return odds


@lru_cache(maxsize=20_000)
def find_odds(context: NameContext, later: bool, model: GuessModel) -> PatternOdds:
    """The log-odds by pattern of cores of such names."""
    return PatternOdds(context, later, model)


def read_model(text: str) -> GuessModel:
    """The model that a JSON text holds."""
    table = json.loads(text)
    return GuessModel(table["version"], table["weights"], table["words"], SuffixCounts(table["countries"], table["kinds"]))


@cache
def load_model() -> GuessModel:
    """The model that ships."""
    return read_model(MODEL.read_text(encoding="utf-8"))


@lru_cache(maxsize=5_000)
def find_com_odds(pattern: str, letters: int, model: GuessModel) -> float:
    """By what the odds of .com against the country's other suffixes are multiplied for such a core: short ones are taken there."""
    return math.exp(sum(model.weights.get(feature, 0.0) for feature in list_com_features(pattern, letters)))


def list_com_features(pattern: str, letters: int) -> tuple[str, ...]:
    """The features of a core that speak for or against .com, and what all have."""
    return "com", f"com pattern {pattern}", f"com length {min(letters, 24)}"


def describe(words: tuple[str, ...], script: str, part: str, common_words: Mapping[str, int], has_forms: bool) -> NameContext:
    """The classes of a name by its words without links."""
    letters = sum(map(len, words))
    return NameContext(min(len(words), 5), min(letters // 4, 9), common_words.get(words[0], 0), script, part, has_forms)


def list_features(pattern: str, context: NameContext) -> tuple[str, ...]:
    """The features of a core by its pattern and what is known of the name; the core's own length is `length_feature`."""
    foreign = (f"{pattern} script {context.script}",) if context.script != "Latin" else ()
    return (
        *foreign,
        f"pattern {pattern}",
        f"{pattern} words {context.words}",
        f"{pattern} letters {context.letters}",
        f"{pattern} common {context.common}",
        f"{pattern} words {context.words} common {context.common}",
        f"{pattern} part {context.part}",
        f"{pattern} forms {context.has_forms}",
    )


@cache
def length_feature(letters: int) -> str:
    """The feature of a core of so many letters."""
    return f"core length {min(letters, 24)}"


def logistic(log_odds: float) -> float:
    """The probability of log-odds."""
    return 1 / (1 + math.exp(-log_odds)) if log_odds > -LARGE else 0.0
