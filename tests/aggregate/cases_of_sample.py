"""The synthetic sample as arrays, for tests."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from aggregate.estimators.arrays import Floats, Integers

FOLDER = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    """The 200 sampled units: a table, strata 0..11, N of each stratum, design weights."""

    table: pd.DataFrame
    strata: Integers
    sizes: Floats
    weights: Floats

    def column(self, name: str) -> Floats:
        return self.table[name].to_numpy(dtype=np.float64)

    def domains(self, name: str, *values: str) -> Floats:
        return np.array([self.table[name] == value for value in values], dtype=np.float64)

    @property
    def certain(self) -> np.ndarray:
        return (self.table["size_class"] == "250+").to_numpy()


@cache
def load_case() -> Case:
    table = pd.read_csv(FOLDER / "sample.csv")
    names = table["section"] + "_" + table["size_class"]
    strata, _ = pd.factorize(names)
    sizes = table.groupby(strata)["N_h"].first().to_numpy(dtype=np.float64)
    weights = (table["N_h"] / names.map(names.value_counts())).to_numpy(dtype=np.float64)
    return Case(table, strata.astype(np.int64), sizes, weights)


@cache
def load_frame() -> pd.DataFrame:
    return pd.read_csv(FOLDER / "frame.csv")
