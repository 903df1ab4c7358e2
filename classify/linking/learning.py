"""Weights of links learnt from what people know: penalised towards the experts', kept only where they are better on unseen pairs."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt
from scipy.special import expit

from catalogue.errors import LabelError
from catalogue.messages import say
from catalogue.profiles import load_profile
from classify.learning.calibrating import fit_calibration
from classify.learning.choosing import LEAST_OF_EACH, is_better
from classify.learning.crossfitting import FOLDS, INNER_FOLDS, SUREST, assign_folds
from classify.learning.fitting import Booleans, Floats, Weights, fit_weights, sum_evidence
from classify.linking.pairs import drop_covered
from classify.linking.priors import load_priors
from classify.linking.reading import WaveReading, open_wave
from classify.linking.weights import QUESTION, link_model_file, load_link_model
from classify.models import CapabilityModel
from classify.trained.applying import apply_weights
from classify.trained.files import write_model
from classify.trained.records import LearnedCapability, Performance, TrainedModel
from store.additions import models_folder
from store.opening import Store
from store.runs import recording

SEED = 20261122


@dataclass(frozen=True, slots=True)
class PairCases:
    """Labelled pairs: enterprise and site of each, evidence seen (pairs × evidence in the model's order), whether they belong together,
    and what else is added to their log-odds when links are decided (the prior of having a website, the site's past).
    """

    pairs: tuple[tuple[str, str], ...]
    presence: Booleans
    positive: Booleans
    added: Floats

    def part(self, chosen: Booleans) -> "PairCases":
        """The chosen cases."""
        places = np.flatnonzero(chosen).tolist()
        return PairCases(tuple(self.pairs[i] for i in places), self.presence[chosen], self.positive[chosen], self.added[chosen])


def train_links(store: Store, country: str, wave: str, truth: Mapping[str, frozenset[str]], *, seed: int = SEED) -> TrainedModel:
    """Learns the weights of links from labelled enterprises {id: sites} and keeps them beside the store; `find` uses them from now on.

    Raises:
        LabelError: too few pairs of labelled enterprises and visited sites belong together, or do not.
    """
    with recording(store, "train --links", {"country": country, "wave": wave, "seed": seed}, country, wave) as counts:
        model = load_link_model()
        cases = read_pair_cases(replace(open_wave(store, country, wave), model=model), truth)
        learned = learn_if_better(model.weights, cases, seed)
        trained = TrainedModel(
            trained_on=datetime.now(UTC).date().isoformat(),
            country=country,
            wave=wave,
            description="",
            sources=("truth",),
            websites=len({site for _, site in cases.pairs}),
            labels=_digest(truth),
            seed=seed,
            weights=model.version,
            rules=(),
            capabilities={QUESTION: learned},
        )
        write_model(trained, link_model_file(models_folder(store.path), country))
        counts.update(pairs=len(cases.pairs), adopted=learned.adopted)
    return trained


def read_pair_cases(reading: WaveReading, truth: Mapping[str, frozenset[str]]) -> PairCases:
    """The compared pairs of labelled enterprises; profiles and shop pages elsewhere, and second addresses of a website, are left out."""
    priors, names = load_priors(load_profile(reading.country)), [e.name for e in reading.model.weights.evidence]
    pairs, seen, positive, added = list[tuple[str, str]](), list[list[bool]](), list[bool](), list[float]()
    for seeker in reading.seekers():
        if seeker.enterprise_id not in truth:
            continue
        candidates = reading.candidates(priors, seeker)
        for candidate in (c for c in candidates if c.is_own and c.proposal.levels):
            same = {c.site for c in candidates if c.stands_for == candidate.site}
            pairs.append((seeker.enterprise_id, candidate.site))
            counted = drop_covered(reading.model, candidate.seen)
            seen.append([name in counted for name in names])
            positive.append(bool(same & truth[seeker.enterprise_id]))
            added.append(sum(piece.weight for piece in candidate.weighed.pieces if piece.name not in names))
    presence = np.array(seen, dtype=bool).reshape(len(seen), len(names))
    return PairCases(tuple(pairs), presence, np.array(positive, dtype=bool), np.array(added, dtype=np.float64))


def learn_if_better(model: CapabilityModel, cases: PairCases, seed: int) -> LearnedCapability:
    """What the cases teach; adopted where probabilities of unseen pairs fit better and answers are no worse.

    Raises:
        LabelError: there are too few pairs of either kind.
    """
    yes, no = int(cases.positive.sum()), int((~cases.positive).sum())
    if min(yes, no) < LEAST_OF_EACH:
        sentence = (
            "There are too few labelled pairs to learn from: at least {least} that belong together and {least} that do not are needed, of"
            " sites that `ecomstat find` has visited; there are {yes} and {no}."
        )
        raise LabelError(say(sentence, least=LEAST_OF_EACH, yes=yes, no=no))
    before = _measure(_log_odds(model, cases), cases.positive)
    after = _measure(_cross_fit(model, cases, seed), cases.positive)
    better = is_better(before, after)
    return replace(learn_pairs(model, cases, seed), adopted=better, why="better" if better else "not_better", before=before, after=after)


def learn_pairs(model: CapabilityModel, cases: PairCases, seed: int) -> LearnedCapability:
    """Weights near the experts', and a slope and an offset fitted on pairs that had not been learnt from.

    The offset leaves room for what is added on average when links are decided.
    """
    weights = fit_weights(model, cases.presence, cases.positive)
    folds = assign_folds(group_pairs(cases.pairs), cases.positive, INNER_FOLDS, seed + 1)
    unseen = np.zeros(len(folds))
    for fold in sorted(set(folds.tolist())):
        inside = fit_weights(model, cases.presence[folds != fold], cases.positive[folds != fold])
        unseen[folds == fold] = sum_evidence(model, inside, cases.presence[folds == fold])
    slope, offset = fit_calibration(unseen, cases.positive)
    names = [e.name for e in model.evidence]
    return LearnedCapability(
        model.capability,
        adopted=True,
        why="better",
        yes=int(cases.positive.sum()),
        no=int((~cases.positive).sum()),
        prior=weights.prior,
        slope=slope,
        offset=offset - float(cases.added.mean()),
        share=float(cases.positive.mean()),
        weights=dict(zip(names, weights.evidence.tolist(), strict=True)),
        began={e.name: e.weight for e in model.evidence},
    )


def group_pairs(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """A name for the group of each pair: pairs that share an enterprise or a site, also by way of others, are in one group."""
    parent = dict[str, str]()

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for enterprise_id, site in pairs:
        first, second = root(f"enterprise {enterprise_id}"), root(f"site {site}")
        parent[max(first, second)] = min(first, second)
    return [root(f"enterprise {enterprise_id}") for enterprise_id, _ in pairs]


def _cross_fit(model: CapabilityModel, cases: PairCases, seed: int) -> Floats:
    """The log-odds of every pair by weights learnt from the groups of the other folds."""
    folds = assign_folds(group_pairs(cases.pairs), cases.positive, FOLDS, seed)
    found = np.zeros(len(folds))
    for fold in sorted(set(folds.tolist())):
        learned = apply_weights(learn_pairs(model, cases.part(folds != fold), seed), model)
        found[folds == fold] = _log_odds(learned, cases.part(folds == fold))
    return found


def _log_odds(model: CapabilityModel, cases: PairCases) -> Floats:
    weights = Weights(model.prior, np.array([e.weight for e in model.evidence], dtype=np.float64))
    return sum_evidence(model, weights, cases.presence) + cases.added


def _measure(log_odds: Floats, positive: npt.NDArray[np.bool_]) -> Performance:
    probability = np.clip(expit(log_odds), SUREST, 1 - SUREST)
    given = probability >= 0.5
    tp, fp, fn, tn = (int(mask.sum()) for mask in (given & positive, given & ~positive, ~given & positive, ~given & ~positive))
    loss = -np.log(np.where(positive, probability, 1 - probability))
    return Performance(tp, fp, fn, tn, 0, 0, float(((probability - positive) ** 2).mean()), float(loss.mean()))


def _digest(truth: Mapping[str, frozenset[str]]) -> str:
    rows = sorted(f"{key}\t{' '.join(sorted(sites))}\n" for key, sites in truth.items())
    return hashlib.sha256("".join(rows).encode()).hexdigest()
