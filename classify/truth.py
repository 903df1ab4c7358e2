"""Labels beside decisions: which labels count for an evaluation, and what was decided of the same enterprises."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from catalogue.statuses import load_statuses
from store.decisions import ANSWERS, read_answers
from store.final_labels import read_final_labels
from store.frame import read_frame_columns
from store.linked_sites import read_unit_sites
from store.opening import Store
from store.reviews import read_designs, read_sample

BREAKDOWNS = ("country", "size", "section", "language", "kind")
FRAME_COLUMNS = {"country": "register_country", "size": "size_class", "section": "section"}
SITE_COLUMNS = {"language": "languages", "kind": "kind"}


@dataclass(frozen=True, slots=True)
class LabelSet:
    """Which labels an evaluation rests on: their source, and the probability sample they belong to (None: not one)."""

    source: str
    sample: str | None = None


@dataclass(frozen=True, slots=True)
class Truth:
    """Enterprises labelled yes or no: units, label (True: yes), what was decided (yes, no, unknown), weights (1 where not a sample).

    `unread` marks those of which nothing was decided because no website of theirs was read. `probabilities` of a yes are NaN where none
    was stated.
    """

    units: list[int]
    positive: npt.NDArray[np.bool_]
    answers: npt.NDArray[np.object_]
    weights: npt.NDArray[np.float64]
    weighted: bool
    unread: npt.NDArray[np.bool_]
    probabilities: npt.NDArray[np.float64] | None = None


def choose_labels(store: Store, country: str, wave: str, question: str) -> LabelSet | None:
    """The probability sample with the most answers yes or no to this question, the newest of several, as estimates rest on it; else other
    audits, else training labels; None without labels. An audit that has only begun does not push out one that was reviewed whole.
    """
    samples = [LabelSet("audit", design.sample) for design in reversed(read_designs(store, country, wave))]
    counted = [(_count_decided(store, country, wave, question, labels), labels) for labels in samples]
    ranked = [labels for _, labels in sorted(counted, key=lambda entry: -entry[0])]
    for labels in [*ranked, LabelSet("audit"), LabelSet("training")]:
        if _final(store, country, wave, question, labels):
            return labels
    return None


def read_truth(store: Store, country: str, wave: str, question: str, labels: LabelSet) -> Truth:
    """Final labels yes and no of one question beside the decisions; unresolved and unknown labels are left out.

    Left out too are enterprises whose final label of `status_ok` is no: templates, parked pages and the like are no test of a detector.
    """
    final = _final(store, country, wave, question, labels)
    not_real = {unit for unit, answer in _final(store, country, wave, "status_ok", labels).items() if answer == "no"}
    units = sorted(unit for unit, answer in final.items() if answer in {"yes", "no"} and unit not in not_real)
    weights = _weights(store, country, wave, labels)
    if weights is not None:
        units = [unit for unit in units if unit in weights]
    decided, stated = _decided(store, country, wave, question, units)
    read = _read_units(store, country, wave, units)
    answers = np.array([decided.get(unit, "unknown") for unit in units], dtype=object)
    return Truth(
        units,
        np.array([final[unit] == "yes" for unit in units], dtype=bool),
        answers,
        np.array([1.0 if weights is None else weights[unit] for unit in units], dtype=np.float64),
        weights is not None,
        np.array([unit not in read for unit in units], dtype=bool) & (answers == "unknown"),
        np.array([stated.get(unit, math.nan) for unit in units], dtype=np.float64),
    )


def read_groups(store: Store, country: str, wave: str, dimension: str) -> dict[int, str]:
    """{unit: group} of a breakdown; units that are missing are unknown. `language` is the main one, `kind` the site's."""
    if dimension in FRAME_COLUMNS:
        column = FRAME_COLUMNS[dimension]
        frame = read_frame_columns(store, country, wave, ["unit", column])
        return {unit: str(value or "_U") for unit, value in zip(frame["unit"], frame[column], strict=True)}
    column = SITE_COLUMNS[dimension]
    sites = read_unit_sites(store, country, wave)
    return {unit: (str(value or "").split() or ["_U"])[0] for unit, value in zip(sites["unit"], sites[column], strict=True)}


def _count_decided(store: Store, country: str, wave: str, question: str, labels: LabelSet) -> int:
    return sum(answer in {"yes", "no"} for answer in _final(store, country, wave, question, labels).values())


def _final(store: Store, country: str, wave: str, question: str, labels: LabelSet) -> dict[int, str | None]:
    columns = read_final_labels(store, country, wave, question, labels.source, labels.sample)
    return dict(zip(columns["unit"], columns["answer"], strict=True))


def _read_units(store: Store, country: str, wave: str, units: list[int]) -> set[int]:
    """Those of the units whose most probable website was read."""
    sites, statuses = read_unit_sites(store, country, wave, units), load_statuses()
    return {unit for unit, status in zip(sites["unit"], sites["status"], strict=True) if statuses[status].read}


def _decided(store: Store, country: str, wave: str, capability: str, units: list[int]) -> tuple[dict[int, str], dict[int, float]]:
    """What was decided of each unit, and the probability of a yes where one was stated."""
    columns = read_answers(store, country, wave, capability, units)
    answers = {unit: ANSWERS[answer] for unit, answer in zip(columns["unit"], columns["answer"], strict=True)}
    return answers, {unit: p for unit, p in zip(columns["unit"], columns["probability"], strict=True) if p is not None}


def _weights(store: Store, country: str, wave: str, labels: LabelSet) -> dict[int, float] | None:
    """Inverse inclusion probabilities of a drawn sample; None where the labels are not of one."""
    drawn = {design.sample for design in read_designs(store, country, wave)}
    if labels.sample not in drawn or labels.sample is None:
        return None
    sample = read_sample(store, country, wave, labels.sample)
    return {unit: 1 / p for unit, p in zip(sample["unit"], sample["inclusion_probability"], strict=True)}
