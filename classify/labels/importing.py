"""Labels from a CSV file into the store: good ones are kept, each bad one is listed with its row and reason."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from catalogue.additions import using_additions
from catalogue.errors import LabelError
from catalogue.messages import say, say_count
from catalogue.progress import Progress
from classify.labels.cells import (
    CONTEXT,
    SOURCES,
    Circumstances,
    RowProblem,
    answers_of_row,
    read_answer,
    read_circumstances,
    read_question,
)
from classify.labels.files import LabelTable, read_label_table
from classify.labels.known import Candidate, sift_labels
from classify.labels.questions import find_question
from classify.labels.reports import LabelReport, RejectedAnswer
from classify.labels.units import UnitFinder
from store.additions import additions_folder
from store.opening import Store
from store.records import Enterprise, Label
from store.reviews import append_labels, read_designs, read_sample
from store.rows import column_names
from store.runs import recording

KEYS = ("enterprise_id", "host")
MOST_SHOWN = 100
"""Characters of a wrong header that a message repeats."""


def import_labels(
    store: Store,
    path: Path,
    *,
    country: str,
    wave: str,
    source: str = "training",
    labeller: str = "import",
    sample: str | None = None,
    progress: Progress,
) -> LabelReport:
    """Adds a file's labels to a wave. `source`, `labeller` and `sample` stand for columns that the file does not have.

    Long form: `enterprise_id` (or `host`), `question`, `answer`; wide form: a column for each question. The same label twice is kept once;
    where the file gives no time, an answer that the same labeller has already given counts as the same. Where no sample is named at all,
    audit answers about enterprises of the newest sample belong to it.

    Raises:
        LabelError: the file as a whole cannot be used.
    """
    if source not in SOURCES:
        raise LabelError(say("'{text}' is not one of {allowed}.", text=source, allowed=", ".join(SOURCES)))
    table = read_label_table(Path(path))
    report = LabelReport(rows=len(table.rows), form="long" if {"question", "answer"} <= set(table.columns) else "wide")
    default = Circumstances(labeller, source, None, sample, "first", False, None, None, None)
    told = {"file": Path(path).name, "source": source}
    with using_additions(additions_folder(store.path)), recording(store, "labels import", told, country, wave) as counts:
        units = UnitFinder(store, country, wave)
        candidates = _read_candidates(units, table, country, wave, default, report, progress)
        if "sample" not in table.columns and sample is None:
            candidates = _join_newest_sample(store, country, wave, candidates)
        labels = list(sift_labels(store, country, wave, candidates, report))
        report.new = append_labels(store, labels)
        report.questions = dict(Counter(label.question for label in labels))
        report.warnings = [*_warn_of_ids(units), *_warn_of_samples(store, country, wave, labels)]
        counts.update(rows=report.rows, new=report.new, known=report.known, rejected=len(report.rejected))
    return report


def _read_candidates(
    units: UnitFinder, table: LabelTable, country: str, wave: str, default: Circumstances, report: LabelReport, progress: Progress
) -> Iterator[Candidate]:
    key = _find_key(table)
    questions = _find_questions(table, key, report)
    progress.start(say("Reading labels"), len(table.rows))
    for number, cells in table.rows:
        progress.advance()
        found = units.find(cells, key)
        if not found:
            report.not_in_register.append(cells[key].strip())
            continue
        for column, question, answer, circumstances in _read_row(number, cells, questions, default, report):
            for enterprise_id in found:
                yield Candidate(number, column, _label(country, wave, enterprise_id, question, answer, circumstances))


def _join_newest_sample(store: Store, country: str, wave: str, candidates: Iterator[Candidate]) -> Iterator[Candidate]:
    """Audit answers about enterprises of the newest sample belong to it, where neither the file nor the caller names one."""
    designs = read_designs(store, country, wave)
    drawn = set(read_sample(store, country, wave, designs[-1].sample)["enterprise_id"]) if designs else set()
    for candidate in candidates:
        label = candidate.label
        if label.source == "audit" and label.enterprise_id in drawn:
            candidate = replace(candidate, label=replace(label, sample=designs[-1].sample))
        yield candidate


def _find_key(table: LabelTable) -> str:
    key = next((name for name in KEYS if name in table.columns), None)
    if key is None:
        told = {"columns": " or ".join(KEYS), "found": ", ".join(table.columns)[:MOST_SHOWN]}
        raise LabelError(
            say(
                "The first row must name the columns, and one must be {columns}, which says whom a row is about. It holds: {found}.", **told
            )
        )
    return key


def _find_questions(table: LabelTable, key: str, report: LabelReport) -> dict[str, str]:
    """{column: question} of a wide file, empty for a long one; notes which columns are ignored."""
    asked = {} if report.form == "long" else {c: q for c in table.columns if c != key and (q := _question_of_column(c))}
    used = {key, *CONTEXT, *column_names(Enterprise), *asked, *(("question", "answer") if report.form == "long" else ())}
    report.ignored_columns = tuple(c for c in table.columns if c and c not in used)
    if not asked and report.form == "wide":
        raise LabelError(
            say("The file has neither the columns question and answer nor one for any capability: there is nothing to import.")
        )
    return asked


def _question_of_column(column: str) -> str | None:
    return "status_ok" if column == "status" else find_question(column)


def _read_row(
    number: int, cells: Mapping[str, str], questions: Mapping[str, str], default: Circumstances, report: LabelReport
) -> Iterator[tuple[str, str, str, Circumstances]]:
    """(column, question, answer, circumstances) of a row's good answers; the others go to the report."""
    try:
        circumstances = read_circumstances(cells, default)
        if not questions:
            yield "answer", read_question(cells["question"]), read_answer("answer", cells["answer"]), circumstances
    except RowProblem as problem:
        report.rejected.append(RejectedAnswer(number, problem.column, problem.reason))
        return
    for column, question, text in answers_of_row(cells, questions):
        try:
            yield column, question, read_answer(column, text), circumstances
        except RowProblem as problem:
            report.rejected.append(RejectedAnswer(number, problem.column, problem.reason))


