"""Learnt weights are adopted only where they were better on unseen websites; else what was there stays."""

from dataclasses import dataclass, replace

from classify.deciding import Decision, decide_one
from classify.learning.cases import LabelledReadings
from classify.learning.crossfitting import Learner, cross_fit, learn_weights, measure, number_sites
from classify.learning.folds import FoldWeights
from classify.models import CapabilityModel
from classify.trained.applying import apply_weights
from classify.trained.records import LearnedCapability, Performance

LEAST_OF_EACH = 20
"""Labels yes, and labels no, from which on weights are learnt."""


@dataclass(frozen=True, slots=True)
class TrainedCapability:
    """What was learnt of one capability; the decision on every case by weights that had not seen it, and these weights (none with few
    labels).
    """

    learned: LearnedCapability
    decisions: list[Decision]
    folds: FoldWeights | None = None


def train_capability(model: CapabilityModel, cases: LabelledReadings, seed: int) -> TrainedCapability:
    """What the cases teach of one capability, and how right that is on cases it was not learnt from."""
    yes, no = int(cases.positive.sum()), int((~cases.positive).sum())
    before = measure([decide_one(model, reading) for reading in cases.readings], cases.positive) if yes + no else None
    if before is None or min(yes, no) < LEAST_OF_EACH:
        return TrainedCapability(LearnedCapability(model.capability, False, "few_labels", yes, no, before), [])
    folds = list[LearnedCapability]()
    decisions = cross_fit(model, cases, seed, _keeping(folds))
    after = measure(decisions, cases.positive)
    better = is_better(before, after)
    learned = learn_weights(model, cases, seed)
    chosen = replace(learned, adopted=better, why="better" if better else "not_better", before=before, after=after)
    return TrainedCapability(chosen, decisions, FoldWeights(tuple(folds), number_sites(cases, seed)))


def is_better(before: Performance, after: Performance) -> bool:
    """Whether probabilities fit better (log loss) and answers no worse (F1)."""
    return after.log_loss < before.log_loss and (after.f1 or 0.0) >= (before.f1 or 0.0)


def learn_if_better(model: CapabilityModel, cases: LabelledReadings, seed: int) -> CapabilityModel:
    """The model that training with these cases would leave: the learnt one where it is better, else the same."""
    learned = train_capability(model, cases, seed).learned
    return apply_weights(learned, model) if learned.adopted else model


def _keeping(kept: list[LearnedCapability]) -> Learner:
    """Learning that also keeps what it came to, one fold after the other."""

    def learn(model: CapabilityModel, cases: LabelledReadings, seed: int) -> CapabilityModel:
        kept.append(learn_weights(model, cases, seed))
        return apply_weights(kept[-1], model)

    return learn
