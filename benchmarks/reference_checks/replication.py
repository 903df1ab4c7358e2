"""Errors by replication, design effects, and the truth of the invented frame."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd

from aggregate.estimators.bootstrap import draw_bootstrap, rescale
from aggregate.estimators.design_effect import estimate_design_effects
from aggregate.estimators.drawn_units import find_drawn_units
from aggregate.estimators.jackknife import draw_jackknife
from aggregate.estimators.replication import estimate_replicated
from aggregate.estimators.stratified import estimate_domain_means
from benchmarks.reference_checks.samples import Case, Check, Checker, Sample


def check_design_effect(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    mean = estimate_domain_means(sample.get("order"), sample.all, *sample.design)
    yield "deff", case["expected"]["deff"], estimate_design_effects(sample.get("order"), sample.weights, mean.standard_errors**2)


def check_jackknife(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    replicates, order, web = draw_jackknife(*sample.design), sample.get("order"), sample.get("web")
    for name, estimator in (("order", lambda w: w @ order), ("ratio", lambda w: (w @ order) / (w @ web))):
        found = estimate_replicated(estimator, sample.weights, replicates)
        yield name, case["expected"][name]["est"], found.values
        yield f"{name} standard error", case["expected"][name]["se"], found.standard_errors


def check_all_redraws(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    given, expected = case["data"]["inline"], case["expected"]
    values, size, redrawn = np.array(given["y"], dtype=np.float64), float(given["N"]), np.array([given["m"]])
    drawn = find_drawn_units(np.zeros(len(values), dtype=np.int64), np.array([size]))
    draws = np.array(
        [np.bincount(draw, minlength=len(values)) for draw in product(range(len(values)), repeat=given["m"])], dtype=np.float64
    )
    totals = size / len(values) * rescale(draws, drawn, redrawn) @ values
    yield "variance of the total", expected["var_total"], totals.var()
    yield "variance of the mean", expected["var_mean"], (totals / size).var()
    found = size / len(values) * rescale(np.array([[2.0, 0, 0]]), drawn, redrawn)
    yield "weights", expected["weights_for_mult_2_0_0"], found


def check_redraws(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    replicates = draw_bootstrap(sample.weights, sample.strata, None, replicates=case["params"]["R"], seed=1)
    order = sample.get("order")
    found = estimate_replicated(lambda weights: weights @ order, sample.weights, replicates)
    yield "standard error", case["expected"]["se_linear"], found.standard_errors
    yield "standard error of R's replicates", case["expected"]["se_R_subbootstrap"], found.standard_errors


def check_truth(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    frame, expected = pd.read_csv(folder / "data" / "frame.csv"), case["expected"]
    domain = np.ones((1, len(frame)))
    census = (np.ones(len(frame)), np.zeros(len(frame), dtype=np.int64), np.array([float(len(frame))]))
    for name, column in (("web", "web"), ("order", "order"), ("scraped", "scraped"), ("pred", "pred_order")):
        found = estimate_domain_means(frame[column].to_numpy(dtype=np.float64), domain, *census)
        yield name, expected[name], found.values * expected["N"]
        yield f"{name} standard error", 0.0, found.standard_errors
    read = frame[frame["scraped"] == 1]
    yield "units", expected["N"], len(frame)
    yield "errors of the classifier", expected["confusion_scraped"], pd.crosstab(read["order"], read["pred_order"]).to_numpy()


CHECKS: dict[str, Checker] = {
    "C08": check_design_effect,
    "C17": check_jackknife,
    "C29": check_all_redraws,
    "C30": check_redraws,
    "C45": check_truth,
}
