"""Small areas: the milk data of R's package sae."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from aggregate.estimators.small_areas import estimate_areas, fit_areas
from benchmarks.reference_checks.samples import Case, Check, Checker, Sample


def check_fay_herriot(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    table, expected = pd.read_csv(folder / "data" / "milk.csv"), case["expected"]
    direct, variances = table["yi"].to_numpy(), table["SD"].to_numpy() ** 2
    covariates = pd.get_dummies(table["MajorArea"], drop_first=True, dtype=float)
    covariates.insert(0, "all", 1.0)
    arrays = (direct, covariates.to_numpy(), variances)
    for name, fitting in (("REML", "reml"), ("ML", "ml"), ("FH", "moments")):
        yield f"variance between areas by {name}", expected[f"refvar_{name}"], fit_areas(*arrays, fitting).variance  # type: ignore[arg-type]
    model = fit_areas(*arrays)
    found = estimate_areas(model, *arrays)
    yield "slopes", expected["beta"]["beta"], model.slopes
    yield "errors of slopes", expected["beta"]["std.error"], model.slope_errors
    yield "t values", expected["beta"]["tvalue"], model.slopes / model.slope_errors
    yield "eblup", expected["eblup"], found.values
    yield "mean squared errors", expected["mse"], found.mean_squared_errors
    yield "converged", True, np.all([fit_areas(*arrays, f).converged for f in ("reml", "ml", "moments")])  # type: ignore[arg-type]


CHECKS: dict[str, Checker] = {"C36": check_fay_herriot}
