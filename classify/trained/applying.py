"""A trained model's weights put in the place of those that it started from, so that decisions stay sums of weights."""

import math
from collections.abc import Mapping
from dataclasses import replace

from classify.models import CapabilityModel
from classify.trained.records import LearnedCapability, TrainedModel

LEAST, MOST = 0.01, 0.99
"""A country's share of yes is never taken as nearer to none or all."""


def apply_model(trained: TrainedModel, models: Mapping[str, CapabilityModel]) -> dict[str, CapabilityModel]:
    """The models with what was learnt: adopted weights, and the shift to the country's share of yes where both shares are known."""
    applied = {}
    for name, model in models.items():
        learned = trained.capabilities.get(name)
        changed = apply_weights(learned, model) if learned is not None and learned.adopted else model
        share = trained.shares.get(name)
        applied[name] = shift_share(changed, share.share) if share is not None else changed
    return applied


def apply_weights(learned: LearnedCapability, model: CapabilityModel) -> CapabilityModel:
    """The model with learnt weights, calibration included, so that they still add up to the log-odds.

    Evidence that came in after the training keeps the weight that experts gave it.
    """
    weights = {name: learned.slope * weight for name, weight in learned.weights.items()}
    evidence = tuple(replace(e, weight=weights.get(e.name, e.weight)) for e in model.evidence)
    return replace(model, prior=learned.slope * learned.prior + learned.offset, evidence=evidence, share=learned.share, shift=0.0)


def shift_share(model: CapabilityModel, share: float) -> CapabilityModel:
    """The model for websites of which this share has the capability: the difference of log-odds, by Bayes' rule.

    A model whose own share nobody has measured stays as it is.
    """
    if model.share is None:
        return model
    return replace(model, shift=_log_odds(share) - _log_odds(model.share))


def _log_odds(share: float) -> float:
    kept = min(max(share, LEAST), MOST)
    return math.log(kept / (1 - kept))
