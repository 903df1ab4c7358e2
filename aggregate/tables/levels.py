"""One breakdown of the frame's cells: the published codes that each cell belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from aggregate.estimators.arrays import Integers
from aggregate.tables.breakdowns import COLUMN_OF, OTHER
from aggregate.tables.populations import ICT, TEN_OR_MORE, Population

UNKNOWN = "_U"
SIZES_OF_TEN_OR_MORE = ("S10T49", "S50T249", "S_GE250")


@dataclass(frozen=True, slots=True)
class Level:
    """`labels` are the codes of one breakdown; cell `cells[i]` of the frame belongs to code number `codes[i]`; sorted by cell."""

    labels: Sequence[str]
    cells: Integers
    codes: Integers
    starts: Integers

    def expand(self, cells: Integers) -> tuple[Integers, Integers]:
        """(place in `cells`, code) for each code that each of the given cells belongs to."""
        counts = self.starts[cells + 1] - self.starts[cells]
        places = np.repeat(np.arange(len(cells)), counts)
        within = np.arange(len(places)) - np.repeat(np.cumsum(counts) - counts, counts)
        return places, self.codes[self.starts[cells][places] + within]


def build_level(frame: pd.DataFrame, population: Population, name: str) -> Level:
    """The level of one breakdown, from the frame's cells; without codes where the register knows nothing of it."""
    if name.startswith(OTHER):
        return _level_of([[code] for code in frame[name]])
    if name == "division":
        return _level_of([[division] if (division := text.split()[0]) != UNKNOWN else [] for text in _groups(frame)])
    if name == "activity":
        return _level_of(
            [[code, ICT] if ICT in text.split() else [code] for code, text in zip(frame["section"], _groups(frame), strict=True)]
        )
    if name == "size_class" and population.all_sizes != TEN_OR_MORE:
        return _level_of([[code, TEN_OR_MORE] if code in SIZES_OF_TEN_OR_MORE else [code] for code in frame[name]])
    return _level_of([[code] for code in frame[COLUMN_OF[name]]])


def _groups(frame: pd.DataFrame) -> Sequence[str]:
    """The words of each cell's activity group, division first; a frame laid out without them has none."""
    return list(frame["activity_group"]) if "activity_group" in frame else [UNKNOWN] * len(frame)


def _level_of(codes: Sequence[Sequence[str]]) -> Level:
    """The level from the codes of each cell."""
    if all(code == UNKNOWN for listed in codes for code in listed):
        codes = [()] * len(codes)
    counts = np.array([len(listed) for listed in codes], dtype=np.int64)
    flat = pd.Series([code for listed in codes for code in listed], dtype=object)
    numbers, labels = pd.factorize(flat)
    starts = np.concatenate([[0], np.cumsum(counts)])
    return Level(list(labels), np.repeat(np.arange(len(codes)), counts), numbers.astype(np.int64), starts)
