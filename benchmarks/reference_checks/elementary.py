"""Simple random samples, samples with unequal probabilities, and samples of clusters."""

import json
from collections.abc import Iterator
from math import ceil, floor
from pathlib import Path

import numpy as np
import pandas as pd

from aggregate.estimators import simple_random, unequal
from aggregate.estimators.arrays import Estimates
from aggregate.estimators.cluster_samples import estimate_cluster_ratios, estimate_cluster_totals
from aggregate.estimators.distances import LINEAR, RAKING
from aggregate.estimators.intervals import hypergeometric_interval, korn_graubard_interval, wilson_interval
from benchmarks.reference_checks.samples import Case, Check, Checker, Sample, pairs

# Σ π(1-π) over all 424 districts, π being 20 times the district's part of the population: the case's file has the sampled ones only.
DISTRICTS_SPREAD = 18.405144637147796


def check_mean(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    given, expected = case["data"]["inline"], case["expected"]
    found = simple_random.estimate_mean(np.array(given["y"], dtype=np.float64), given["N"])
    yield from pairs("mean", found, {"est": expected["mean"], "se": expected["se"]})
    yield "interval", expected["ci"], simple_random.find_normal_interval(found)


def check_shares(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    for given, expected in zip(case["data"]["inline"], case["expected"], strict=True):
        hits, labelled, size = given["m"], given["n"], given["N"]
        found = simple_random.estimate_share(hits, labelled, size)
        low, high = simple_random.find_normal_interval(found)
        yield from pairs(f"{hits} of {labelled}", found, {"est": expected["p"], "se": expected["se"]})
        if size is None:
            yield "binomial", expected["ci"]["bin"], (low, high)
            yield "Clopper-Pearson", expected["ci"]["cp"], korn_graubard_interval(np.array(hits / labelled), np.array(float(labelled)))
            # The case's source calls it after Agresti and Coull, who recommend it: the numbers are Wilson's score interval.
            yield "score", expected["ci"]["ac"], wilson_interval(np.array(float(hits)), np.array(float(labelled)))
            continue
        exact = hypergeometric_interval(hits, labelled, size)
        yield "normal", expected["ci"]["approx"], (low, high)
        yield "normal, counts", expected["nr"]["approx"], (max(ceil(low * size), 0), floor(high * size))
        yield "hypergeometric", expected["ci"]["exact"], np.array(exact) / size
        yield "hypergeometric, counts", expected["nr"]["exact"], exact


def check_auxiliary(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    given, expected = case["data"]["inline"], case["expected"]
    frame, x, y = (np.array(given[name], dtype=np.float64) for name in ("X_pop", "X", "y"))
    known = (y, x, float(frame.mean()), len(frame))
    found = {
        "simple": simple_random.estimate_mean(y, len(frame)),
        "diff": simple_random.estimate_mean_by_difference(*known),
        "ratio": simple_random.estimate_mean_by_ratio(*known),
        "regr": simple_random.estimate_mean_by_regression(*known),
    }
    for name, estimates in found.items():
        yield from pairs(name, estimates, {"est": expected[name]["mean"], "se": expected[name]["se"]})


def check_unequal(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    given = json.loads((folder / case["data"]["json"]).read_text(encoding="utf-8"))
    y, probabilities, joint = (np.array(given[name], dtype=np.float64) for name in ("y", "pi", "PI"))
    total = unequal.estimate_expansion_total(y, probabilities)
    variances = {
        "ht": unequal.find_horvitz_thompson_variance(y, probabilities, joint),
        "yg": unequal.find_sen_yates_grundy_variance(y, probabilities, joint),
        "hh": unequal.find_hansen_hurwitz_variance(y, probabilities),
        "ha": unequal.find_hajek_variance(y, probabilities, DISTRICTS_SPREAD),
    }
    for name, variance in variances.items():
        found = Estimates(total / given["N"], np.sqrt(variance) / given["N"])
        yield from pairs(name, found, {"est": case["expected"][name]["mean"], "se": case["expected"][name]["se"]})


def check_clusters(sample: Sample, case: Case, folder: Path) -> Iterator[Check]:
    table, given, expected = pd.read_csv(folder / case["data"]["csv"]), case["params"], case["expected"]
    enrolled, score = (table[name].to_numpy(dtype=np.float64) for name in ("enroll", "api00"))
    weights, clusters = table["pw"].to_numpy(dtype=np.float64), pd.factorize(table["dnum"])[0].astype(np.int64)
    design = (weights, clusters, np.zeros(len(table), dtype=np.int64), np.array([float(table["fpc"].iloc[0])]))
    types = np.column_stack([table["stype"] == name for name in given["stype_pop"]]).astype(np.float64)
    wide = np.column_stack([table["sch.wide"] == name for name in given["schwide_pop"]]).astype(np.float64)
    by_type, by_wide = (np.array(list(given[name].values()), dtype=np.float64) for name in ("stype_pop", "schwide_pop"))
    known = {
        "expansion": (expected, None, LINEAR),
        "poststrat": (expected["poststrat"], (types, by_type), LINEAR),
        "rake": (expected["rake"], (np.hstack([types, wide]), np.concatenate([by_type, by_wide])), RAKING),
        "greg": (expected["greg"], (np.column_stack([types, table["api99"]]), np.append(by_type, given["api99_total"])), LINEAR),
    }
    for name, (wanted, totals, distance) in known.items():
        yield from pairs(f"{name} total", estimate_cluster_totals(enrolled, *design, totals, distance), wanted["total_enroll"])
        found = estimate_cluster_ratios(score, np.ones(len(table)), *design, totals, distance)
        yield from pairs(f"{name} mean", found, wanted["mean_api00"])


CHECKS: dict[str, Checker] = {
    "C23": check_clusters,
    "C25": check_mean,
    "C26": check_shares,
    "C27": check_auxiliary,
    "C28": check_unequal,
}
