"""Calibration: post-stratification, GREG, the difference estimator, and leverage-adjusted errors."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from aggregate.estimators.arrays import Estimates, Floats
from aggregate.estimators.calibration import estimate_calibrated_ratios, estimate_calibrated_totals, group_indicators
from aggregate.estimators.difference import estimate_difference
from benchmarks.reference_checks.samples import Case, Check, Checker, Sample, pairs


def calibrated(sample: Sample, auxiliaries: Floats, totals: Any, name: str, domains: Floats | None, leverage: str = "none") -> Estimates:
    arguments = (sample.weights, auxiliaries, np.array(totals, dtype=np.float64), sample.strata, sample.sizes, leverage)
    if domains is None:
        return estimate_calibrated_totals(sample.get(name), *arguments)  # type: ignore[arg-type]
    return estimate_calibrated_ratios(sample.get(name) * domains, domains, *arguments)  # type: ignore[arg-type]


def check_region_post_strata(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    known = case["params"]["pop"]
    regions = sample.domains("region", known["region"]).T
    for name, domains in (("order", None), ("web", sample.all), ("turn", None)):
        expected = case["expected"][name]
        yield from pairs(name, calibrated(sample, regions, known["Freq"], expected["names"], domains), expected)


def check_class_post_strata(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    classes, known = group_indicators(sample.get("pred_order").astype(int), 2), case["params"]["pop"]["Freq"]
    expected = case["expected"]
    yield from pairs("total", calibrated(sample, classes, known, "order", None), expected["order_total"])
    yield from pairs("mean", calibrated(sample, classes, known, "order", sample.all), expected["order_mean"])
    by_size = calibrated(sample, classes, known, "order", sample.domains("size_class", expected["domain_size"]["size_class"]))
    yield from pairs("by size", by_size, {"est": expected["domain_size"]["order"], "se": expected["domain_size"]["se"]})
    regions = sample.domains("region", expected["domain_region_total"]["region"])
    arguments = (sample.weights, classes, np.array(known, dtype=np.float64), sample.strata, sample.sizes)
    found = estimate_calibrated_totals(sample.get("order") * regions, *arguments)
    yield from pairs("by region", found, {"est": expected["domain_region_total"]["order"], "se": expected["domain_region_total"]["se"]})


def three_auxiliaries(sample: Sample) -> Floats:
    return np.column_stack([np.ones(len(sample.table)), sample.get("pred_order"), sample.get("persons_employed")])


def check_greg(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    auxiliaries, known = three_auxiliaries(sample), case["params"]["totals"]
    for name, domains in (("order", None), ("order_mean", sample.all), ("turn", None), ("web", None)):
        expected = case["expected"][name]
        yield from pairs(name, calibrated(sample, auxiliaries, known, expected["names"], domains), expected)


def check_greg_domains(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    domains = sample.domains("section", case["expected"]["section"])
    found = calibrated(sample, three_auxiliaries(sample), case["params"]["totals"], "order", domains)
    yield from pairs("order by section", found, {"est": case["expected"]["order"], "se": case["expected"]["se"]})


def check_greg_strata(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    auxiliaries = np.column_stack([np.eye(len(sample.sizes))[sample.strata], sample.get("pred_order")])
    predicted = pd.read_csv(folder / "data" / "frame.csv")["pred_order"].sum()
    yield from pairs("order", calibrated(sample, auxiliaries, [*sample.sizes, predicted], "order", None), case["expected"]["order"])


def check_difference(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    predicted = float(pd.read_csv(folder / "data" / "frame.csv")["pred_order"].sum())
    yield from pairs(
        "order", estimate_difference(sample.get("order"), sample.get("pred_order"), predicted, *sample.design), case["expected"]
    )


def check_three_states(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    frame = pd.read_csv(folder / "data" / "frame.csv")
    state = (sample.get("scraped") + sample.get("pred_order")).astype(int)
    whole = sample.sizes[sample.strata] == np.bincount(sample.strata)[sample.strata]
    known = np.bincount(frame["scraped"] + frame["pred_order"]) - np.bincount(state[whole], minlength=3)
    auxiliaries = group_indicators(np.where(whole, -1, state), 3)
    national, section = case["expected"]["PS3_excl_takeall"], case["expected"]["domain_section_I"]["PS3_excl_takeall"]
    for leverage, column in (("none", "se_lin"), ("hc2", "se_hc2"), ("hc3", "se_hc3")):
        for name, domains, expected in (("national", sample.all, national), ("section I", sample.domains("section", ["I"]), section)):
            found = calibrated(sample, auxiliaries, known, "order", domains, leverage)
            yield from pairs(f"{name} {leverage}", found, {"est": expected["mean"], "se": expected[column]})


CHECKS: dict[str, Checker] = {
    "C09": check_region_post_strata,
    "C10": check_class_post_strata,
    "C11": check_greg,
    "C12": check_greg_domains,
    "C13": check_greg_strata,
    "C16": check_difference,
    "C46": check_three_states,
}
