"""What changes since an earlier wave would tell of it, or of this one, that either wave hides."""

from collections.abc import Mapping

import pandas as pd

from aggregate.publication.statuses import SERIES_OF
from aggregate.tables.domains import KEY
from aggregate.tables.earlier_releases import CONFIDENTIAL
from store.estimates import read_estimates
from store.opening import Store
from store.releases import read_released, read_releases

SERIES = ("indicator", "method", *KEY)


def count_told_by_changes(store: Store, country: str, wave: str) -> Mapping[str, int]:
    """{earlier wave: changes that are shown though a share that they are the difference of is confidential}; nothing where there are none.

    The share of the earlier wave counts as it was released: confidential where all releases of that wave hide it.
    """
    changes = pd.DataFrame(read_estimates(store, country, wave, wanted={"measure": "change", "method": list(SERIES_OF)}))
    shown = changes[changes["value"].notna()].assign(method=changes["method"].replace(SERIES_OF)) if len(changes) else changes
    if shown.empty:
        return {}
    own = _list_confidential([pd.DataFrame(read_estimates(store, country, wave, wanted={"measure": "share"}))])
    told = dict[str, int]()
    for since, rows in shown.groupby("since"):
        releases = read_releases(store, country, str(since))
        theirs = _list_confidential([pd.DataFrame(read_released(store, found.release, {"measure": ["share"]})) for found in releases])
        cells = set(rows[list(SERIES)].itertuples(index=False, name=None))
        if count := len(cells & (own | theirs)):
            told[str(since)] = count
    return told


def _list_confidential(tables: list[pd.DataFrame]) -> set[tuple[str, ...]]:
    """The shares that some of the tables hide for confidentiality and none shows."""
    if not tables:
        return set()
    rows = pd.concat(tables, ignore_index=True)
    hidden, shown = (rows[which][list(SERIES)] for which in (rows["suppressed"].isin(CONFIDENTIAL), rows["value"].notna()))
    return set(hidden.itertuples(index=False, name=None)) - set(shown.itertuples(index=False, name=None))
