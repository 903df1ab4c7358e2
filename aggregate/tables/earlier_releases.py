"""What the earlier releases of a wave have told of its tables, for patterns that may not rely on hiding it again (`disclosure/told.py`)."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from aggregate.disclosure.told import Told
from aggregate.estimators.arrays import Booleans, Floats
from aggregate.tables.domains import DIMENSIONS, KEY, POPULATION
from aggregate.tables.populations import BY_NAME, PARTLY, READ, WITH_WEBSITE
from store.estimates import KEY as ROW
from store.opening import Store
from store.releases import read_released, read_releases

EVERYBODY = ("lower_bound", "upper_bound", "share_among_read")
"""The methods that count everybody: what they show tells yes, no and unread of a cell."""
FORMS = ("{population}", "{population}" + PARTLY, READ, WITH_WEBSITE)
WHOLE_OF = {form.format(population=name): name for name in BY_NAME for form in FORMS}
CONFIDENTIAL = ("primary", "secondary")
RELATIVE, ABSOLUTE = 1e-9, 1e-12


class EarlierReleases:
    """The rows of a wave's releases; `whole` is the whole population that a row's own is a part of."""

    def __init__(self, rows: pd.DataFrame) -> None:
        """`rows` have the columns of `released_estimates`."""
        self.rows = rows.assign(whole=rows[POPULATION].map(WHOLE_OF).fillna(rows[POPULATION]))
        self._sizes = self.rows.loc[rows["n_frame"].notna(), ["whole", *DIMENSIONS, "n_frame"]].drop_duplicates()
        cells = self.rows[["release", "whole", *DIMENSIONS]].assign(hidden=rows["suppressed"].isin(CONFIDENTIAL))
        some, others = (cells[cells["hidden"] == hidden].drop(columns="hidden").drop_duplicates() for hidden in (True, False))
        both = some.merge(others.assign(is_shown=True), how="left")
        self._hidden = both[both["is_shown"].isna()]
        self._of_everybody = self.rows[rows["method"].isin(EVERYBODY)]

    def tell_sizes(self, keys: pd.DataFrame, sizes: Floats) -> Told:
        """What was told of numbers of enterprises: those shown that are still the same, and cells of which nothing was shown at all."""
        known = _match(keys, self._sizes, sizes, "n_frame")
        return Told(known, known, _find_rows(keys, self._hidden))

    def tell_answers(self, keys: pd.DataFrame, sizes: Floats, indicator: str, present: pd.DataFrame) -> Told:
        """The same of one indicator's counts of everybody; `present` are its rows as they would be shown now, of the methods EVERYBODY."""
        frame, rows = self.tell_sizes(keys, sizes), self._of_everybody[self._of_everybody["indicator"] == indicator]
        now = present.assign(whole=present[POPULATION].map(WHOLE_OF).fillna(present[POPULATION]))
        names = ["whole", *DIMENSIONS, "measure", "method"]
        figures = ["value", "share_not_read"]
        both = rows[rows["value"].notna()][[*names, *figures]].merge(now[[*names, *figures]], on=names, suffixes=("_then", ""))
        same = [_are_same(both[f"{name}_then"], both[name]) for name in figures]
        hidden = rows[rows["suppressed"].isin(CONFIDENTIAL)]
        return Told(frame.sizes, _find_rows(keys, both[np.all(same, axis=0)]), _find_rows(keys, hidden))

    def tell_figures(
        self, keys: pd.DataFrame, indicators: Sequence[str], measure: str, methods: Sequence[str], figures: Floats
    ) -> Booleans:
        """Rows of `keys` whose figure some release shows as it still is, shape (rows,)."""
        rows = self.rows[self.rows["indicator"].isin(indicators) & (self.rows["measure"] == measure) & self.rows["method"].isin(methods)]
        return _match(keys, rows[rows["value"].notna()], figures, "value")

    def keep_hidden(self, table: pd.DataFrame) -> pd.DataFrame:
        """The rows of estimates, those hidden that a release hid for confidentiality."""
        hidden = self.rows.loc[self.rows["suppressed"].isin(CONFIDENTIAL), list(ROW)].drop_duplicates()
        names = [name for name in ROW if name in table]
        found = table[names].merge(hidden.assign(was_hidden=True), on=names, how="left")["was_hidden"].notna().to_numpy()
        again = found & (table["suppressed"] == "none").to_numpy()
        return table.assign(suppressed=table["suppressed"].mask(again, "secondary"))


def find_earlier_releases(store: Store, country: str, wave: str) -> EarlierReleases | None:
    """All releases of a wave, or None where there are none."""
    releases = read_releases(store, country, wave)
    tables = [pd.DataFrame(read_released(store, found.release)).assign(release=found.number) for found in releases]
    return EarlierReleases(pd.concat(tables, ignore_index=True)) if tables else None


def _match(keys: pd.DataFrame, rows: pd.DataFrame, figures: Floats, column: str) -> Booleans:
    """Rows of `keys` whose figure is the same in one of the released rows of their cell."""
    then = rows[["whole", *DIMENSIONS, column]].drop_duplicates().rename(columns={"whole": POPULATION, column: "then"})
    both = keys[list(KEY)].assign(row=np.arange(len(keys)), now=figures).merge(then, on=list(KEY))
    return np.isin(np.arange(len(keys)), both["row"].to_numpy()[_are_same(both["then"], both["now"])])


def _are_same(then: pd.Series, now: pd.Series) -> Booleans:
    return np.asarray(np.isclose(then.astype(float), now.astype(float), rtol=RELATIVE, atol=ABSOLUTE, equal_nan=True))


def _find_rows(keys: pd.DataFrame, rows: pd.DataFrame) -> Booleans:
    """Rows of `keys` whose cell is among these."""
    cells = rows[["whole", *DIMENSIONS]].drop_duplicates().rename(columns={"whole": POPULATION})
    found = keys[list(KEY)].assign(row=np.arange(len(keys))).merge(cells, on=list(KEY))
    return np.isin(np.arange(len(keys)), found["row"].to_numpy())
