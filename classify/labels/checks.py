"""Answers of one enterprise against each other: a part larger than the whole, sales of a business that says it has none."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median

from catalogue.messages import say, say_count
from catalogue.survey_questions import PERCENT, find_survey_question
from classify.labels.known import Candidate
from classify.labels.reports import LabelReport, RejectedAnswer

UNLIKELY = 300
"""Times the median per person: a number so far off was probably written in another unit (a thousand times more or less)."""
FEWEST_COMPARED = 10
MOST_NAMED = 5
Answers = Mapping[tuple[str, str], Candidate]


def check_answers(candidates: Iterable[Candidate], report: LabelReport, currency: str | None = None) -> Iterator[Candidate]:
    """The candidates without those that contradict another answer of the same enterprise in the file; the report lists these.

    `currency` is that of the amounts that are there already; all must be in one.
    """
    kept = list(candidates)
    answers = {(c.label.enterprise_id, c.label.question): c for c in kept}
    currency = currency or next((c.label.unit for c in kept if _is_money(c)), None)
    for candidate in kept:
        reason = _find_contradiction(candidate, answers, currency)
        if reason is None:
            yield candidate
        else:
            report.rejected.append(RejectedAnswer(candidate.row, candidate.column, reason))


def warn_of_units(candidates: Sequence[Candidate], persons: Mapping[str, float | None]) -> list[str]:
    """Warnings of amounts that are hundreds of times those of the other businesses, by persons employed of the register."""
    warnings = []
    for question in sorted({c.label.question for c in candidates if _is_money(c)}):
        asked = [c for c in candidates if c.label.question == question and c.label.value]
        rates = {id(c): (c.label.value or 0) / max(persons.get(c.label.enterprise_id) or 1, 1) for c in asked}
        if len(rates) < FEWEST_COMPARED:
            continue
        usual = median(rates.values())
        odd = [c for c in asked if not usual / UNLIKELY <= rates[id(c)] <= usual * UNLIKELY]
        if odd:
            rows = ", ".join(str(c.row) for c in odd[:MOST_NAMED]) + (" …" if len(odd) > MOST_NAMED else "")
            warnings.append(
                say_count(
                    "{question}: {count} amount a person is hundreds of times the usual, or a small part of it: another unit? Row {rows}.",
                    "{question}: {count} amounts a person are hundreds of times the usual, or a small part of it: another unit?"
                    " Rows {rows}.",
                    len(odd),
                    question=question,
                    rows=rows,
                )
            )
    return warnings


def _is_money(candidate: Candidate) -> bool:
    asked = find_survey_question(candidate.label.question)
    return asked is not None and asked.kind == "money" and candidate.label.value is not None


def _find_contradiction(candidate: Candidate, answers: Answers, currency: str | None) -> str | None:
    label, asked = candidate.label, find_survey_question(candidate.label.question)
    if asked is None or label.value is None:
        return None
    if _is_money(candidate) and label.unit != currency:
        sentence = "it is in {unit}, other amounts in {other}: convert it to {other}."
        return say(sentence, unit=label.unit, other=currency)
    whole = answers.get((label.enterprise_id, asked.part_of)) if asked.part_of else None
    if asked.kind != PERCENT and whole and whole.label.value is not None and label.value > whole.label.value:
        sentence = "{part} ({value:g}) is more than {whole} ({all:g}), of which it is a part."
        return say(sentence, part=asked.code, value=label.value, whole=asked.part_of, all=whole.label.value)
    gate = answers.get((label.enterprise_id, asked.filter)) if asked.filter else None
    if gate and gate.label.answer == "no" and label.value > 0:
        return say("{part} is {value:g}, but the answer to {filter} is no.", part=asked.code, value=label.value, filter=asked.filter)
    return None
