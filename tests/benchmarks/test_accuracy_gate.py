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
    scores = {score.capability: score for score in evaluate(store, COUNTRY, WAVE)}
    for measure in ("f1", "specificity"):
        rates = {name: getattr(scores[name], measure) for name in FLOORS[measure]}
        found = {name: rate.value if rate else 0.0 for name, rate in rates.items()}
        assert {name: (found[name], floor) for name, floor in FLOORS[measure].items() if found[name] < floor} == {}, measure
    assert {name: s.unknown_share for name, s in scores.items() if s.unknown_share > FLOORS["most_unknown"]["share"]} == {}
