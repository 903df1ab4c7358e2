"""The facts of a wave, for `export`, `release` and the demo."""

from collections.abc import Mapping
from itertools import pairwise

from aggregate.changes.breaks import find_breaks
from aggregate.disclosure.rules import find_rules_file, load_rules
from aggregate.publication.facts import FEWEST_LABELS, Answered, Asked, Facts, Ran
from cli.facts.coverage import count_churn_since, count_funnel, measure_burden
from cli.facts.judging import judge_decisions, measure_agreements
from cli.facts.office import find_told
from store.estimates import list_estimated_waves
from store.fieldwork import count_fieldwork, list_questions_asked
from store.final_labels import read_final_labels
from store.opening import Store
from store.runs import read_newest_runs

MAKING = ("frame", "find", "candidates", "crawl", "render", "ingest", "classify", "sample", "train", "aggregate")
"""Commands that make figures; others, such as `export`, leave them as they are, and their runs must not change a file."""
COUNTED = ("read", "loaded", "rejected", "found", "enterprises", "sites", "visited", "requests", "bytes", "size", "estimates", "indicators")
"""Counts of runs that speak of a wave as a whole."""


def gather_facts(store: Store, country: str, wave: str) -> Facts:
    """All facts of a wave as the store has them now: counts of the whole register and rates on ten labels or more, nothing of one site.

    Counts that would tell of fewer enterprises than the office's rules of disclosure control allow are left out.
    """
    rules = load_rules(find_rules_file(store.path))
    fewest = max(found.fewest_enterprises for found in rules.values())
    waves = tuple(w for w in list_estimated_waves(store, country) if w <= wave)
    office, licence, outside = find_told(store, country, wave)
    return Facts(
        office=office,
        funnel=count_funnel(store, country, wave, fewest),
        burden=measure_burden(store, country, wave),
        churn=count_churn_since(store, country, wave, fewest),
        judged=tuple(judge_decisions(store, country, wave)),
        agreed=tuple(measure_agreements(store, country, wave)),
        samples=tuple(Answered(f.sample, f.drawn, f.answered, f.doubled, f.adjudicated) for f in count_fieldwork(store, country, wave)),
        questions=tuple(_count_questions(store, country, wave)),
        waves=waves,
        comparable=_count_comparable(store, country, waves),
        runs=tuple(_list_runs(store, country, wave)),
        employment_outside=outside,
        licence=licence,
    )


def _count_questions(store: Store, country: str, wave: str) -> list[Asked]:
    counted = []
    for sample, question, source in list_questions_asked(store, country, wave):
        answers = read_final_labels(store, country, wave, question, source, sample)["answer"]
        counted.append(Asked(sample, question, len(answers), sum(answer in ("yes", "no") for answer in answers)))
    return counted


def _count_comparable(store: Store, country: str, waves: tuple[str, ...]) -> int:
    """How many waves in a row, the last one among them, have no break of register or definition between them."""
    counted = 1
    for before, wave in reversed(list(pairwise(waves))):
        if any(found.reason != "model" for found in find_breaks(store, country, wave, before)):
            break
        counted += 1
    return counted


def _list_runs(store: Store, country: str, wave: str) -> list[Ran]:
    return [
        Ran(run.command, run.version, run.started, run.ended, run.outcome, _choose_counts(run.counts), times)
        for run, times in read_newest_runs(store, country, wave, MAKING)
    ]


def _choose_counts(counts: Mapping[str, object]) -> dict[str, float]:
    """Counts of a wave as a whole, without those of a few."""
    whole = {name: float(value) for name, value in counts.items() if name in COUNTED and isinstance(value, (int, float))}
    return {name: value for name, value in whole.items() if value >= FEWEST_LABELS}
