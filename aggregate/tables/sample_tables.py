"""The rows that a labelled sample gives: shares and numbers with margins, what nonresponse could do, and enterprises that are no target."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

import numpy as np
import pandas as pd

from aggregate.disclosure.rules import RuleSet
from aggregate.estimators.arrays import Floats
from aggregate.estimators.by_state import DomainEstimates
from aggregate.estimators.margins import Margin
from aggregate.estimators.response import bound_by_missing
from aggregate.quality import PredictiveValues, find_predictive_values
from aggregate.tables.domains import Domains
from aggregate.tables.labelled import AnsweredSample, estimate_domains, estimate_in_frame
from aggregate.tables.margins import build_margins
from aggregate.tables.rows import FrameCounts, Tell, Texts, pair_rows, sample_rows

ACTIVE = "{population} that are active and in scope"
NO_ANSWER_IS_NO, NO_ANSWER_IS_YES = "unanswered_all_no", "unanswered_all_yes"


class SampleTables:
    """Estimates from one labelled sample over one frame."""

    def __init__(
        self,
        answered: AnsweredSample,
        counts: FrameCounts,
        hidden: Texts,
        domains: Domains,
        cells: Mapping[str, Sequence[Any]],
        level: float,
        rules: RuleSet | None = None,
        tell: Tell | None = None,
    ) -> None:
        """`counts` are the frame by states of the capability, `hidden` the column `suppressed` that holds for all, `cells` the frame's.

        `tell` as in `sample_rows`.
        """
        self.answered, self.counts, self.hidden, self.domains = answered, counts, hidden, domains
        self.level, self.rules, self.tell = level, rules, tell
        self.margins: tuple[Margin, ...] = build_margins(cells, counts.by_cell, answered.cells)

    def list_rows(self) -> pd.DataFrame:
        """Shares and numbers with margins, and where units gave no answer, the two bounds of what they may have meant."""
        shares = estimate_domains(self.answered, self.counts.weights[0], self.domains, self.level, self.margins)
        if self.answered.target is None:
            rows = self._with_margins(shares)
        else:
            numbers = self._in_frame(self.answered.sample.answers * self.answered.target)
            rows = pair_rows(self._with_margins(shares), self._with_margins(numbers))
            rows = rows.assign(denominator=[ACTIVE.format(population=name) for name in rows["population"]])
        rows = rows.assign(**self._predictive_values())
        return rows if self.answered.units.answered.all() else pd.concat([rows, *self._bounds(rows)], ignore_index=True)

    def list_over_coverage(self) -> pd.DataFrame:
        """Registered enterprises that are no longer active, out of scope or there twice, and (number) those that are the target."""
        if self.answered.target is None:
            return pd.DataFrame()
        over, target = (self._with_margins(self._in_frame(values)) for values in (1 - self.answered.target, self.answered.target))
        over, target = over.assign(indicator="over_coverage"), target.assign(indicator="active_in_scope")
        return pd.concat([over, target], ignore_index=True)

    def find_missing(self) -> Floats:
        """The weighted share of the drawn units of each domain that gave no answer, shape (domains,); NaN where none was drawn."""
        units = self.answered.units
        members = self.domains.sparse_of_units(units.cells)
        with np.errstate(invalid="ignore"):
            return np.asarray(members @ (units.weights * ~units.answered) / (members @ units.weights))

    def _predictive_values(self) -> dict[str, Floats]:
        """How far predictions can be trusted in each domain, for the rows of shares and then those of numbers."""
        sample, domains = self.answered.sample, self.domains.sparse_of_units(self.answered.cells)
        found = find_predictive_values(sample.answers, sample.states, sample.weights, domains, self.level)
        return {field.name: np.tile(getattr(found, field.name), 2) for field in fields(found)}

    def _in_frame(self, values: Floats) -> DomainEstimates:
        return estimate_in_frame(self.answered, values, self.counts.weights[0], self.domains, self.level, self.margins)

    def _with_margins(self, estimates: DomainEstimates) -> pd.DataFrame:
        return sample_rows(self.counts, self.hidden, estimates, self.find_missing(), self.rules, self.tell)

    def _bounds(self, rows: pd.DataFrame) -> list[pd.DataFrame]:
        """The sample's share if all without an answer had said no, or yes; without margins, hidden where the estimate is."""
        units = self.answered.units
        low, high = bound_by_missing(units.answers, units.weights, units.answered, self.domains.sparse_of_units(units.cells))
        nothing = {"standard_error": np.nan, "ci_low": np.nan, "ci_high": np.nan, "quality": None}
        blank = rows.assign(**nothing, **dict.fromkeys((field.name for field in fields(PredictiveValues)), np.nan))
        factors = np.where(rows["measure"] == "count", np.tile(self.counts.weight, 2), 1.0)
        named = ((NO_ANSWER_IS_NO, low), (NO_ANSWER_IS_YES, high))
        return [blank.assign(method=method, value=np.tile(share, 2) * factors) for method, share in named]
