"""Estimates of amounts as rows of the table `estimates`."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from aggregate.estimators.arrays import Floats
from aggregate.quality import FEWEST_LABELS
from aggregate.surveys.amounts import AmountEstimates
from aggregate.surveys.frame import CoveredFrame
from aggregate.tables.populations import PARTLY
from aggregate.tables.rows import Texts

CV_LIMITS = {"A": 0.05, "B": 0.10, "C": 0.15, "D": 0.25, "E": 0.35}
"""Relative standard errors (Statistics Canada's letters for business surveys); shares have letters by their half-width."""
BY_STATE, WEIGHTED = "survey_by_state", "survey_weighted"
TREATED, UNTREATED = "survey_amounts", "survey_untreated"
SURVEY_METHODS = (BY_STATE, WEIGHTED, TREATED)


def grade_amounts(low: Floats, high: Floats, quantile: float, labelled: Floats) -> NDArray[np.str_]:
    """A (relative error of at most 5 %) to E (35 %), or F; from the interval on the log scale, so that the treatment's effect counts."""
    with np.errstate(invalid="ignore", divide="ignore"):
        relative = np.log(high / low) / 2 / quantile
    steps = np.searchsorted(np.array(list(CV_LIMITS.values())), np.nan_to_num(relative, nan=np.inf) - 1e-12)
    return np.where(labelled < FEWEST_LABELS, "F", np.array([*CV_LIMITS, "F"])[steps])


def name_populations(frame: CoveredFrame) -> NDArray[np.object_]:
    """The population of each domain; one of which the survey covers only a part says so."""
    names, partial = frame.counts.keys["population"].tolist(), frame.is_partial.tolist()
    return np.array([f"{name}{PARTLY}" if p else name for name, p in zip(names, partial, strict=True)], dtype=object)


def name_whole(population: str) -> str:
    """The population of which a survey covers the whole or only a part."""
    return population.removesuffix(PARTLY)


def amount_rows(frame: CoveredFrame, hidden: Texts, estimates: AmountEstimates, quality: NDArray[np.str_]) -> pd.DataFrame:
    """The rows with outliers treated, and beside them those of the untreated estimate (experimental, without letter or interval).

    A hidden cell is hidden in both, since their difference would tell; so is one of poor quality. Measure, unit and denominator are not
    in them yet.
    """
    suppressed = np.where((hidden == "none") & (quality == "F"), "quality", hidden).astype(object)
    table = frame.counts.keys.assign(
        population=name_populations(frame),
        n_frame=frame.counts.size.astype(np.int64),
        n_labelled=estimates.labelled.astype(np.int64),
        suppressed=suppressed,
    )
    treated = table.assign(
        method=TREATED,
        value=estimates.values,
        standard_error=estimates.standard_errors,
        ci_low=estimates.low,
        ci_high=estimates.high,
        quality=quality,
    )
    untreated = table.assign(method=UNTREATED, value=estimates.untreated, standard_error=estimates.untreated_errors)
    return pd.concat([treated, untreated], ignore_index=True)
