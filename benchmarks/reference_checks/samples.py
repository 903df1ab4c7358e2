"""The synthetic sample of the cases, and how a check names what it found."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from aggregate.estimators.arrays import Estimates, Floats

Check = tuple[str, Any, Any]
Case = Mapping[str, Any]


class Sample:
    """A case's sampled units: columns, design weights, strata and their N."""

    def __init__(self, table: pd.DataFrame, stratum: str, weight: str, size: str) -> None:
        self.table = table
        self.strata = pd.factorize(table[stratum])[0].astype(np.int64)
        self.sizes = table.groupby(self.strata)[size].first().to_numpy(dtype=np.float64)
        self.weights = table[weight].to_numpy(dtype=np.float64)
        self.design = (self.weights, self.strata, self.sizes)
        self.all = np.ones((1, len(table)))

    def get(self, *names: str) -> Floats:
        values = self.table[list(names)].to_numpy(dtype=np.float64).T
        return np.asarray(values[0] if len(names) == 1 else values)

    def domains(self, column: str, values: list[str]) -> Floats:
        return np.array([self.table[column] == value for value in values], dtype=np.float64)


def load_sample(folder: Path) -> Sample:
    return Sample(pd.read_csv(folder / "data" / "sample.csv"), "stratum", "w", "N_h")


def pairs(name: str, found: Estimates, expected: Mapping[str, Any]) -> Iterator[Check]:
    yield f"{name} value", expected["est"], found.values
    yield f"{name} standard error", expected["se"], found.standard_errors


Checker = Callable[[Sample, Case, Path], Iterator[Check]]
"""What the CHECKS of a family hold: takes the synthetic sample, the case and the folder of cases (what it needs of them), and yields what
to compare: a name, the expected numbers and ours.
"""
