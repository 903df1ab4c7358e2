"""The cells that a publication's tables have: each once, by the estimate that is meant for use."""

from dataclasses import dataclass

import pandas as pd

from aggregate.publication.naming import AMOUNT_METHODS, list_methods_with_margin
from aggregate.tables.domains import KEY

LOWER_BOUND = "lower_bound"
TWIN, OFFICIAL, FROM_WEBSITES = "web_presence", "B5", "post_stratified"


@dataclass(frozen=True, slots=True)
class Cells:
    """How many cells there are, and how many of them are not shown, by why."""

    all: int
    confidential: int
    unreliable: int

    @property
    def shown(self) -> int:
        """Those with a figure."""
        return self.all - self.confidential - self.unreliable


def count_cells(table: pd.DataFrame) -> Cells:
    """The cells of a publication's table of estimates."""
    hidden = select_cells(table)["suppressed"].value_counts()
    return Cells(int(hidden.sum()), int(hidden.get("confidential", 0)), int(hidden.get("unreliable", 0)))


def select_cells(table: pd.DataFrame) -> pd.DataFrame:
    """A row a cell: of the first method meant for use, of an indicator without one the lower bound, for both bounds.

    A share and the number of enterprises of a cell are one figure; amounts are each their own. Figures for comparison are left out, and
    so is an indicator that stands under its official name too.
    """
    ranks = {method: rank for rank, method in enumerate(list_methods_with_margin())}
    rank = table["method"].map(ranks)
    is_bound = (table["method"] == LOWER_BOUND) & rank.groupby(table["indicator"]).transform("min").isna()
    rows = table.assign(rank=rank.where(~is_bound, 0), figure=table["measure"].where(table["method"].isin(AMOUNT_METHODS), "share"))
    rows = rows[rows["rank"].notna() & ~rows["indicator"].isin(find_twins(table))].sort_values("rank", kind="stable")
    return rows.drop_duplicates(["indicator", *KEY, "figure"]).sort_index().drop(columns=["rank", "figure"])


def find_twins(table: pd.DataFrame) -> frozenset[str]:
    """Indicators whose figures stand under an official name too: web presence, where B5 rests on websites and no survey asked for it."""
    is_there = (table["indicator"] == OFFICIAL) & (table["method"] == FROM_WEBSITES)
    return frozenset({TWIN}) if is_there.any() else frozenset()
