"""Calibration: post-stratification, GREG, raking, bounded weights, the difference estimator, and leverage-adjusted errors."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from aggregate.estimators.arrays import Estimates, Floats
from aggregate.estimators.calibration import (
    calibrate_weights,
    estimate_calibrated_ratios,
    estimate_calibrated_totals,
    find_leverages,
    group_indicators,
)
from aggregate.estimators.difference import estimate_difference
from aggregate.estimators.distances import LINEAR, RAKING, Distance
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
    weights = calibrate_weights(sample.weights, auxiliaries, np.array(known, dtype=np.float64))
    yield "first weights", case["expected"]["w_first5"], weights[:5]
    yield "range of weights", case["expected"]["w_range"], (weights.min(), weights.max())


def check_greg_domains(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    domains = sample.domains("section", case["expected"]["section"])
    found = calibrated(sample, three_auxiliaries(sample), case["params"]["totals"], "order", domains)
    yield from pairs("order by section", found, {"est": case["expected"]["order"], "se": case["expected"]["se"]})


def check_greg_strata(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    auxiliaries = np.column_stack([np.eye(len(sample.sizes))[sample.strata], sample.get("pred_order")])
    predicted = pd.read_csv(folder / "data" / "frame.csv")["pred_order"].sum()
    for name, domains in (("order", None), ("order_mean", sample.all)):
        found = calibrated(sample, auxiliaries, [*sample.sizes, predicted], "order", domains)
        yield from pairs(name, found, case["expected"][name])


def check_raking(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    frame, columns, known = pd.read_csv(folder / "data" / "frame.csv"), [], []
    for margin in case["params"]["margins"]:
        counts = frame[margin].value_counts()
        columns += [sample.table[margin] == value for value in counts.index]
        known += counts.tolist()
    auxiliaries, totals = np.column_stack(columns).astype(np.float64), np.array(known, dtype=np.float64)
    arguments = (sample.weights, auxiliaries, totals, sample.strata, sample.sizes, "none", RAKING)
    for name in ("order", "web"):
        yield from pairs(name, estimate_calibrated_totals(sample.get(name), *arguments), case["expected"][name])
    weights = calibrate_weights(sample.weights, auxiliaries, totals, RAKING)
    yield "range of weights", case["expected"]["w_range"], (weights.min(), weights.max())


def check_bounded(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    distance = Distance("logit", case["params"]["L"], case["params"]["U"])
    known = (three_auxiliaries(sample), np.array(case["params"]["totals"], dtype=np.float64))
    found = estimate_calibrated_totals(sample.get("order"), sample.weights, *known, sample.strata, sample.sizes, "none", distance)
    yield from pairs("order", found, case["expected"]["order"])
    ratios = calibrate_weights(sample.weights, *known, distance) / sample.weights
    yield "range of ratios", case["expected"]["w_range_ratio"], (ratios.min(), ratios.max())


def check_cells(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    given, bounds = {name: np.array(values, dtype=np.float64) for name, values in case["data"]["inline"].items()}, case["params"]["bounds"]
    margins = np.column_stack([given[name] == value for name in ("a", "b") for value in np.unique(given[name])]).astype(np.float64)
    numbers = np.column_stack([np.ones(len(given["n"])), given["a"], given["b"]])
    methods = {
        "post": (np.eye(len(given["n"])), LINEAR),
        "rake": (margins, RAKING),
        "linear": (margins, LINEAR),
        "trunc_linear": (margins, Distance("truncated", *bounds)),
        "logit": (margins, Distance("logit", *bounds)),
        "greg_numeric": (numbers, LINEAR),
    }
    for name, (auxiliaries, distance) in methods.items():
        found = calibrate_weights(given["n"], auxiliaries, given["N"] @ auxiliaries, distance) / given["n"]
        yield name, case["expected"][name], found


def check_difference(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    predicted = float(pd.read_csv(folder / "data" / "frame.csv")["pred_order"].sum())
    yield from pairs(
        "order", estimate_difference(sample.get("order"), sample.get("pred_order"), predicted, *sample.design), case["expected"]
    )


def check_three_states(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    frame = pd.read_csv(folder / "data" / "frame.csv")
    whole = sample.sizes[sample.strata] == np.bincount(sample.strata)[sample.strata]
    groups, known = find_state_groups(sample.table, frame, [])
    yield from _check_states(sample, case, "PS3_all_units", groups, known)
    open_groups, taken = np.where(whole[:, None], 0.0, groups), groups[whole].sum(axis=0)
    yield from _check_states(sample, case, "PS3_excl_takeall", open_groups, known - taken)
    crossed, known = find_state_groups(sample.table, frame, ["section", "size_class"])
    open_groups, taken = np.where(whole[:, None], 0.0, crossed), crossed[whole].sum(axis=0)
    name = "state_x_section+state_x_size_excl_takeall"
    yield from _check_states(sample, case, name, open_groups, known - taken, "interacted")


def find_state_groups(table: pd.DataFrame, frame: pd.DataFrame, crossed: list[str]) -> tuple[Floats, Floats]:
    """Indicators of the three states, shape (units, groups), or of their cross with each column; and their counts in the frame."""
    states, of_frame = table["scraped"] + table["pred_order"], frame["scraped"] + frame["pred_order"]
    groups, known = [], []
    for column, state in [(column, state) for column in crossed or [None] for state in range(3)]:
        for value in sorted(frame[column].unique()) if column else [None]:
            groups.append((states == state) & (True if column is None else table[column] == value))
            known.append(((of_frame == state) & (True if column is None else frame[column] == value)).sum())
    return np.column_stack(groups).astype(np.float64), np.array(known, dtype=np.float64)


def _check_states(sample: Sample, case: Case, name: str, groups: Floats, known: Floats, domain_name: str = "") -> Iterator[Check]:
    expected = case["expected"]
    domains = [("national", sample.all, expected[name])]
    for place, column, value in (("domain_section_I", "section", "I"), ("domain_250+", "size_class", "250+")):
        if (wanted := expected[place].get(domain_name or name)) is not None:
            domains.append((value, sample.domains(column, [value]), wanted))
    weights = calibrate_weights(sample.weights, groups, known)
    yield f"{name} range of weights", (expected[name]["w_min"], expected[name]["w_max"]), (weights.min(), weights.max())
    yield f"{name} largest leverage", expected[name]["max_leverage"], find_leverages(sample.weights, groups).max()
    for leverage, column in (("none", "se_lin"), ("hc2", "se_hc2"), ("hc3", "se_hc3")):
        for place, domain, wanted in domains:
            found = calibrated(sample, groups, known, "order", domain, leverage)
            yield from pairs(f"{name} {place} {leverage}", found, {"est": wanted["mean"], "se": wanted[column]})


CHECKS: dict[str, Checker] = {
    "C09": check_region_post_strata,
    "C10": check_class_post_strata,
    "C11": check_greg,
    "C12": check_greg_domains,
    "C13": check_greg_strata,
    "C14": check_raking,
    "C15": check_bounded,
    "C16": check_difference,
    "C24": check_cells,
    "C46": check_three_states,
}
