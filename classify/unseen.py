"""What models decide that had not seen an enterprise's label, where the country's own model learnt from labels of samples.

Estimates that rest on the same labels need it (Zrnic and Candès, PNAS 121, 2024): see `aggregate`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from classify.combining import SiteDecisions, combine_sites
from classify.deciding import Decision, decide_one
from classify.learning.folds import FoldModels, unpack_folds
from classify.readings import read_website
from classify.trained.current import find_own_model, load_shipped, model_file
from classify.trained.files import digest_file
from classify.trained.records import TrainedModel
from store.cross_fits import UnseenAnswer, mark_learnt, read_cross_fits
from store.linked_visits import LinkedVisit
from store.opening import Store

AUDIT = "audit"
DIGITS = 64


@dataclass(frozen=True, slots=True)
class UnseenSite:
    """One linked site: where it was decided otherwise without a fold, {fold: all decisions}; and {capability: fold that it is in}."""

    otherwise: Mapping[int, tuple[Decision, ...]]
    own_fold: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class UnseenModels:
    """The models without each fold, by capability; `unknown`: learnt from labels of samples, without such models being kept."""

    folds: Mapping[str, FoldModels]
    unknown: tuple[str, ...]
    wave: str

    @property
    def count(self) -> int:
        """How many folds there are at most."""
        return max((len(fold.models) for fold in self.folds.values()), default=0)

    def decide_site(self, visit: LinkedVisit, decisions: tuple[Decision, ...]) -> UnseenSite:
        """How the site is decided without each fold, beside the `decisions` of the whole model."""
        own = {name: fold.sites[visit.website.site] for name, fold in self.folds.items() if visit.website.site in fold.sites}
        reading = read_website(visit.website, visit.signals) if self.folds else None
        if reading is None or not reading.readable:
            return UnseenSite({}, own)
        otherwise = dict[int, tuple[Decision, ...]]()
        for number in range(self.count):
            found = {name: decide_one(fold.models[number], reading) for name, fold in self.folds.items() if number < len(fold.models)}
            changed = tuple(found.get(d.capability, d) for d in decisions)
            if any(new.answer != old.answer for new, old in zip(changed, decisions, strict=True)):
                otherwise[number] = changed
        return UnseenSite(otherwise, own)

    def list_answers(self, enterprise_id: str, sites: Sequence[tuple[SiteDecisions, UnseenSite]]) -> Iterator[UnseenAnswer]:
        """What must be kept of an enterprise with these sites: for each capability that of its own fold, else of those that differ."""
        whole = {d.capability: d.answer for d in combine_sites([seen for seen, _ in sites])}
        numbers = sorted({number for _, unseen in sites for number in unseen.otherwise})
        without = {number: _answer_without(number, sites) for number in numbers}
        for name, fold in self.folds.items():
            own = [unseen.own_fold[name] for _, unseen in sites if name in unseen.own_fold]
            if own:
                yield UnseenAnswer(enterprise_id, name, own[0], 1.0, without.get(own[0], whole)[name])
                continue
            for number, answers in without.items():
                if answers[name] != whole[name]:
                    yield UnseenAnswer(enterprise_id, name, number, 1 / len(fold.models), answers[name])


def load_unseen_models(store: Store, folder: Path, country: str) -> UnseenModels | None:
    """The models without each fold of the country's own model; None where no label of a sample was learnt from."""
    own = find_own_model(folder, country)
    if own is None or not has_seen_samples(own):
        return None
    adopted = [name for name, learned in own.capabilities.items() if learned.adopted and name in load_shipped()]
    kept = {fit.capability: fit for fit in read_cross_fits(store, country, digest_model(folder, country))}
    folds = {name: unpack_folds(kept[name], load_shipped()[name], own.shares.get(name)) for name in adopted if name in kept}
    return UnseenModels(folds, tuple(name for name in adopted if name not in kept), own.wave)


def digest_model(folder: Path, country: str) -> str:
    """The sha256 of the country's own model."""
    return digest_file(model_file(folder, country), DIGITS)


def mark_unknown(store: Store, country: str, wave: str, models: UnseenModels) -> None:
    """Notes which labels a model learnt from whose folds nobody kept, such as one from another store."""
    mark_learnt(store, country, wave, models.unknown, models.wave)


def has_seen_samples(model: TrainedModel) -> bool:
    """Whether labels of samples were among those learnt from."""
    return AUDIT in model.sources


def _answer_without(number: int, sites: Sequence[tuple[SiteDecisions, UnseenSite]]) -> dict[str, str]:
    """{capability: answer} where each site is decided without a fold."""
    changed = [replace(seen, decisions=unseen.otherwise.get(number, seen.decisions)) for seen, unseen in sites]
    return {d.capability: d.answer for d in combine_sites(changed)}
