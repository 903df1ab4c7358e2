"""Change between waves: samples that overlap wholly, and in part."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from aggregate.estimators.panel import Panel, estimate_change, find_share_figures
from benchmarks.reference_checks.samples import Case, Check, Checker, Sample


def check_whole_overlap(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    expected = case["expected"]
    panel = Panel((sample.strata, sample.strata), (sample.sizes, sample.sizes))
    first, second = (find_share_figures(sample.get(y), sample.all, sample.weights, wave) for wave, y in enumerate(("order", "order_w2")))
    found = estimate_change(first, second, panel)
    yield "shares", expected["est"], np.concatenate([first.values, second.values])
    yield "variances", [expected["V"][0][0], expected["V"][1][1]], np.concatenate([found.first_variances, found.second_variances])
    yield "covariance", expected["V"][0][1], found.covariances
    yield "change", expected["change"], found.values
    yield "standard error", expected["se_change"], found.standard_errors
    yield "without covariance", expected["se_if_indep"], np.sqrt(found.first_variances + found.second_variances)


def check_part_overlap(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    expected, names, places = case["expected"], ("order", "order_w2"), sample.get("ent_id") % 5
    strata, figures = [], []
    for wave, name in enumerate(names):
        inside = places != wave
        drawn = np.bincount(sample.strata[inside], minlength=len(sample.sizes))
        weights = np.where(inside, (sample.sizes / drawn)[sample.strata], 0.0)
        strata.append(np.where(inside, sample.strata, -1))
        figures.append(find_share_figures(sample.get(name), sample.all, weights, wave))
    found = estimate_change(figures[0], figures[1], Panel((strata[0], strata[1])))
    yield "shares", expected["est"], np.concatenate([figures[0].values, figures[1].values])
    yield "variances", [expected["V"][0][0], expected["V"][1][1]], np.concatenate([found.first_variances, found.second_variances])
    yield "covariance", expected["V"][0][1], found.covariances
    yield "change", expected["change"], found.values
    yield "standard error", expected["se_change"], found.standard_errors


CHECKS: dict[str, Checker] = {"C19": check_whole_overlap, "C20": check_part_overlap}
