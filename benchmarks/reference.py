"""Reference cases: what R and closed forms give, and what `aggregate` gives. `python -m benchmarks.reference [FOLDER] [CASE ...]`.

The folder holds `cases.json` and its data. Ends 1 if a case is off by more than its tolerance, or if no check knows it.
"""

import json
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import numpy as np

from aggregate.estimators.arrays import Floats
from benchmarks import reference_checks
from benchmarks.reference_checks.samples import Case, Checker, Sample, load_sample

FOLDER = Path(__file__).parents[2] / "shared" / "reference_cases"


def find_checks() -> dict[str, Checker]:
    """{case: function} of all families; a case belongs to one of them."""
    checks: dict[str, Checker] = {}
    for module in sorted(iter_modules(reference_checks.__path__), key=lambda m: m.name):
        found = getattr(import_module(f"{reference_checks.__name__}.{module.name}"), "CHECKS", {})
        if both := checks.keys() & found.keys():
            raise ValueError(f"Two families check {sorted(both)}")
        checks |= found
    return checks


def run_cases(folder: Path, chosen: Sequence[str] = ()) -> bool:
    """Prints expected and got of every case, or of those chosen, then the cases nobody checks; whether all are within tolerance."""
    sample, checks, fine, missing = load_sample(folder), find_checks(), True, []
    cases = json.loads((folder / "cases.json").read_text(encoding="utf-8"))
    for case in (case for case in cases if not chosen or case["id"] in chosen):
        if case["id"] not in checks:
            missing.append(case["id"])
            continue
        fine &= _run_case(case, checks[case["id"]], sample, folder)
    if missing:
        print("Not supported yet:", " ".join(missing))
    return fine and not missing


def _run_case(case: Case, check: Checker, sample: Sample, folder: Path) -> bool:
    fine = True
    for name, expected, got in check(sample, case, folder):
        wanted, found = np.ravel(np.asarray(expected, dtype=np.float64)), np.ravel(np.asarray(got, dtype=np.float64))
        is_near = wanted.shape == found.shape and np.allclose(found, wanted, rtol=max(case["rtol"], 1e-12), atol=1e-12)
        fine &= is_near
        print(f"{case['id']} {'ok ' if is_near else 'OFF'} {name}: expected {_write(wanted)} got {_write(found)}")
    return fine


def _write(values: Floats) -> str:
    return " ".join(f"{value:.9g}" for value in values)


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    if not (folder / "cases.json").exists():
        sys.exit(f"There is no cases.json in {folder}: name the folder that holds it.")
    sys.exit(0 if run_cases(folder, sys.argv[2:]) else 1)
