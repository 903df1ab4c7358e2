"""How good the decisions are: precision, recall, specificity and F1 of positives against people's labels."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from catalogue.capabilities import load_capabilities
from catalogue.errors import LabelError
from catalogue.messages import say
from classify.intervals import Rate, f1_rate, share_rate
from classify.reliability import Reliability, measure_reliability
from classify.truth import BREAKDOWNS, LabelSet, Truth, choose_labels, read_groups, read_truth
from store.opening import Store

ALL = "_T"


@dataclass(frozen=True, slots=True)
class Counts:
    """Labelled enterprises by what was decided; `unknown_yes` and `unknown_no` were read and labelled so, but not decided.

    `unread` are those whose website was not read: no fault of a decision, and in none of the other counts.
    """

    tp: int
    fp: int
    fn: int
    tn: int
    unknown_yes: int
    unknown_no: int
    unread: int


@dataclass(frozen=True, slots=True)
class Score:
    """A capability's decisions against labels, for all (`dimension` and `group` `_T`) or a group of a breakdown.

    `n` labelled yes or no whose website was read. Recall and F1 count an undecided yes as missed; precision and specificity speak of
    decided enterprises.
    Rates are None where nothing can be said; they are weighted by the inverse inclusion probability where `weighted`.
    """

    capability: str
    dimension: str
    group: str
    labels: LabelSet
    weighted: bool
    n: int
    counts: Counts
    precision: Rate | None
    recall: Rate | None
    specificity: Rate | None
    f1: Rate | None
    reliability: Reliability | None = None

    @property
    def positives(self) -> int:
        """Those labelled yes whose website was read."""
        return self.counts.tp + self.counts.fn + self.counts.unknown_yes

    @property
    def unknown_share(self) -> float:
        """The share left undecided of those whose website was read."""
        return (self.counts.unknown_yes + self.counts.unknown_no) / self.n if self.n else 0.0

    def f1_at(self, prevalence: float) -> float | None:
        """F1 as it would be where this share of websites are positives: recall and the rate of false finds stay, precision follows.

        None where there are no positives or no negatives.
        """
        positives = self.positives
        negatives = self.counts.fp + self.counts.tn + self.counts.unknown_no
        if not positives or not negatives:
            return None
        hits = prevalence * self.counts.tp / positives
        false_finds = (1 - prevalence) * self.counts.fp / negatives
        return 2 * hits / (hits + false_finds + prevalence) if hits else 0.0


def evaluate(
    store: Store,
    country: str,
    wave: str,
    *,
    by: str | Sequence[str] | None = None,
    labels: LabelSet | None = None,
    capabilities: Collection[str] | None = None,
) -> list[Score]:
    """Scores of every labelled capability, overall and by `by`: country, size, section, language or kind (one, several, or `all`).

    `capabilities` leaves out all others.
    Uses the newest probability sample that has labels, else the training labels (`labels` names others); `Score.labels` says which.
    Only enterprises whose website a reader found to be a real, readable one (`status_ok`, where that was asked) are scored.

    Raises:
        LabelError: `by` names no breakdown.
    """
    dimensions = BREAKDOWNS if by == "all" else (by,) if isinstance(by, str) else tuple(by or ())
    if strangers := [d for d in dimensions if d not in BREAKDOWNS]:
        known = ", ".join((*BREAKDOWNS, "all"))
        raise LabelError(say("'{name}' is no breakdown of scores: choose from {known}.", name=strangers[0], known=known))
    groups = {d: read_groups(store, country, wave, d) for d in dimensions}
    scores = []
    for capability in (c for c in load_capabilities() if capabilities is None or c in capabilities):
        label_set = labels or choose_labels(store, country, wave, capability)
        truth = read_truth(store, country, wave, capability, label_set) if label_set else None
        if truth is not None and label_set is not None and truth.units:
            scores += list(_score_all(capability, truth, label_set, groups))
    return scores


def _score_all(capability: str, truth: Truth, labels: LabelSet, groups: dict[str, dict[int, str]]) -> Iterator[Score]:
    everyone = np.ones(len(truth.units), dtype=bool)
    yield score(capability, truth, labels, ALL, ALL, everyone)
    for dimension, group_of in groups.items():
        member = np.array([group_of.get(unit, "_U") for unit in truth.units], dtype=object)
        for group in sorted(set(member.tolist())):
            yield score(capability, truth, labels, dimension, group, member == group)


def score(capability: str, truth: Truth, labels: LabelSet, dimension: str, group: str, chosen: npt.NDArray[np.bool_]) -> Score:
    """The score of the chosen units."""
    unread, chosen = int((chosen & truth.unread).sum()), chosen & ~truth.unread
    positive, answer, weights = truth.positive[chosen], truth.answers[chosen], truth.weights[chosen]
    yes, no = answer == "yes", answer == "no"
    decided = yes | no
    masks = (yes & positive, yes & ~positive, no & positive, no & ~positive, ~decided & positive, ~decided & ~positive)
    tp, fp, fn, tn, unknown_yes, unknown_no = (int(mask.sum()) for mask in masks)
    return Score(
        capability,
        dimension,
        group,
        labels,
        weighted=truth.weighted,
        n=int(chosen.sum()),
        counts=Counts(tp, fp, fn, tn, unknown_yes, unknown_no, unread),
        precision=share_rate(positive[yes], weights[yes]),
        recall=share_rate(yes[positive], weights[positive]),
        specificity=share_rate(no[decided & ~positive], weights[decided & ~positive]),
        f1=f1_rate(yes, positive, weights),
        reliability=None if truth.probabilities is None else measure_reliability(truth.probabilities[chosen], positive, weights),
    )
