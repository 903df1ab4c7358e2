"""How often published intervals hold the truth: samples drawn again and again. `python -m benchmarks.coverage [--help]`.

Without options: 2,000 samples of an invented frame in each scenario of a machine that errs; bias, RMSE and coverage of 95 % intervals by
estimator and domain, and whether the default estimator reaches its targets, strictly and beyond the simulation's own error. `--demo`: the
demo's countries of the given seeds instead (a minute each). `--db FILE --truth FILE`: the frame of a demo's store with the truth that the
demo wrote beside it. Ends 1 where a target is missed by more than two standard errors of the simulation.
"""

import os

for _library in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_library, "1")  # a process a scenario uses the cores better than threads within one

import argparse  # noqa: E402
import sys  # noqa: E402
from concurrent.futures import ProcessPoolExecutor  # noqa: E402
from pathlib import Path  # noqa: E402

from benchmarks.coverage_scenarios.demo_frames import load_frames, measure, run_demos  # noqa: E402
from benchmarks.coverage_scenarios.frames import SCENARIOS, Scenario  # noqa: E402
from benchmarks.coverage_scenarios.redraws import Performance, try_scenario  # noqa: E402
from benchmarks.coverage_scenarios.targets import find_missed  # noqa: E402
from benchmarks.coverage_scenarios.text import print_scenario  # noqa: E402


def try_all(options: argparse.Namespace) -> int:
    """Tries every scenario, prints tables and missed targets, and gives the exit code."""
    chosen = [scenario for scenario in SCENARIOS if not options.scenario or scenario.name in options.scenario]
    missed = by_chance = 0
    with ProcessPoolExecutor(options.processes) as pool:
        trials = [(scenario, seed, pool.submit(_try, scenario, options, seed)) for scenario in chosen for seed in options.seeds]
        for scenario, seed, trial in trials:
            performances = trial.result()
            print_scenario(scenario.name, seed, performances)
            misses = find_missed(scenario, performances, options.redraws)
            for miss in misses:
                print(f"  {'outside, within the simulation error' if miss.by_chance else 'MISSED'}: {miss.sentence}")
            print("" if misses else "  all targets reached", flush=True)
            missed += sum(not miss.by_chance for miss in misses)
            by_chance += sum(miss.by_chance for miss in misses)
    print(f"{len(trials)} scenarios of {options.redraws} samples with {options.size} labels.")
    print(f"Strictly: {missed + by_chance} figures of the default estimator are outside of their limits.")
    print(f"Beyond two standard errors of the simulation: {missed}.")
    return 1 if missed else 0


def _try(scenario: Scenario, options: argparse.Namespace, seed: int) -> list[Performance]:
    return try_scenario(scenario, options.size, options.redraws, seed)


def main() -> int:
    """Reads the options, measures, and gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.coverage", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--demo", action="store_true", help="crawl and classify the demo's country of each seed first")
    parser.add_argument("--db", type=Path, help="a demo's store")
    parser.add_argument("--truth", type=Path, help="the truth that the demo wrote")
    parser.add_argument("--wave")
    parser.add_argument("--size", type=int, default=500, help="labels in each sample")
    parser.add_argument("--redraws", type=int, default=2000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1], help="of frames and samples")
    parser.add_argument("--scenario", action="append", help="only this one (may be repeated)")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    if (options.db is None) != (options.truth is None):
        parser.error("--db and --truth go together")
    if options.db:
        return 0 if measure("store", lambda _: load_frames(options.db, options.truth, options.wave), options) else 1
    if options.demo:
        return 0 if measure("demo", run_demos, options) else 1
    return try_all(options)


if __name__ == "__main__":
    sys.exit(main())
