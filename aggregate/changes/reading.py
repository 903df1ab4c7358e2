"""One wave's labelled sample as it was estimated from, read from the store."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from aggregate.changes.overlap import WaveSample
from aggregate.estimators.arrays import Floats, Integers
from aggregate.indicators import Question
from aggregate.learnt_labels import read_units
from aggregate.tables.earlier_phases import EarlierPhases
from aggregate.tables.labelled import AnsweredSample, build_answered
from aggregate.tables.margins import build_margins
from aggregate.tables.rows import FrameCounts
from aggregate.targets import read_targets
from store.cells import read_sample_answers
from store.deciding_hosts import read_deciding_hosts
from store.opening import Store
from store.reviews import read_designs


@dataclass(frozen=True, slots=True)
class LabelledWave:
    """`wave` with the frame's cell of each unit, shape (units,), and 1 where it is an active enterprise in scope (None: nobody asked)."""

    wave: WaveSample
    cells: Integers
    target: Floats | None


def read_labelled_wave(
    where: tuple[Store, str, str],
    question: Question,
    sample: str,
    counts: FrameCounts,
    cells: Mapping[str, Sequence[Any]],
    earlier: EarlierPhases | None = None,
    *,
    blind: Container[str] = (),
    redecided: bool = False,
) -> LabelledWave | None:
    """The labelled units of one question and sample; None where they cannot be estimated from. Call inside `counting`.

    `cells` are those of the wave's frame, `counts` those of the question's capability; with `redecided`, states are those decided again
    by a newer model (and `counts` must be too). `blind` are capabilities whose predictions of labelled units are none.
    """
    design = next((d for d in read_designs(*where) if d.sample == sample), None)
    if design is None:
        return None
    units, counts = read_units(where, sample, question.capability, blind, redecided=redecided), counts.of_samples
    answers = read_sample_answers(*where, question.question, question.source, sample)
    targets, hosts = read_targets(*where, question.source, sample), read_deciding_hosts(*where, sample)
    answered = build_answered(units, answers, design.strata, targets=targets, hosts=hosts, earlier=earlier)
    if answered is None:
        return None
    labelled = replace(answered.sample, margins=build_margins(cells, counts.by_cell, answered.cells))
    chosen = np.flatnonzero(answered.units.answered)
    ids, strata = ([units[name][i] for i in chosen] for name in ("enterprise_id", "stratum"))
    return LabelledWave(WaveSample(ids, labelled, _name_strata(answered, strata), counts.weights[0]), answered.cells, answered.target)


def _name_strata(answered: AnsweredSample, strata: Sequence[str]) -> list[str]:
    """The design's name of each number; strata without answers have joined others, so that all units of a number have one name."""
    named = dict(zip(answered.sample.strata.tolist(), strata, strict=True))
    return [named.get(number, "") for number in range(len(answered.sample.frame_sizes))]
