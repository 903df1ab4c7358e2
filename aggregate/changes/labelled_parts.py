"""Changes of estimates from labels: in all, among the enterprises of both waves, by another model, by other enterprises; link factors.

change = in both + by model + by coverage. V = V1 + V2 - 2·C12 of the published variances (in all) and of the same estimator among those
who stayed (in both); the other two are sums of linearised figures (`estimators.change`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.stats import t as student

from aggregate.changes.overlap import LaidOver, find_covariances, lay_over
from aggregate.changes.reading import LabelledWave
from aggregate.changes.stayers import Stayers
from aggregate.estimators.arrays import Floats
from aggregate.estimators.by_state import DomainEstimates, estimate_by_state
from aggregate.estimators.change import decompose_change
from aggregate.estimators.panel import Figures, combine_figures
from aggregate.quality import grade
from aggregate.tables.domains import KEY

WORST = {"primary": 3, "secondary": 2, "quality": 1, "none": 0}
Pair = tuple[Floats, Floats]


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """The labelled units of both waves; `again`: those of the first with the states that the second's model gives them."""

    first: LabelledWave
    second: LabelledWave
    again: LabelledWave | None = None

    @property
    def degrees(self) -> int:
        """The smaller of the two waves' degrees of freedom."""
        return min(self.first.wave.sample.degrees, self.second.wave.sample.degrees)


def list_labelled_changes(rows: pd.DataFrame, pair: LabelledPair, stayers: Stayers, level: float) -> Iterator[pd.DataFrame]:
    """The rows of one indicator. `rows`: cells that both waves published, with their figures (`…_before`) and columns first and second."""
    (one, one_stay), (two, two_stay) = (_mark(stayers, n, rows, wave) for n, wave in enumerate((pair.first, pair.second)))
    reach = float(student.ppf((1 + level) / 2, pair.degrees))
    few = stayers.tells_of_few[rows["stayer"].to_numpy()]
    values = (rows["value"] - rows["value_before"]).astype(float).to_numpy()
    covariances = find_covariances(pair.first.wave, pair.second.wave, (one, two))
    errors = _combine(rows["standard_error_before"], rows["standard_error"], covariances)
    behind = _smaller(rows["n_labelled_before"], rows["n_labelled"]), _smaller(rows["n_effective_before"], rows["n_effective"])
    yield _write(rows, "change", values, errors, reach, behind, np.zeros(len(rows), dtype=bool))

    base = pair.again or pair.first
    estimates = _estimate(base, one_stay), _estimate(pair.second, two_stay)
    stayed = estimates[1].shares - estimates[0].shares
    common = find_covariances(base.wave, pair.second.wave, (one_stay, two_stay))
    stayed_errors = _combine(estimates[0].standard_errors, estimates[1].standard_errors, common)
    staying = np.fmin(estimates[0].labelled, estimates[1].labelled), np.fmin(estimates[0].effective, estimates[1].effective)
    yield _write(rows, "change_in_both", stayed, stayed_errors, reach, staying, few)
    if not (pair.first.wave.sample.earlier or pair.second.wave.sample.earlier):  # the error of a first phase is in no linearised part
        yield from _list_parts(rows, pair, (one, one_stay), (two, two_stay), reach, behind, few)


def _list_parts(
    rows: pd.DataFrame, pair: LabelledPair, one: Pair, two: Pair, reach: float, behind: Pair, few: np.typing.NDArray[np.bool_]
) -> Iterator[pd.DataFrame]:
    """What the model and what other enterprises did to a change, and the factor that links the series across models."""
    base = pair.again or pair.first
    laid = lay_over(base.wave, pair.second.wave)
    old, again, stayed = (laid.find_figures(wave.wave, m, 0) for wave, m in ((pair.first, one[0]), (base, one[0]), (base, one[1])))
    new, new_stayed = (laid.find_figures(pair.second.wave, members, 1) for members in two)
    parts = decompose_change((old, new), again, laid.panel, (stayed, new_stayed))
    yield _write(rows, "change_by_coverage", parts.coverage.values, parts.coverage.standard_errors, reach, behind, few)
    if pair.again is not None:
        nobody = np.zeros(len(rows), dtype=bool)
        yield _write(rows, "change_by_model", parts.model.values, parts.model.standard_errors, reach, behind, nobody)
        yield from _list_link_factors(rows, old, again, laid, reach, behind)


