"""Run by `benchmarks/estimate.py` with another Python, in which svy is installed: how long it takes for stratified means in domains.

Reads a folder (`sample.json`: columns of the sample; `faces.json`: which breakdowns are crossed), writes `found.json` (means and standard
errors by variable and domain) and prints seconds of processor time. It is no part of this project.
"""

import importlib
import json
import sys
import time
from pathlib import Path
from typing import Any


def main(folder: Path) -> None:
    """Prints a JSON object: seconds for all variables, all faces. All variables go in one call, as svy wants it for speed."""
    svy, polars = importlib.import_module("svy"), importlib.import_module("polars")
    columns = json.loads((folder / "sample.json").read_text(encoding="utf-8"))
    faces = json.loads((folder / "faces.json").read_text(encoding="utf-8"))
    answers = [name for name in columns if name.startswith("y")]
    found: dict[str, Any] = {}
    design = svy.Design(stratum="stratum", wgt="weight", pop_size="frame_size")
    sample = svy.Sample(polars.DataFrame(columns), design)
    sample.estimation.mean(answers[0], by="size_class")  # what is loaded at first use is not counted
    began = time.process_time()
    estimates = [(face, sample.estimation.mean(answers, by=face or None)) for face in faces]
    took = time.process_time() - began
    for face, of_face in estimates:
        for name, estimate in zip(answers, of_face, strict=True):
            for one in estimate.estimates:
                codes = one.by_level if face else []
                found["|".join([name, *sorted(str(code) for code in codes or [])])] = [one.est, one.se]
    (folder / "found.json").write_text(json.dumps(found), encoding="utf-8")
    print(json.dumps({"seconds": took, "figures": len(found)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
