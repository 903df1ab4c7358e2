"""How right the decisions are on a labelled corpus: `python benchmarks/accuracy.py FOLDER [--split dev|test]`.

FOLDER holds register.csv, sites.csv (labels by host) and sites-<split>.warc.gz. Runs the chain as a user would: frame, ingest, classify,
labels, evaluate; prints a table per capability, one per language, and the sites that went wrong with what decided them.
"""

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from catalogue.progress import Quiet
from classify import Score, classify, evaluate, explain, import_labels
from classify.intervals import Rate
from classify.truth import LabelSet, read_truth
from scrapers.archives import ingest_archives
from scrapers.frame import load_register
from store.frame import read_enterprises
from store.opening import Store, open_store

COUNTRY, WAVE = "XX", "2026"


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the chain in a store of its own and prints how right it was."""
    options = _parse(arguments)
    with tempfile.TemporaryDirectory() as folder, open_store(options.db or Path(folder) / "accuracy.db") as store:
        took = run_chain(store, options.corpus, options.split)
        print(f"{options.split}: " + ", ".join(f"{stage} {seconds:.1f} s" for stage, seconds in took.items()))
        print_scores(evaluate(store, COUNTRY, WAVE))
        print_by(evaluate(store, COUNTRY, WAVE, by="language"), options.by_language)
        print_confusions(store, options.confusions)


def run_chain(store: Store, corpus: Path, split: str) -> dict[str, float]:
    """Frame, ingest, classify, labels; gives {stage: seconds}."""
    quiet, took, began = Quiet(), dict[str, float](), time.perf_counter()

    def lap(stage: str) -> None:
        took[stage] = time.perf_counter() - began - sum(took.values())

    load_register(store, corpus / "register.csv", country=COUNTRY, wave=WAVE, progress=quiet)
    lap("frame")
    ingest_archives(store, [corpus / f"sites-{split}.warc.gz"], country=COUNTRY, wave=WAVE, progress=quiet)
    lap("ingest")
    classify(store, COUNTRY, WAVE, quiet)
    lap("classify")
    import_labels(store, _labels_of_split(store, corpus / "sites.csv", split), country=COUNTRY, wave=WAVE, progress=quiet)
    return took


def print_scores(scores: Sequence[Score]) -> None:
    """One line a capability."""
    print(
        f"{'capability':22} {'n':>4} {'tp':>3} {'fp':>3} {'fn':>3} {'tn':>3} {'?yes':>4} {'?no':>4}  precision         recall            F1"
        f"{'':16}at 10 %  at 20 %"
    )
    for s in scores:
        c = s.counts
        figures = f"{s.n:4} {c.tp:3} {c.fp:3} {c.fn:3} {c.tn:3} {c.unknown_yes:4} {c.unknown_no:4}"
        rarer = "  ".join(f"{value:7.2f}" if (value := s.f1_at(share)) is not None else "      -" for share in (0.1, 0.2))
        print(f"{s.capability:22} {figures}  {_show(s.precision)} {_show(s.recall)} {_show(s.f1)} {rarer}")


def print_by(scores: Sequence[Score], capabilities: Sequence[str]) -> None:
    """One line a language, for chosen capabilities."""
    for s in scores:
        if s.capability in capabilities and s.dimension == "language":
            c = s.counts
            print(f"  {s.capability} {s.group:4} n {s.n:3} tp {c.tp:3} fp {c.fp:3} fn {c.fn + c.unknown_yes:3} tn {c.tn + c.unknown_no:3}")


def print_confusions(store: Store, capabilities: Sequence[str]) -> None:
    """The enterprises decided otherwise than labelled, with the evidence that counted most."""
    sites = {e.enterprise_id: e.site for e in read_enterprises(store, COUNTRY, WAVE)}
    ids = dict(store.db.execute("SELECT unit, enterprise_id FROM enterprises WHERE country = ? AND wave = ?", [COUNTRY, WAVE]).fetchall())
    for capability in capabilities:
        truth = read_truth(store, COUNTRY, WAVE, capability, LabelSet("training"))
        for unit, positive, answer in zip(truth.units, truth.positive, truth.answers, strict=True):
            if answer != ("yes" if positive else "no"):
                label, why = "yes" if positive else "no", _evidence(store, ids[unit], capability)
                print(f"{capability}: {sites[ids[unit]]} is {label}, decided {answer}; {why}")


def _evidence(store: Store, enterprise_id: str, capability: str) -> str:
    explained = explain(store, COUNTRY, WAVE, enterprise_id)
    found = next((c for c in explained.capabilities if c.capability == capability), None) if explained else None
    status = explained.links[0].website.status if explained and explained.links and explained.links[0].website else "no site"
    reasons = ", ".join(f"{r.what} {r.weight:+.1f} '{r.words[:30]}'" for r in found.reasons[:3]) if found else ""
    return f"{status}; {reasons or 'no evidence'}"


def _labels_of_split(store: Store, labels: Path, split: str) -> Path:
    """The label rows of one split, in a file beside the store."""
    lines = labels.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    chosen = store.path.parent / f"labels-{split}.csv"
    chosen.write_text("".join([lines[0], *(line for line in lines[1:] if f",{split}," in line)]), encoding="utf-8")
    return chosen


def _show(rate: Rate | None) -> str:
    return f"{rate.value:.2f} ({rate.low:.2f}-{rate.high:.2f})" if rate else f"{'-':16}"


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--split", default="dev", choices=["dev", "test"])
    parser.add_argument("--db", type=Path, help="keep the store in this file")
    parser.add_argument("--by-language", nargs="*", default=["online_ordering"])
    parser.add_argument("--confusions", nargs="*", default=["online_ordering", "social_media"])
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
