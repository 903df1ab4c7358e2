"""Figures as they are published: to how many decimals, the same in every file."""

from dataclasses import replace

import pandas as pd

from aggregate.publication.records import Publication

DECIMALS = {"share": 6, "count": 1, "total": 1, "mean": 3, "change": 6, "link_factor": 6}
"""By measure, of values and margins."""
MARGINS = ("value", "standard_error", "ci_low", "ci_high", "half_width", "earlier_value", "difference")
SHARES = ("relative_difference", "share_not_read", "share_unanswered", "cv", "ppv", "ppv_low", "ppv_high", "npv", "npv_low", "npv_high")
EFFECTIVE = 1
"""Decimals of the effective number of labels."""


def round_figures(table: pd.DataFrame) -> pd.DataFrame:
    """The rows with every figure rounded, whatever columns of figures there are."""
    rounded = table.copy()
    margins = [name for name in MARGINS if name in table]
    rounded[margins] = rounded[margins].astype(float)
    for measure, decimals in DECIMALS.items():
        rows = rounded["measure"] == measure
        rounded.loc[rows, margins] = rounded.loc[rows, margins].round(decimals)
    for name in (name for name in SHARES if name in table):
        rounded[name] = rounded[name].astype(float).round(6)
    if "n_effective" in table:
        rounded["n_effective"] = rounded["n_effective"].astype(float).round(EFFECTIVE)
    return rounded


def round_publication(publication: Publication) -> Publication:
    """The same publication with its figures and changes rounded, for tables that write them as they are."""
    return replace(publication, table=round_figures(publication.table), changes=round_figures(publication.changes))
