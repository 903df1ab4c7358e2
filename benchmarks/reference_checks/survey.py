"""Stratified expansion: totals, means, domains, ratios, intervals of a share, nonresponse, strata with one unit."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from aggregate.estimators.arrays import Estimates
from aggregate.estimators.intervals import asin_interval, find_effective_sizes, korn_graubard_interval, logit_interval, wald_interval
from aggregate.estimators.response import adjust_weights
from aggregate.estimators.stratified import estimate_domain_means, estimate_ratios, estimate_totals, estimate_variance
from benchmarks.reference_checks.samples import Case, Check, Checker, Sample, pairs


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


def check_nonresponse(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    answered = sample.get("resp") == 1
    weights = adjust_weights(sample.strata, sample.sizes, answered)[answered]
    found = estimate_totals(sample.get("order")[answered], weights, sample.strata[answered], sample.sizes)
    yield from pairs("order", found, case["expected"]["order_total"])
    everybody = sample.all[:, answered]
    found = estimate_domain_means(sample.get("order")[answered], everybody, weights, sample.strata[answered], sample.sizes)
    yield from pairs("share of order", found, case["expected"]["order"])


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
    improved = school.domains("comp.imp", ["Yes"])
    found = estimate_domain_means(school.get("enroll"), improved, *school.design)
    yield from pairs("domain", found, case["expected"]["dom_compimp_enroll"])
    types = case["expected"]["by_stype"]
    found = estimate_domain_means(school.get("api00"), school.domains("stype", types["stype"]), *school.design)
    yield from pairs("by type", found, {"est": types["api00"], "se": types["se"]})
    yield from pairs("ratio", estimate_ratios(school.get("api.stu"), school.get("enroll"), *school.design), case["expected"]["ratio"])


CHECKS: dict[str, Checker] = {
    "C01": check_totals,
    "C02": check_means,
    "C03": check_means,
    "C04": check_domain_means,
    "C05": check_domain_totals,
    "C06": check_ratios,
    "C07": check_intervals,
    "C18": check_nonresponse,
    "C21": check_lonely,
    "C22": check_stratified_api,
}