def _list_link_factors(
    rows: pd.DataFrame, old: Figures, again: Figures, laid: LaidOver, reach: float, behind: Pair
) -> Iterator[pd.DataFrame]:
    """The first wave's share by the new model over that by the old one; its linearised parts are those of a ratio."""
    there = old.values > 0
    ratios = np.divide(again.values, old.values, out=np.full(len(rows), np.nan), where=there)
    scaled = Figures(np.nan_to_num(ratios) * old.values, np.nan_to_num(ratios)[:, None] * old.parts, 0)
    errors = combine_figures([(1, again), (-1, scaled)], laid.panel).standard_errors
    factors = np.divide(errors, old.values, out=np.full(len(rows), np.nan), where=there)
    written = _write(rows, "link_factor", ratios, factors, reach, behind, np.zeros(len(rows), dtype=bool), old.values)
    yield written.assign(measure="link_factor", unit="ratio")


def _mark(stayers: Stayers, number: int, rows: pd.DataFrame, wave: LabelledWave) -> Pair:
    """The wave's labelled units in each row's cell, and those that stayed, without the ones that are no target."""
    members, stay = stayers.mark(number, rows, list(wave.wave.ids), wave.cells)
    return (members, stay) if wave.target is None else (members * wave.target, stay * wave.target)


def _estimate(wave: LabelledWave, members: Floats) -> DomainEstimates:
    return estimate_by_state(wave.wave.sample, wave.wave.state_totals, csr_array(members))


def _combine(first: object, second: object, covariances: Floats) -> Floats:
    """√(V1 + V2 - 2·C12) of two columns of standard errors."""
    one, two = (np.asarray(errors, dtype=np.float64) for errors in (first, second))
    return np.asarray(np.sqrt(np.maximum(one**2 + two**2 - 2 * covariances, 0)))


def _smaller(one: "pd.Series[Any]", two: "pd.Series[Any]") -> Floats:
    """The smaller of two columns; where a cell was labelled whole, that of the other wave."""
    return np.asarray(np.fmin(one.astype(float).fillna(np.inf), two.astype(float).fillna(np.inf)))


def _write(
    rows: pd.DataFrame,
    method: str,
    values: Floats,
    errors: Floats,
    reach: float,
    behind: Pair,
    few: np.typing.NDArray[np.bool_],
    scale: Floats | None = None,
) -> pd.DataFrame:
    """The rows of the store: Student's interval; hidden where either share is, or where the part tells of a few enterprises (`few`).

    `scale` are the shares that values are factors of: the letter is then that of the half-width in points.
    """
    low, high = values - reach * errors, values + reach * errors
    if scale is None:
        low, high = np.maximum(low, -1), np.minimum(high, 1)
    factor = np.ones(len(rows)) if scale is None else scale
    quality = grade(low * factor, high * factor, *behind)
    worse = [max(pair, key=lambda kind: WORST[kind]) for pair in zip(rows["suppressed"], rows["suppressed_before"], strict=True)]
    hidden = np.where((np.array(worse) == "none") & few, "primary", worse)
    figures: dict[str, Any] = {"value": values, "standard_error": errors, "ci_low": low, "ci_high": high, "quality": quality}
    figures |= {"n_labelled": behind[0], "n_effective": np.where(np.isfinite(behind[1]), behind[1], np.nan)}
    figures["suppressed"] = np.where((hidden == "none") & (quality == "F"), "quality", hidden)
    kept = ["indicator", *KEY, "n_frame", "denominator", "model", "sample", "n_both", "n_born", "n_died"]
    table = rows[kept].assign(measure="change", method=method, unit="proportion", **figures)
    hidden_anyhow = table["suppressed"].isin(["primary", "secondary"])  # a hidden row that were missing would tell of it
    return table[np.isfinite(values) | hidden_anyhow]
