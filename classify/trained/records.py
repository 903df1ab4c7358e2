"""What a trained model holds: weights learnt by capability, on which labels, and how right they were on sites they had not seen."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Performance:
    """Cross-fitted figures: counts of decided against labelled, Brier score and log loss (mean, natural logarithm) of probabilities.

    `unknown` were read but not decided, `unknown_yes` of them labelled yes: those count as missed.
    """

    tp: int
    fp: int
    fn: int
    tn: int
    unknown: int
    unknown_yes: int
    brier: float
    log_loss: float

    @property
    def n(self) -> int:
        """The cases."""
        return self.tp + self.fp + self.fn + self.tn + self.unknown

    @property
    def precision(self) -> float | None:
        """The share of right among those decided yes; None where there are none."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else None

    @property
    def recall(self) -> float | None:
        """The share of found among those labelled yes; None where there are none."""
        positives = self.tp + self.fn + self.unknown_yes
        return self.tp / positives if positives else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None without positives and finds."""
        total = 2 * self.tp + self.fp + self.fn + self.unknown_yes
        return 2 * self.tp / total if total else None


@dataclass(frozen=True, slots=True)
class LearnedCapability:
    """What learning came to for one capability.

    `adopted`: the learnt weights were better on unseen sites and are used; `why`: `better`, `not_better` or `few_labels`.
    `prior` and `weights` {evidence: log-odds} hold before calibration: log-odds = slope × (prior + evidence) + offset.
    `share`: of yes among the labels, for which the probabilities hold. `began` {evidence: log-odds}: the weights before learning.
    """

    capability: str
    adopted: bool
    why: str
    yes: int
    no: int
    before: Performance | None = None
    after: Performance | None = None
    prior: float = 0.0
    slope: float = 1.0
    offset: float = 0.0
    share: float = 0.5
    weights: Mapping[str, float] = field(default_factory=dict)
    began: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CountryShare:
    """The share of yes among a country's readable websites: from a probability sample (`sample`) or without labels (`unlabelled`)."""

    share: float
    method: str
    n: int


@dataclass(frozen=True, slots=True)
class GroupScore:
    """Cross-fitted performance of one capability in a group (dimension `language` or `kind`)."""

    capability: str
    dimension: str
    group: str
    performance: Performance


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """A whole model. `trained_on`: ISO date; `labels`: sha256 of the labels used; `weights`: version of the weights it started from.

    `rules`: versions of the extraction's rules that its websites' signals carry. `description`: the labels, in words.
    """

    trained_on: str
    country: str
    wave: str
    description: str
    sources: tuple[str, ...]
    websites: int
    labels: str
    seed: int
    weights: str
    rules: tuple[str, ...]
    capabilities: Mapping[str, LearnedCapability]
    shares: Mapping[str, CountryShare] = field(default_factory=dict)
    scores: tuple[GroupScore, ...] = ()
