"""Reference cases: what R and closed forms give, and what `aggregate` gives. `python -m benchmarks.reference [FOLDER]`.

The folder holds `cases.json` and its data. Ends 1 if a case that is supported is off by more than its tolerance.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from aggregate.estimators.arrays import Estimates, Floats
from aggregate.estimators.calibration import estimate_calibrated_ratios, estimate_calibrated_totals, group_indicators
from aggregate.estimators.difference import estimate_difference
from aggregate.estimators.intervals import asin_interval, find_effective_sizes, korn_graubard_interval, logit_interval, wald_interval
from aggregate.estimators.misclassification import (
    Confusion,
    calibrate_share,
    calibrate_share_in_frame,
    invert_misclassification,
    subtract_bias,
)
from aggregate.estimators.response import adjust_weights
from aggregate.estimators.stratified import estimate_domain_means, estimate_ratios, estimate_totals, estimate_variance

FOLDER = Path(__file__).parents[2] / "shared" / "reference_cases"
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


def check_totals(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    for expected in case["expected"].values():
        yield from pairs(expected["names"], estimate_totals(sample.get(expected["names"]), *sample.design), expected)


def check_means(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    sizes = sample.sizes if case["params"]["fpc"] else None
    for expected in case["expected"].values():
        found = estimate_domain_means(sample.get(expected["names"]), sample.all, sample.weights, sample.strata, sizes)
        yield from pairs(expected["names"], found, expected)


def check_domain_means(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    for column, expected in case["expected"].items():
        for variable in ("web", "order"):
            found = estimate_domain_means(sample.get(variable), sample.domains(column, expected[column]), *sample.design)
            yield from pairs(f"{variable} by {column}", found, {"est": expected[variable], "se": expected[f"se.{variable}"]})


def check_domain_totals(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    domains = sample.domains("region", case["expected"]["region"])
    found = estimate_totals(sample.get("order") * domains, *sample.design)
    yield from pairs("order by region", found, {"est": case["expected"]["order"], "se": case["expected"]["se"]})


def check_ratios(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    for name, top, bottom in (("order_web", "order", "web"), ("turn_emp", "turnover_k", "persons_employed")):
        yield from pairs(name, estimate_ratios(sample.get(top), sample.get(bottom), *sample.design), case["expected"][name])


def check_intervals(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    mean = estimate_domain_means(sample.get("order"), sample.all, *sample.design)
    share, variance, degrees = mean.values, mean.standard_errors**2, case["params"]["df"]
    effective = find_effective_sizes(share, variance, np.array([float(len(sample.table))]), degrees)
    found = {
        "logit": logit_interval(share, variance, degrees),
        "beta": korn_graubard_interval(share, effective),
        "mean": wald_interval(share, variance, degrees),
        "asin": asin_interval(share, variance, degrees),
    }
    yield from ((name, case["expected"][name], np.concatenate(found[name])) for name in found)


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


def check_nonresponse(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    answered = sample.get("resp") == 1
    weights = adjust_weights(sample.strata, sample.sizes, answered)[answered]
    found = estimate_totals(sample.get("order")[answered], weights, sample.strata[answered], sample.sizes)
    yield from pairs("order", found, case["expected"]["order_total"])


def check_lonely(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    rows = case["data"]["inline"]
    values, strata = np.array(rows["y"], dtype=np.float64) * np.array(rows["w"]), pd.factorize(np.array(rows["h"]))[0].astype(np.int64)
    for policy, expected in case["expected"].items():
        variance = estimate_variance(values, strata, None, policy)
        yield from pairs(policy, Estimates(np.asarray(values.sum()), np.sqrt(variance)), expected)


def check_stratified_api(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    school = Sample(pd.read_csv(folder / "data" / "apistrat.csv"), "stype", "pw", "fpc")
    yield from pairs("total", estimate_totals(school.get("enroll"), *school.design), case["expected"]["total_enroll"])
    yield from pairs("mean", estimate_domain_means(school.get("api00"), school.all, *school.design), case["expected"]["mean_api00"])


def check_misclassification(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    given, expected = case["data"]["inline"], case["expected"]
    test, predicted = Confusion(given["TP"], given["FN"], given["FP"], given["TN"]), given["pred_pos"] / given["N"]
    inverse, direct = invert_misclassification(predicted, test), calibrate_share(predicted, test)
    yield "baseline", expected["baseline"], test.baseline
    yield "subtracted bias", expected["subtracted_bias"], subtract_bias(predicted, test)
    yield "misclassification", expected["misclassification"], inverse.value
    yield "misclassification error", expected["misclassification_se_delta"], inverse.standard_error
    yield "calibration", expected["calibration"], direct.value
    yield "calibration error", expected["calibration_se"], direct.standard_error
    in_frame = calibrate_share_in_frame(predicted, test, given["N"])
    yield "calibration error in the frame", expected["calibration_se_poststrat_fpc"], in_frame.standard_error


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


CHECKS: dict[str, Callable[[Sample, Case, Path], Iterator[Check]]] = {
    "C01": check_totals,
    "C02": check_means,
    "C03": check_means,
    "C04": check_domain_means,
    "C05": check_domain_totals,
    "C06": check_ratios,
    "C07": check_intervals,
    "C09": check_region_post_strata,
    "C10": check_class_post_strata,
    "C11": check_greg,
    "C12": check_greg_domains,
    "C13": check_greg_strata,
    "C16": check_difference,
    "C18": check_nonresponse,
    "C21": check_lonely,
    "C22": check_stratified_api,
    "C31": check_misclassification,
    "C46": check_three_states,
}


def run_cases(folder: Path) -> bool:
    """Prints expected and got of every supported case, then the cases not supported; whether all are within tolerance."""
    sample, fine, missing = load_sample(folder), True, []
    for case in json.loads((folder / "cases.json").read_text(encoding="utf-8")):
        if case["id"] not in CHECKS:
            missing.append(case["id"])
            continue
        for name, expected, got in CHECKS[case["id"]](sample, case, folder):
            wanted, found = np.ravel(np.asarray(expected, dtype=np.float64)), np.ravel(got)
            is_near = wanted.shape == found.shape and np.allclose(found, wanted, rtol=max(case["rtol"], 1e-12), atol=1e-12)
            fine &= is_near
            print(f"{case['id']} {'ok ' if is_near else 'OFF'} {name}: expected {_write(wanted)} got {_write(found)}")
    print("Not supported yet:", " ".join(missing))
    return fine


def _write(values: Floats) -> str:
    return " ".join(f"{value:.9g}" for value in values)


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    if not (folder / "cases.json").exists():
        sys.exit(f"There is no cases.json in {folder}: name the folder that holds it.")
    sys.exit(0 if run_cases(folder) else 1)
