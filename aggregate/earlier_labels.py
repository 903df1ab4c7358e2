"""A share corrected by labels of an earlier wave: for a wave that nobody has labelled yet, while the machine errs as it did."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import t as student

from aggregate.estimators.by_state import LabelledSample
from aggregate.estimators.misclassification import WEAKEST, CorrectedShare, invert_by_sample
from aggregate.indicators import Question
from aggregate.states import PREDICTED_YES
from aggregate.tables.earlier_phases import find_earlier_phases
from aggregate.tables.experimental_rows import Figures, experimental_rows
from aggregate.tables.labelled import build_answered
from aggregate.tables.rows import FrameCounts, Texts
from aggregate.targets import read_targets
from catalogue.messages import say
from store.cells import read_decided, read_sample_answers, read_unit_states
from store.deciding_hosts import read_deciding_hosts
from store.frame import read_waves
from store.opening import Store
from store.reviews import read_designs, read_sample

METHOD = "misclassification"
FEWEST_OF_EACH = 10


@dataclass(frozen=True, slots=True)
class Audit:
    """Labels of a wave beside the states of their units then, and the model that decided them."""

    wave: str
    name: str
    model: str | None
    labels: LabelledSample

    @property
    def tells(self) -> bool:
        """Whether enough labels say yes, and enough say no."""
        answers = self.labels.answers
        return bool(min(answers.sum(), (1 - answers).sum()) >= FEWEST_OF_EACH)

    def correct(self, predicted_share: float, own_variance: float = 0.0) -> CorrectedShare:
        """A share of predicted yes, corrected by the errors of then; `own_variance` is that of the share itself."""
        labels = self.labels
        predicted = (labels.states == PREDICTED_YES).astype(np.float64)
        arrays = (labels.answers, predicted, labels.weights, labels.strata, labels.frame_sizes, labels.clusters)
        return invert_by_sample(predicted_share, *arrays, earlier=labels.earlier, own_variance=own_variance)


def correct_by_labels(
    store: Store, country: str, wave: str, question: Question, counts: FrameCounts, hidden: Texts, level: float, notes: list[str]
) -> Iterator[pd.DataFrame]:
    """The national share of predicted yes, corrected by the error rates in the newest earlier wave with labels (else in this wave).

    Crawl and classifier count as one test: what was not read was not predicted yes. National only, since error rates differ by domain.
    """
    audit = find_audit(store, country, wave, question)
    if audit is None:
        notes.append(
            say("{question}: no wave has the ten yes and ten no among its labels that a correction needs.", question=question.question)
        )
        return
    predicted = float(counts.weights[0, PREDICTED_YES] / counts.weights[0].sum())
    found = audit.correct(predicted, _find_own_variance(store, country, wave, question.capability, predicted))
    notes.append(_note(question, audit, found, wave, read_decided(store, country, wave).get(question.capability)))
    if not np.isfinite(found.value):
        return
    reach = float(student.ppf((1 + level) / 2, audit.labels.degrees)) * found.standard_error
    value, error, labelled = (np.array([float(x)]) for x in (found.value, found.standard_error, len(audit.labels.answers)))
    figures = Figures(value, error, np.maximum(value - reach, 0), np.minimum(value + reach, 1), labelled)
    yield experimental_rows(counts, np.array([0]), METHOD, figures, hidden, np.array([found.publishable])).assign(sample=audit.name)


def find_audit(store: Store, country: str, wave: str, question: Question) -> Audit | None:
    """The labels of the newest earlier wave that has enough of them, else this wave's; None without any."""
    waves = [w for c, w, _ in read_waves(store) if c == country and w <= wave]
    earlier = [w for w in reversed(waves) if w != wave]
    for place in (*earlier, wave):
        found = [audit for audit in _read_audits(store, country, place, question) if audit.tells]
        if found:
            return max(found, key=lambda audit: len(audit.labels.answers))
    return None


def _read_audits(store: Store, country: str, wave: str, question: Question) -> Iterator[Audit]:
    """Every sample of a wave with labels to the question, beside the states of the capability in that wave; newest first."""
    model = read_decided(store, country, wave).get(question.capability)
    earlier = find_earlier_phases(store, country, wave)
    frame: pd.DataFrame | None = None
    for design in reversed(read_designs(store, country, wave)):
        answers = read_sample_answers(store, country, wave, question.question, question.source, design.sample)
        if not answers:
            continue
        if frame is None:
            frame = pd.DataFrame(read_unit_states(store, country, wave, question.capability)).set_index("unit")
        drawn = pd.DataFrame(read_sample(store, country, wave, design.sample)).join(frame, on="unit").assign(cell=0)
        if earlier is not None:
            drawn["frame_weight"] = earlier.weigh(drawn["unit"].tolist())
        columns = {str(name): column.tolist() for name, column in drawn.items()}
        targets = read_targets(store, country, wave, question.source, design.sample)
        hosts = read_deciding_hosts(store, country, wave, design.sample)
        answered = build_answered(columns, answers, design.strata, targets=targets, hosts=hosts, earlier=earlier)
        if answered is not None:
            yield Audit(wave, design.sample, model, answered.sample)


def _find_own_variance(store: Store, country: str, wave: str, capability: str, predicted: float) -> float:
    """The variance of the share of predicted yes, 0 where the register is whole and all its enterprises were looked at."""
    earlier = find_earlier_phases(store, country, wave)
    if earlier is None:
        return 0.0
    frame = read_unit_states(store, country, wave, capability)
    linearised = ((np.array(frame["state"]) == PREDICTED_YES) - predicted) / earlier.levels.weights.sum()
    return earlier.estimate_variance(frame["unit"], linearised)


def _note(question: Question, audit: Audit, found: CorrectedShare, wave: str, model: str | None) -> str:
    """What the correction rests on, and what speaks against it."""
    doubts = []
    if audit.wave == wave:
        doubts.append(say("they are of this very wave, for which the default estimate is better"))
    elif audit.model != model:
        doubts.append(say("another model decided then, so that its errors may not be those of now"))
    if not np.isfinite(found.value):
        doubts.append(say("predictions said nothing of the truth, so that there is no number"))
    elif found.strength < WEAKEST:
        doubts.append(
            say("predictions said too little of the truth (sensitivity + specificity - 1 = {strength:.2f})", strength=found.strength)
        )
    elif not found.possible:
        doubts.append(say("the result, {value:.1f} %, cannot be a share: error rates have changed", value=100 * found.value))
    sentence = say(
        "{question}: corrected by {n} labels of wave {wave}", question=question.question, n=len(audit.labels.answers), wave=audit.wave
    )
    return sentence + (say("; but {doubts}.", doubts="; ".join(doubts)) if doubts else ".")