def _label(country: str, wave: str, enterprise_id: str, question: str, answer: str, c: Circumstances) -> Label:
    given = (c.labeller, c.source, c.at or "", c.value, c.sample, c.round, c.blind, c.reference_period, c.evidence_digest)
    return Label(country, wave, enterprise_id, question, answer, *given)


def _warn_of_ids(units: UnitFinder) -> list[str]:
    if not units.mended_ids:
        return []
    return [
        say_count(
            "{count} id has lost its leading zeros, as Excel does to numbers; it was taken for the one enterprise that fits.",
            "{count} ids have lost their leading zeros, as Excel does to numbers; each was taken for the one enterprise that fits.",
            len(units.mended_ids),
        )
    ]


def _warn_of_samples(store: Store, country: str, wave: str, labels: list[Label]) -> list[str]:
    drawn = {design.sample for design in read_designs(store, country, wave)}
    strangers = sorted({label.sample for label in labels if label.sample} - drawn)
    sentence = "No sample named {sample} was drawn in this wave: its labels are kept, but cannot be weighted. Drawn were: {drawn}."
    warnings = [say(sentence, sample=name, drawn=", ".join(sorted(drawn)) or say("none")) for name in strangers]
    sampled = {unit for name in drawn for unit in read_sample(store, country, wave, name)["enterprise_id"]}
    if outside := {label.enterprise_id for label in labels if label.source == "audit"} - sampled:
        one = "{count} enterprise was drawn for no sample: what was answered of it weighs in no estimate."
        many = "{count} enterprises were drawn for no sample: what was answered of them weighs in no estimate."
        warnings.append(say_count(one, many, len(outside)))
    return warnings
