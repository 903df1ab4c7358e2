"""Which sample's labels answer a question, ready for estimation."""

from typing import Any

from aggregate.indicators import Question
from aggregate.learnt_labels import note_learnt, read_units
from aggregate.quality import FEWEST_LABELS
from aggregate.tables.labelled import AnsweredSample, build_answered
from aggregate.targets import read_targets
from aggregate.wave import Wave
from catalogue.messages import say
from store.cells import read_sample_answers
from store.deciding_hosts import read_deciding_hosts
from store.records import SampleDesign


def find_answers(shared: Wave, question: Question) -> tuple[AnsweredSample | None, str | None]:
    """The sample with the most labels to this question (the newest of several), ready for estimation, and its name."""
    for labelled, design, units, answers in _rank_samples(shared, question):
        where = (shared.store, shared.country, shared.wave)
        targets, hosts = read_targets(*where, question.source, design.sample), read_deciding_hosts(*where, design.sample)
        answered = build_answered(units, answers, design.strata, targets=targets, hosts=hosts, earlier=shared.earlier)
        if answered is not None:
            _note_response(shared, question, design.sample, labelled, answered.asked)
            note_learnt(shared, question, design.sample, {unit for unit in units["unit"] if answers.get(unit) in ("yes", "no")})
            return answered, design.sample
        shared.notes.append(
            say(
                "{question}: a whole state of sample {sample} has no label, so no margin can be given.",
                question=question.question,
                sample=design.sample,
            )
        )
    return None, None


def _rank_samples(shared: Wave, question: Question) -> list[tuple[int, SampleDesign, dict[str, list[Any]], dict[int, str | None]]]:
    """Samples with enough labels: how many, the design, the sampled units by columns and their answers; most labels first, then newest.

    A sample that was drawn later and whose review has only begun does not push out one that was labelled whole.
    """
    found = []
    for design in reversed(shared.designs):
        where = (shared.store, shared.country, shared.wave)
        answers = read_sample_answers(*where, question.question, question.source, design.sample)
        if len(answers) >= FEWEST_LABELS:
            units = read_units(where, design.sample, question.capability, shared.blind)
            labelled = sum(answers.get(unit) in ("yes", "no") for unit in units["unit"])
            found.append((labelled, design, units, answers))
    return sorted((entry for entry in found if entry[0] >= FEWEST_LABELS), key=lambda entry: -entry[0])


def _note_response(shared: Wave, question: Question, sample: str, labelled: int, asked: int) -> None:
    if labelled < asked:
        shared.notes.append(
            say(
                "{question}: {labelled} of {asked} enterprises of sample {sample} are labelled and stand for the others of their stratum.",
                question=question.question,
                labelled=labelled,
                asked=asked,
                sample=sample,
            )
        )
