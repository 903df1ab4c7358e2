"""How right the decisions are on a labelled corpus: `python benchmarks/accuracy.py FOLDER [--split dev|test|cross]`.

FOLDER holds register.csv, sites.csv (labels by host) and sites-<split>.warc.gz. `dev` and `test` are decided by the models that ship,
learnt on `dev`. `cross` decides every host of both by what was learnt from the other hosts alone (ten folds; weights, calibration, and
whether learning is any better, all within the fold; the weights that experts set were set by hand while looking at `dev`).
Prints a table per capability, groups, reliability, and the sites that went wrong with what decided them.
"""

import argparse
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.corpus import COUNTRY, WAVE, load_corpus, read_kinds
from benchmarks.tables import print_groups, print_reliability, print_scores
from catalogue.progress import Quiet
from classify import Score, classify
from classify.deciding import Decision, decide_one
from classify.learning.cases import Case, LabelledReadings, choose_cases, read_cases
from classify.learning.choosing import learn_if_better
from classify.learning.crossfitting import cross_fit
from classify.learning.training import SEED
from classify.models import load_models
from classify.scores import score
from classify.trained.current import load_shipped
from classify.truth import LabelSet, Truth
from store.opening import Store, open_store

LABELS = LabelSet("training")


@dataclass(frozen=True, slots=True)
class Decided:
    """The labelled websites of one capability that were read, and what was decided of each."""

    cases: LabelledReadings
    decisions: Sequence[Decision]


def main(arguments: Sequence[str] | None = None) -> None:
    """Decides the corpus in a store of its own and prints how right that was."""
    options = _parse(arguments)
    splits = ["dev", "test"] if options.split == "cross" else [options.split]
    with tempfile.TemporaryDirectory() as folder, open_store(options.db or Path(folder) / "accuracy.db") as store:
        took = run_chain(store, options.corpus, *splits)
        cases, kinds = read_cases(store, COUNTRY, WAVE, list(load_models()), [LABELS.source]), read_kinds(store, options.corpus)
    decided = decide_crosswise(cases) if options.split == "cross" else decide_by_shipped(cases)
    print(f"{options.split}: {len(cases)} labelled websites that could be read; " + ", ".join(f"{k} {v:.1f} s" for k, v in took.items()))
    print_scores(score_all(decided))
    print("\nBy main language and kind of website")
    print_groups([*score_all(decided, "language"), *score_all(decided, "kind", kinds)], options.by_group)
    print("\nReliability (stated probability: mean stated, share that is true)")
    print_reliability(score_all(decided), options.by_group)
    print("\nDecided otherwise than labelled")
    print_confusions(decided, options.confusions)


def run_chain(store: Store, corpus: Path, *splits: str) -> dict[str, float]:
    """Frame, pages, labels and decisions, as a user would come by them; gives {stage: seconds}."""
    took, began = load_corpus(store, corpus, splits), time.perf_counter()
    classify(store, COUNTRY, WAVE, Quiet())
    return {**took, "classify": time.perf_counter() - began}


def decide_by_shipped(cases: Sequence[Case]) -> dict[str, Decided]:
    """{capability: decisions} by the models that ship."""
    chosen = {name: choose_cases(cases, name) for name in load_shipped()}
    return {name: Decided(found, [decide_one(load_shipped()[name], r) for r in found.readings]) for name, found in chosen.items()}


def decide_crosswise(cases: Sequence[Case]) -> dict[str, Decided]:
    """{capability: decisions}, each by what training on the other folds' hosts would have left."""
    chosen = {name: choose_cases(cases, name) for name in load_models()}
    return {name: Decided(found, cross_fit(load_models()[name], found, SEED, learn_if_better)) for name, found in chosen.items()}


def score_all(decided: Mapping[str, Decided], dimension: str = "_T", kinds: Mapping[str, str] | None = None) -> list[Score]:
    """Scores of every capability, for all or by main language or kind ({enterprise id: kind})."""
    scores = []
    for name, found in decided.items():
        truth, cases = _as_truth(found), found.cases
        groups = [(kinds or {}).get(e, "_U") for e in cases.enterprises]
        if dimension == "language":
            groups = [(r.website.languages or ("_U",))[0] for r in cases.readings]
        member = np.array(groups if dimension != "_T" else ["_T"] * len(cases.readings), dtype=object)
        scores += [score(name, truth, LABELS, dimension, group, member == group) for group in sorted(set(member.tolist()))]
    return scores


def print_confusions(decided: Mapping[str, Decided], capabilities: Sequence[str]) -> None:
    """The sites decided otherwise than labelled, with the evidence that counted most."""
    for name in capabilities:
        found = decided[name]
        for reading, positive, d in zip(found.cases.readings, found.cases.positive.tolist(), found.decisions, strict=True):
            label = "yes" if positive else "no"
            if d.answer != label:
                because = ", ".join(f"{r.kind} {r.value} {r.weight:+.1f} '{r.words[:30]}' {r.page}" for r in d.reasons[:3])
                stated = f"{d.answer} ({d.probability}{', ' + d.caution if d.caution else ''})"
                print(f"  {name}: {reading.website.site} is {label}, decided {stated}; {because or 'no evidence'}")


def _as_truth(found: Decided) -> Truth:
    count = len(found.decisions)
    answers = np.array([d.answer for d in found.decisions], dtype=object)
    stated = np.array([np.nan if d.probability is None else d.probability for d in found.decisions], dtype=np.float64)
    return Truth(list(range(count)), found.cases.positive, answers, np.ones(count), False, np.zeros(count, dtype=bool), stated)


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--split", default="dev", choices=["dev", "test", "cross"])
    parser.add_argument("--db", type=Path, help="keep the store in this file")
    parser.add_argument("--by-group", nargs="*", default=["online_ordering", "social_media"])
    parser.add_argument("--confusions", nargs="*", default=["online_ordering", "social_media"])
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
