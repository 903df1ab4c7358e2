"""Decisions on labelled websites by weights that had not seen their labels: as rows, and how right they were by group."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from classify.deciding import Decision
from classify.learning.cases import LabelledReadings
from classify.learning.crossfitting import measure
from classify.trained.records import GroupScore

SMALLEST_GROUP = 5


@dataclass(frozen=True, slots=True)
class Unseen:
    """What was decided of an enterprise by weights that had not seen its labels, beside its label."""

    enterprise_id: str
    capability: str
    label: str
    answer: str
    probability: float | None


def score_groups(
    chosen: Mapping[str, LabelledReadings], decided: Mapping[str, Sequence[Decision]], kinds: Mapping[str, str]
) -> Iterator[GroupScore]:
    """How right they were by main language and kind of website (`kinds` {enterprise id: kind}, else the site's), save small groups."""
    for name, decisions in decided.items():
        cases = chosen[name]
        languages = [(reading.website.languages or ("_U",))[0] for reading in cases.readings]
        found = [kinds.get(e) or reading.website.kind for e, reading in zip(cases.enterprises, cases.readings, strict=True)]
        for dimension, groups in (("language", languages), ("kind", found)):
            for group in sorted(set(groups)) if decisions else ():
                member = np.array([g == group for g in groups], dtype=bool)
                if member.sum() >= SMALLEST_GROUP:
                    part = [d for d, inside in zip(decisions, member, strict=True) if inside]
                    yield GroupScore(name, dimension, group, measure(part, cases.positive[member]))


def list_unseen(chosen: Mapping[str, LabelledReadings], decided: Mapping[str, Sequence[Decision]]) -> Iterator[Unseen]:
    """One row for every decision."""
    for name, decisions in decided.items():
        cases = chosen[name]
        for enterprise_id, positive, decision in zip(cases.enterprises, cases.positive.tolist(), decisions, strict=False):
            yield Unseen(enterprise_id, name, "yes" if positive else "no", decision.answer, decision.probability)
