"""How right a model is on websites that it has not learnt from: every case is decided by weights learnt from the others."""

import math
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from classify.deciding import Decision, decide_one
from classify.learning.calibrating import fit_calibration
from classify.learning.cases import LabelledReadings, find_presence
from classify.learning.fitting import Booleans, Floats, Weights, fit_weights, sum_evidence
from classify.models import CapabilityModel
from classify.trained.applying import apply_weights
from classify.trained.records import LearnedCapability, Performance

FOLDS, INNER_FOLDS = 10, 5
SUREST = 1e-4
"""Probabilities are stored with four decimals: no case costs more log loss than this one would."""

Learner = Callable[[CapabilityModel, LabelledReadings, int], CapabilityModel]


def learn_weights(model: CapabilityModel, cases: LabelledReadings, seed: int) -> LearnedCapability:
    """Weights and calibration learnt from the cases; whether they are any better is for others to say (`adopted` is True)."""
    presence = find_presence(model, cases.readings)
    weights = fit_weights(model, presence, cases.positive)
    slope, offset = fit_calibration(_unseen_log_odds(model, presence, cases, seed), cases.positive)
    names = [e.name for e in model.evidence]
    return LearnedCapability(
        model.capability,
        adopted=True,
        why="better",
        yes=int(cases.positive.sum()),
        no=int((~cases.positive).sum()),
        prior=weights.prior,
        slope=slope,
        offset=offset,
        share=float(cases.positive.mean()),
        weights=dict(zip(names, weights.evidence.tolist(), strict=True)),
        began={e.name: e.weight for e in model.evidence},
    )


def learn_model(model: CapabilityModel, cases: LabelledReadings, seed: int) -> CapabilityModel:
    """The model with what the cases teach."""
    return apply_weights(learn_weights(model, cases, seed), model)


def cross_fit(model: CapabilityModel, cases: LabelledReadings, seed: int, learn: Learner = learn_model) -> list[Decision]:
    """A decision for every case, by what `learn` makes of the cases of the other folds; cases of one site share a fold."""
    decisions = dict[int, Decision]()
    folds = assign_folds(cases.sites, cases.positive, FOLDS, seed)
    for fold in sorted(set(folds.tolist())):
        learned = learn(model, cases.part(folds != fold), seed)
        decisions |= {int(i): decide_one(learned, cases.readings[i]) for i in np.flatnonzero(folds == fold)}
    return [decisions[i] for i in range(len(cases.readings))]


def number_sites(cases: LabelledReadings, seed: int) -> dict[str, int]:
    """{site: its fold, counted from 0}, in the order in which `cross_fit` leaves folds out."""
    folds = assign_folds(cases.sites, cases.positive, FOLDS, seed)
    places = {fold: place for place, fold in enumerate(sorted(set(folds.tolist())))}
    return {site: places[fold] for site, fold in zip(cases.sites, folds.tolist(), strict=True)}


def assign_folds(sites: Sequence[str], positive: Booleans, count: int, seed: int) -> npt.NDArray[np.int64]:
    """A fold for every case: the same for cases of one site, and as many positives in each as can be; the same seed, the same folds."""
    answers = dict[str, bool]()
    for site, answer in zip(sites, positive.tolist(), strict=True):
        answers[site] = answers.get(site, False) or answer
    chosen = dict[str, int]()
    shuffle = np.random.default_rng(seed)
    for side in (True, False):
        names = sorted(site for site, answer in answers.items() if answer is side)
        chosen |= {names[i]: place % count for place, i in enumerate(shuffle.permutation(len(names)))}
    return np.array([chosen[site] for site in sites], dtype=np.int64)


def measure(decisions: Sequence[Decision], positive: Booleans) -> Performance:
    """Counts, Brier score and log loss of decisions against labels."""
    answers = np.array([d.answer for d in decisions], dtype=object)
    yes, no = answers == "yes", answers == "no"
    stated = [d.probability if d.probability is not None else math.nan for d in decisions]
    probability = np.clip(np.array(stated, dtype=np.float64), SUREST, 1 - SUREST)
    loss = -np.log(np.where(positive, probability, 1 - probability))
    unknown = ~yes & ~no
    masks = (yes & positive, yes & ~positive, no & positive, no & ~positive, unknown, unknown & positive)
    tp, fp, fn, tn, undecided, undecided_yes = (int(mask.sum()) for mask in masks)
    return Performance(tp, fp, fn, tn, undecided, undecided_yes, float(((probability - positive) ** 2).mean()), float(loss.mean()))


def _unseen_log_odds(model: CapabilityModel, presence: Booleans, cases: LabelledReadings, seed: int) -> Floats:
    """The log-odds of every case by weights fitted to the others."""
    folds = assign_folds(cases.sites, cases.positive, INNER_FOLDS, seed + 1)
    found = np.zeros(len(folds))
    for fold in sorted(set(folds.tolist())):
        inside, outside = folds != fold, folds == fold
        weights: Weights = fit_weights(model, presence[inside], cases.positive[inside])
        found[outside] = sum_evidence(model, weights, presence[outside])
    return found
