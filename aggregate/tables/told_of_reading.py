"""What rows of estimates tell of predictions beside their figure, left out where counts of everybody are hidden.

The share not read times the number of enterprises is the number of websites read; predictive values with their intervals tell in cells
labelled whole how many were predicted yes, and no. Both are counts of everybody, whatever the row itself is.
"""

import numpy as np
import pandas as pd

from aggregate.disclosure.hiding import Texts
from aggregate.tables.domains import DIMENSIONS, KEY, POPULATION
from aggregate.tables.earlier_releases import CONFIDENTIAL, WHOLE_OF

TELLING = ("share_not_read", "ppv", "ppv_low", "ppv_high", "npv", "npv_low", "npv_high")


def leave_out_reading(table: pd.DataFrame, keys: pd.DataFrame, hidden: Texts) -> pd.DataFrame:
    """The rows, without what tells of predictions in cells whose counts of everybody are confidential.

    `hidden` is the column `suppressed` of these counts, by row of `keys`.
    """
    columns = [name for name in TELLING if name in table]
    confidential = pd.MultiIndex.from_frame(keys.loc[np.isin(hidden, CONFIDENTIAL), list(KEY)])
    wholes = table[POPULATION].map(WHOLE_OF).fillna(table[POPULATION])
    gone = pd.MultiIndex.from_frame(table[list(DIMENSIONS)].assign(**{POPULATION: wholes})[list(KEY)]).isin(confidential)
    return table.assign(**{name: table[name].where(~gone, np.nan) for name in columns})
