from collections.abc import Callable
from typing import Any, cast

import pytest

from aggregate.quality import FEWEST_LABELS
from classify.reviewing.agreement import judge_pairs
from store.opening import Store
from web.dashboards.agreement import describe_agreement
from web.dashboards.panels import Asked, Choice
from web.measurements import Measurements

BOTH, FEW = "online_ordering", "chat"
PAIRS = [("yes", "yes")] * 6 + [("yes", "no")] + [("no", "yes")] * 3 + [("no", "no")] * 10 + [("unknown", "yes")]
AGREEMENTS = [judge_pairs(BOTH, PAIRS), judge_pairs(FEW, [("yes", "yes")] * (FEWEST_LABELS - 1) + [("unknown", "no")] * 9)]


class Measured:
    """Measurements whose result is known."""

    def read(self, _: object, __: Callable[[Store], Any]) -> Any:
        return AGREEMENTS


def show(*, units: bool) -> list[dict[str, Any]]:
    """The rows of the panel, {key of a column: value}."""
    place = Choice("wave", "Wave", (("XD/2026", "XD"),), "XD/2026")
    (panel,) = describe_agreement(Asked("XD", "2026", place, {}, units, cast(Measurements, Measured())))
    return [dict(zip((column.key for column in panel.sheet.columns), row, strict=True)) for row in panel.sheet.rows]


def test_the_table_says_what_the_pairs_say() -> None:
    row = show(units=True)[0]
    assert (row["question"], row["n"], row["unknown"]) == (BOTH, 20, 1)
    assert (row["raw"], row["positive"], row["negative"]) == pytest.approx((16 / 20, 12 / 16, 20 / 24))  # by hand
    assert row["kappa"] == pytest.approx((0.8 - 0.515) / (1 - 0.515))
    assert row["kappa_low"] < row["kappa"] < row["kappa_high"]


def test_of_few_enterprises_only_methodologists_see_how_far_reviewers_agree() -> None:
    assert [row["question"] for row in show(units=True)] == [BOTH, FEW]
    assert [row["question"] for row in show(units=False)] == [BOTH]
