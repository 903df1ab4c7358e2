"""What rows of estimates tell of predictions beside their figure, left out where counts of everybody are hidden.

The share not read times the number of enterprises is the number of websites read: a count of everybody, whatever the row itself is.
Predictive values with their intervals tell in cells labelled whole how many were predicted yes, and how many of them rightly: they tie
what was predicted to what people answered, which are hidden each for itself; so there they are never said.
"""

import numpy as np
import pandas as pd

from aggregate.disclosure.hiding import Texts
from aggregate.tables.domains import DIMENSIONS, KEY, POPULATION
from aggregate.tables.earlier_releases import CONFIDENTIAL, WHOLE_OF

PREDICTIVE = ("ppv", "ppv_low", "ppv_high", "npv", "npv_low", "npv_high")
TELLING = ("share_not_read", *PREDICTIVE)


def leave_out_reading(table: pd.DataFrame, keys: pd.DataFrame, hidden: Texts) -> pd.DataFrame:
    """The rows, without what tells of predictions in cells whose counts of everybody are confidential, or that are labelled whole.

    `hidden` is the column `suppressed` of these counts, by row of `keys`.
    """
    columns = [name for name in TELLING if name in table]
    confidential = pd.MultiIndex.from_frame(keys.loc[np.isin(hidden, CONFIDENTIAL), list(KEY)])
    wholes = table[POPULATION].map(WHOLE_OF).fillna(table[POPULATION])
    gone = pd.MultiIndex.from_frame(table[list(DIMENSIONS)].assign(**{POPULATION: wholes})[list(KEY)]).isin(confidential)
    tied = (table["n_labelled"] > 0) & table["n_effective"].isna() if "n_effective" in table else np.zeros(len(table), dtype=bool)
    return table.assign(**{name: table[name].where(~(gone | (tied if name in PREDICTIVE else False)), np.nan) for name in columns})
