"""How right the links are: each enterprise's outcome, shares with intervals, and whether stated probabilities hold."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.linking.cases import Case
from classify.intervals import Rate, wilson_rate
from classify.linking.scores import calibration_error

RIGHT, WRONG_SITE, MISSED, GIVEN = "right", "wrong site", "missed", "given though none"
OUTCOMES = (RIGHT, WRONG_SITE, MISSED, GIVEN)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was decided of one enterprise in one draw: its links, {site: probability}, beside those of its true sites that were there.

    `stated` is the probability stated for this very answer (that site, or none).
    """

    case: Case
    present: frozenset[str]
    links: Mapping[str, float]
    stated: float

    @property
    def outcome(self) -> str:
        """One of OUTCOMES; a link to a wrong site beside the right one is wrong."""
        if self.links.keys() <= self.present:
            return RIGHT if self.links or not self.present else MISSED
        return WRONG_SITE if self.present else GIVEN


@dataclass(frozen=True, slots=True)
class Score:
    """The outcomes of a group over all draws, as shares of its enterprises; F1 of links; expected calibration error."""

    enterprises: int
    shares: Mapping[str, Rate]
    precision: float
    recall: float
    f1: float
    calibration_error: float


def score(answers: Sequence[Answer]) -> Score:
    """The score of some answers; draws of the same enterprise add no certainty to the intervals."""
    n = len({answer.case.enterprise_id for answer in answers})
    counts = {outcome: sum(answer.outcome == outcome for answer in answers) for outcome in OUTCOMES}
    found = sum(answer.outcome == RIGHT and bool(answer.present) for answer in answers)
    given, true = sum(bool(answer.links) for answer in answers), sum(bool(answer.present) for answer in answers)
    shares = {outcome: wilson_rate(count / len(answers), n) for outcome, count in counts.items()}
    return Score(
        n, shares, found / given if given else 1.0, found / true if true else 1.0, 2 * found / (given + true) if given + true else 1.0,
        calibration_error(np.array([a.stated for a in answers]), np.array([a.outcome == RIGHT for a in answers])),
    )  # fmt: skip


def group_answers(answers: Sequence[Answer], key: Callable[[Answer], str]) -> dict[str, list[Answer]]:
    """{group: answers}, by name of the group."""
    groups: dict[str, list[Answer]] = {}
    for answer in answers:
        groups.setdefault(key(answer), []).append(answer)
    return dict(sorted(groups.items()))
