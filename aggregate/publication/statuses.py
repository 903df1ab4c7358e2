"""Observation statuses (SDMX code list CL_OBS_STATUS): one a figure, a break before all others, and what else is to be said beside it."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from aggregate.changes.breaks import Break

NORMAL, BREAK, SUPPRESSED, UNRELIABLE, EXPERIMENTAL = "A", "B", "Q", "U", "G"
WEAK = "E"
"""The letter of quality that asks for caution."""
SERIES_OF = {"change": "post_stratified", "read_change": "share_among_read"}
"""Changes are broken where their series is; their parts are not, since they tell what the break did."""


def add_statuses(table: pd.DataFrame, breaks: Sequence[Break]) -> pd.DataFrame:
    """The table with obs_status, obs_status_2 (what a break hides), break_since and break_reason, empty where there is nothing to say.

    The SDMX guidelines for the code list put B first; a hidden or unreliable figure keeps its own status as the second.
    """
    usual = np.select(
        [table["suppressed"] == "confidential", (table["suppressed"] == "unreliable") | (table["quality"] == WEAK), table["experimental"]],
        [SUPPRESSED, UNRELIABLE, EXPERIMENTAL],
        default=NORMAL,
    )
    reasons = np.full(len(table), "", dtype=object)
    since = np.full(len(table), "", dtype=object)
    series = table.assign(method=table["method"].replace(SERIES_OF))
    for found in breaks:
        rows = found.find_rows(series)
        reasons[rows] = [f"{told} {found.reason}".strip() for told in reasons[rows]]
        since[rows] = found.since
    broken = reasons != ""
    second = np.where(broken & (usual != NORMAL), usual, "")
    return table.assign(obs_status=np.where(broken, BREAK, usual), obs_status_2=second, break_since=since, break_reason=reasons)
