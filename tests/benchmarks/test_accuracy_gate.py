"""No change may lose accuracy on the labelled corpus, where it is at hand."""

import hashlib
import tomllib
from pathlib import Path

import pytest

from benchmarks.accuracy import COUNTRY, WAVE, run_chain
from classify import evaluate
from store.opening import Store

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
FLOORS = tomllib.loads((ROOT / "benchmarks" / "floors.toml").read_text(encoding="utf-8"))


@pytest.mark.long
@pytest.mark.skipif(not CORPUS.exists(), reason="the labelled corpus is not at hand")
def test_no_capability_falls_below_its_floor(store: Store) -> None:
    labels = hashlib.sha256((CORPUS / "sites.csv").read_bytes()).hexdigest()
    assert labels == FLOORS["labels"], "these are other labels: measure the floors anew"
    run_chain(store, CORPUS, FLOORS["split"])
    found = {score.capability: score.f1.value for score in evaluate(store, COUNTRY, WAVE) if score.f1 is not None}
    below = {name: (found.get(name, 0.0), floor) for name, floor in FLOORS["f1"].items() if found.get(name, 0.0) < floor}
    assert below == {}
