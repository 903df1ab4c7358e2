"""Stratified domain means beside svy: the same sample, the same crossings and margins, the same numbers, and how long each takes."""

import json
import subprocess
import tempfile
import time
from itertools import combinations
from pathlib import Path

import numpy as np

from aggregate.estimators.arrays import Floats, Integers
from aggregate.estimators.domain_sums import Selection, estimate_domain_shares
from aggregate.tables.breakdowns import Breakdowns
from aggregate.tables.domains import Domains, build_domains

PEER = Path(__file__).parent / "peer_estimate.py"
HOW_TO = "python -m venv peers && peers/bin/pip install svy==0.35.0, then --peer-python peers/bin/python"
STRATA, VARIABLES, SMALLEST = 40, 16, 20
CROSSED = ("section", "size_class", "region")
SECTIONS, SIZES, REGIONS = "ABCDEFGHIJKLMNOPQRSTU", ("S0T9", "S10T49", "S50T249", "S_GE250"), tuple(f"R{i:02}" for i in range(10))


def compare_with_peer(units: int, python: str) -> None:
    """Prints how long both take for 16 variables in all domains, and how far their numbers are apart."""
    generator = np.random.default_rng(35)
    strata = np.arange(units) % STRATA
    sizes = np.bincount(strata, minlength=STRATA) * generator.integers(5, 60, STRATA).astype(np.float64)
    codes = {name: generator.choice(list(labels), units) for name, labels in zip(CROSSED, (SECTIONS, SIZES, REGIONS), strict=True)}
    answers = (generator.random((VARIABLES, units)) < generator.uniform(0.02, 0.6, (VARIABLES, 1))).astype(np.float64)
    theirs, peer_seconds = _ask_peer(python, strata, sizes, codes, answers)
    began = time.process_time()
    ours = _estimate(strata, sizes, codes, answers)
    seconds = time.process_time() - began
    shared = [name for name in theirs if name in ours]
    gap = max(abs(a - b) / max(abs(a), 1e-12) for name in shared for a, b in zip(theirs[name], ours[name], strict=True))
    print(f"{units:,} units, {len(ours):,} means of {VARIABLES} variables in {STRATA} strata: ecomstat {seconds:.2f} s, svy {peer_seconds:.2f} s")
    print(f"  {peer_seconds / seconds:.0f} times as fast; {len(shared):,} of {len(theirs):,} means compared, largest relative gap {gap:.1e}")


def _ask_peer(
    python: str, strata: Integers, sizes: Floats, codes: dict[str, np.ndarray], answers: Floats
) -> tuple[dict[str, list[float]], float]:
    """svy's means and standard errors, and its seconds of processor time."""
    columns = {"stratum": strata.astype(str), "weight": (sizes / np.bincount(strata))[strata], "frame_size": sizes[strata], **codes}
    columns |= {f"y{place:02}": row for place, row in enumerate(answers)}
    faces = [list(face) for size in range(len(CROSSED) + 1) for face in combinations(CROSSED, size)]
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sample.json").write_text(json.dumps({k: v.tolist() for k, v in columns.items()}), encoding="utf-8")
        (Path(folder) / "faces.json").write_text(json.dumps(faces), encoding="utf-8")
        done = subprocess.run([python, str(PEER), folder], capture_output=True, text=True, check=True)
        found = json.loads((Path(folder) / "found.json").read_text(encoding="utf-8"))
    return found, float(json.loads(done.stdout)["seconds"])


def _estimate(strata: Integers, sizes: Floats, codes: dict[str, np.ndarray], answers: Floats) -> dict[str, list[float]]:
    """Ours, from the same columns: domains made, means and errors of all variables."""
    units = len(strata)
    cells = {**{name: column.tolist() for name, column in codes.items()}, "urbanisation": ["_U"] * units, "owner_sex": ["_U"] * units}
    domains = build_domains(cells, Breakdowns((("activity", "size_class", "region"),)))
    weights, selection = (sizes / np.bincount(strata))[strata], Selection(strata, sizes)
    members = domains.sparse_of_units(np.arange(units))
    found = [estimate_domain_shares(row, members, weights, selection) for row in answers]
    names = _name_domains(domains)
    return {
        f"y{place:02}{name}": [float(share), float(error)]
        for place, (shares, variances) in enumerate(found)
        for name, share, error in zip(names, shares, np.sqrt(variances), strict=True)
    }


def _name_domains(domains: Domains) -> list[str]:
    """Each domain's codes but for totals, in order, as the peer's file has them."""
    keys = domains.keys[["activity", "size_class", "region"]].to_numpy(dtype=object)
    return ["".join(f"|{code}" for code in sorted(code for code in row if code != "_T")) for row in keys]
