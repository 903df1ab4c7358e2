"""What was learnt without each fold of the labelled websites, as the store keeps it, and as models that decide."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from classify.models import CapabilityModel
from classify.trained.applying import apply_weights, shift_share
from classify.trained.records import CountryShare, LearnedCapability
from store.cross_fits import CrossFit

KEPT = ("prior", "slope", "offset", "share", "weights")


@dataclass(frozen=True, slots=True)
class FoldWeights:
    """One capability: what was learnt without each fold, and {site: the fold that it is in} of all sites learnt from."""

    learned: tuple[LearnedCapability, ...]
    sites: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FoldModels:
    """The same as models; a site's own fold names the model that has not seen it."""

    models: tuple[CapabilityModel, ...]
    sites: Mapping[str, int]


def pack_folds(capability: str, folds: FoldWeights) -> CrossFit:
    """What the store keeps of them."""
    learned = [{name: getattr(fold, name) for name in KEPT} for fold in folds.learned]
    return CrossFit(capability, json.dumps(learned, sort_keys=True, default=dict), json.dumps(dict(folds.sites), sort_keys=True))


def unpack_folds(kept: CrossFit, model: CapabilityModel, share: CountryShare | None) -> FoldModels:
    """The models without each fold, in the place of the shipped one, held to the country's share of yes as the whole model is."""
    learned = [LearnedCapability(kept.capability, adopted=True, why="better", yes=0, no=0, **fold) for fold in json.loads(kept.folds)]
    models = [apply_weights(fold, model) for fold in learned]
    return FoldModels(tuple(models if share is None else [shift_share(fold, share.share) for fold in models]), json.loads(kept.sites))
