"""Training: labels and signals of a wave become a model of the office's own, beside its store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from catalogue.additions import using_additions
from catalogue.errors import LabelError
from catalogue.messages import say
from catalogue.progress import Progress
from classify.learning.cases import Case, LabelledReadings, choose_cases, digest_labels, read_cases
from classify.learning.choosing import LEAST_OF_EACH, TrainedCapability, train_capability
from classify.learning.folds import FoldWeights, pack_folds
from classify.learning.shares import estimate_shares
from classify.learning.unseen import Unseen, list_unseen, score_groups
from classify.models import CapabilityModel, weights_version
from classify.trained.applying import apply_model
from classify.trained.current import load_shipped, model_file
from classify.trained.files import write_model
from classify.trained.records import CountryShare, LearnedCapability, TrainedModel
from classify.unseen import digest_model, has_seen_samples
from store.additions import additions_folder, models_folder
from store.cross_fits import replace_cross_fits
from store.opening import Store
from store.runs import recording

SEED = 20261122


@dataclass(frozen=True, slots=True)
class Training:
    """A trained model, the decisions on its own cases by weights that had not seen them, and these weights, {capability: folds}."""

    model: TrainedModel
    unseen: tuple[Unseen, ...]
    folds: Mapping[str, FoldWeights]


def train(
    store: Store, country: str, wave: str, progress: Progress, *, sources: Sequence[str] = ("training",), seed: int = SEED
) -> Training:
    """Learns from the wave's labels and keeps the model beside the store, in the place of an earlier one; `classify` uses it from now on.

    Raises:
        LabelError: there are too few labels of read websites.
    """
    arguments = {"country": country, "wave": wave, "sources": list(sources), "seed": seed}
    with using_additions(additions_folder(store.path)), recording(store, "train", arguments, country, wave) as counts:
        training = learn(store, country, wave, progress, models=load_shipped(), sources=sources, seed=seed)
        write_model(training.model, model_file(models_folder(store.path), country))
        _keep_folds(store, country, training)
        adopted = [c.capability for c in training.model.capabilities.values() if c.adopted]
        counts.update(websites=training.model.websites, adopted=adopted)
    return training


def learn(
    store: Store,
    country: str,
    wave: str,
    progress: Progress,
    *,
    models: Mapping[str, CapabilityModel],
    sources: Sequence[str],
    seed: int,
    description: str = "",
    kinds: Mapping[str, str] | None = None,
) -> Training:
    """What the labels teach, beginning with these models. `kinds` {enterprise id: kind of website} for the scores by kind.

    Raises:
        LabelError: no capability has labels enough.
    """
    cases = read_cases(store, country, wave, list(models), sources)
    chosen = {name: choose_cases(cases, name) for name in models}
    _refuse_few(chosen, sources, country)
    progress.start(say("Learning"), len(models))
    trainings = dict[str, TrainedCapability]()
    for name, model in models.items():
        trainings[name] = train_capability(model, chosen[name], seed)
        progress.advance()
    learned, decided = ({name: getattr(t, part) for name, t in trainings.items()} for part in ("learned", "decisions"))
    trained = TrainedModel(
        trained_on=datetime.now(UTC).date().isoformat(),
        country=country,
        wave=wave,
        description=description,
        sources=tuple(sources),
        websites=len({case.reading.website.site for case in cases}),
        labels=digest_labels(cases),
        seed=seed,
        weights=weights_version(),
        rules=_find_rules(cases),
        capabilities=learned,
        shares=_shares(store, country, wave, models, learned, seed),
        scores=tuple(score_groups(chosen, decided, kinds or {})),
    )
    folds = {name: t.folds for name, t in trainings.items() if t.folds is not None and t.learned.adopted}
    return Training(trained, tuple(list_unseen(chosen, decided)), folds)


def _keep_folds(store: Store, country: str, training: Training) -> None:
    """The weights without each fold stay in the store where labels of samples were learnt from: `classify` decides by them too."""
    folds = training.folds if has_seen_samples(training.model) else {}
    model = digest_model(models_folder(store.path), country)
    replace_cross_fits(store, country, model, (pack_folds(name, weights) for name, weights in folds.items()))


def _refuse_few(chosen: Mapping[str, LabelledReadings], sources: Sequence[str], country: str) -> None:
    counts = {name: (int(cases.positive.sum()), int((~cases.positive).sum())) for name, cases in chosen.items()}
    names = ", ".join(sources)
    if not any(sum(pair) for pair in counts.values()):
        sentence = (
            "There are no labels to learn from yet: no enterprise whose website was read has one (source: {sources}). `ecomstat labels"
            " {country} import FILE.csv --source training` loads some; `--with-audit` learns from the labels of samples too."
        )
        raise LabelError(say(sentence, sources=names, country=country))
    name, (yes, no) = max(counts.items(), key=lambda item: (min(item[1]), sum(item[1])))
    if min(yes, no) < LEAST_OF_EACH:
        sentence = (
            "There are too few labels to learn from: a capability needs at least {least} labels yes and {least} labels no of enterprises"
            " whose website was read; {capability} has most, {yes} yes and {no} no (source: {sources}). `ecomstat labels {country}"
            " import FILE.csv --source training` loads more; `--with-audit` learns from the labels of samples too."
        )
        raise LabelError(say(sentence, least=LEAST_OF_EACH, yes=yes, no=no, capability=name, sources=names, country=country))


def _shares(
    store: Store,
    country: str,
    wave: str,
    models: Mapping[str, CapabilityModel],
    learned: Mapping[str, LearnedCapability],
    seed: int,
) -> dict[str, CountryShare]:
    draft = TrainedModel("", country, wave, "", (), 0, "", seed, "", (), learned)
    return estimate_shares(store, country, wave, apply_model(draft, models), seed)


def _find_rules(cases: Sequence[Case]) -> tuple[str, ...]:
    return tuple(sorted({s.rule for case in cases for signals in case.reading.by_kind.values() for s in signals}))
