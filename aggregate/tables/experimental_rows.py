"""Rows of estimators that stand beside the default one for comparison: always marked experimental, never under an official name."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from aggregate.estimators.arrays import Booleans, Floats, Integers
from aggregate.quality import grade
from aggregate.tables.rows import FrameCounts, Texts, both_measures

NO_LETTER = "F"


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares with errors and intervals of some domains, arrays of shape (domains,), and how many labels stand behind each."""

    shares: Floats
    errors: Floats
    low: Floats
    high: Floats
    labelled: Floats

    @property
    def possible(self) -> Booleans:
        """Where the value can be a share at all."""
        return np.asarray((self.shares >= 0) & (self.shares <= 1))


def experimental_rows(
    counts: FrameCounts, rows: Integers, method: str, figures: Figures, suppressed: Texts, trusted: Booleans
) -> pd.DataFrame:
    """Shares and counts of the domains `rows` by one method.

    A value that cannot be a share, or is not `trusted`, gets the letter F and is hidden for its quality; it is never clipped.

    Args:
        counts: the frame.
        rows: numbers of the domains, shape (k,).
        method: its code in methods.toml.
        figures: of these domains.
        suppressed: what must not be shown of all domains, shape (domains,).
        trusted: whether the method may speak of these domains, shape (k,).
    """
    letters = grade(figures.low, figures.high, np.full(len(rows), np.inf), np.full(len(rows), np.inf))
    letters = np.where(figures.possible & trusted, letters, NO_LETTER)
    hidden = suppressed[rows]
    table = counts.keys.iloc[rows].assign(
        denominator=counts.keys["population"].iloc[rows],
        method=method,
        n_frame=counts.size[rows].astype(np.int64),
        n_labelled=figures.labelled.astype(np.int64),
        share_not_read=counts.share_not_read[rows],
        quality=letters,
        suppressed=np.where((hidden == "none") & (letters == NO_LETTER), "quality", hidden).astype(object),
    )
    values = {"value": figures.shares, "standard_error": figures.errors, "ci_low": figures.low, "ci_high": figures.high}
    return both_measures(table.reset_index(drop=True), counts.weight[rows], values)
