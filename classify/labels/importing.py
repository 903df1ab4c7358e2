"""Labels from a CSV file into the store: good ones are kept, each bad one is listed with its row and reason.

Long form: `enterprise_id` (or `host`), `question`, `answer`; wide form: a column for each question. The same label twice is kept once;
where the file gives no time, an answer that the same labeller has already given counts as the same. Where no sample is named at all,
audit answers about enterprises of the newest sample belong to it. Survey files with `weight` or `stratum_size` (and `stratum`) say
whom the office's own survey asked, and stand for a survey named by `sample`. Numbers that contradict other answers are rejected.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from catalogue.additions import using_additions
from catalogue.errors import LabelError
from catalogue.messages import say, say_count
from catalogue.profiles import load_profile
from catalogue.progress import Progress
from classify.labels.amounts import Unit, read_unit
from classify.labels.cells import SOURCES, Circumstances, RowProblem
from classify.labels.checks import check_answers, warn_of_units
from classify.labels.columns import find_key, find_questions
from classify.labels.designs import NAME, DesignReader
from classify.labels.files import LabelTable, read_label_table
from classify.labels.known import Candidate, sift_labels
from classify.labels.reports import LabelReport, RejectedAnswer
from classify.labels.rows import RowReader
from classify.labels.units import UnitFinder
from classify.reviewing.sheets import SheetReport, settle_sheets
from store.additions import additions_folder
from store.frame import read_frame_columns
from store.opening import Store
from store.records import Label
from store.reviews import append_labels, read_designs, read_sample
from store.runs import recording
from store.surveys import find_currency, list_surveys, write_survey_units


@dataclass(frozen=True, slots=True)
class _Readers:
    """What reads the rows of one file: whom they name, what they answer, whom the office's own survey asked."""

    units: UnitFinder
    rows: RowReader
    design: DesignReader


def import_labels(
    store: Store,
    path: Path,
    *,
    country: str,
    wave: str,
    source: str = "training",
    labeller: str = "import",
    sample: str | None = None,
    period: str | None = None,
    unit: str = "",
    progress: Progress,
) -> LabelReport:
    """Adds a file's labels to a wave. `source`, `labeller`, `sample`, `period` and `unit` stand for columns that the file does not have.

    Raises:
        LabelError: the file as a whole cannot be used.
    """
    default = _check_source(Circumstances(labeller, source, None, sample, "first", False, period, None, None))
    table = read_label_table(Path(path))
    report = LabelReport(rows=len(table.rows), form="long" if {"question", "answer"} <= set(table.columns) else "wide")
    told = {"file": Path(path).name, "source": source}
    with using_additions(additions_folder(store.path)), recording(store, "labels import", told, country, wave) as counts:
        rows = RowReader(country, wave, find_questions(table, find_key(table), report), default, _unit_of(unit, country), report)
        readers = _open_readers(store, table, rows)
        read = list(check_answers(_read_candidates(readers, table, progress), report, find_currency(store, country, wave)))
        labels = _keep_labels(store, read, readers, names_sample="sample" in table.columns or sample is not None)
        report.warnings += _warn(store, read, labels, readers)
        counts.update(rows=report.rows, new=report.new, known=report.known, rejected=len(report.rejected))
    return report


def _check_source(default: Circumstances) -> Circumstances:
    if default.source not in SOURCES:
        raise LabelError(say("'{text}' is not one of {allowed}.", text=default.source, allowed=", ".join(SOURCES)))
    return default


def _open_readers(store: Store, table: LabelTable, rows: RowReader) -> _Readers:
    drawn = [design.sample for design in read_designs(store, rows.country, rows.wave)]
    return _Readers(UnitFinder(store, rows.country, rows.wave), rows, DesignReader(rows.country, rows.wave, table.columns, drawn))


def _unit_of(text: str, country: str) -> Unit:
    """The unit of amounts where a column or row does not say: as asked, in the country's own currency where none is named."""
    try:
        unit = read_unit(text)
    except RowProblem as problem:
        raise LabelError(problem.reason) from problem
    currencies = load_profile(country).currencies
    return Unit(unit.factor, unit.currency or (currencies[0] if currencies else None))


def _read_candidates(readers: _Readers, table: LabelTable, progress: Progress) -> Iterator[Candidate]:
    key, rows, design = find_key(table), readers.rows, readers.design
    progress.start(say("Reading labels"), len(table.rows))
    for number, cells in table.rows:
        progress.advance()
        found = readers.units.find(cells, key)
        if not found:
            rows.report.not_in_register.append(cells[key].strip())
            continue
        labels = list(rows.read(number, cells))
        try:
            surveys = {_survey_of(label, design) for _, label in labels} or {_survey_of_row(cells, rows.default, design)}
            for survey, enterprise_id in product(surveys - {None}, found):
                design.read(cells, enterprise_id, str(survey))
        except RowProblem as problem:
            rows.report.rejected.append(RejectedAnswer(number, problem.column, problem.reason))
            continue
        for (column, label), enterprise_id in product(labels, found):
            yield Candidate(number, column, replace(label, enterprise_id=enterprise_id, sample=_survey_of(label, design) or label.sample))


def _survey_of(label: Label, design: DesignReader) -> str | None:
    """The survey whose weight the label's row gives, or None."""
    return (label.sample or NAME) if design.is_given and label.source == "survey" else None


def _survey_of_row(cells: Mapping[str, str], default: Circumstances, design: DesignReader) -> str | None:
    """The survey of a row without a single answer: its enterprise was asked all the same."""
    source, name = cells.get("source", "").strip() or default.source, cells.get("sample", "").strip() or default.sample
    return (name or NAME) if design.is_given and source == "survey" else None


def _keep_labels(store: Store, read: Sequence[Candidate], readers: _Readers, *, names_sample: bool) -> list[Label]:
    """Writes what is new, and whom the office's own survey asked; returns the labels that were new."""
    country, wave, report = readers.rows.country, readers.rows.wave, readers.rows.report
    candidates = read if names_sample else _join_newest_sample(store, country, wave, read)
    write_survey_units(store, readers.design.units.values())
    labels = list(sift_labels(store, country, wave, candidates, report))
    report.new = append_labels(store, labels)
    report.weighted = len(readers.design.units)
    report.questions = dict(Counter(label.question for label in labels))
    _note_settled(settle_sheets(store, country, wave), report)
    return labels


def _join_newest_sample(store: Store, country: str, wave: str, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Audit answers about enterprises of the newest sample belong to it, where neither the file nor the caller names one."""
    designs = read_designs(store, country, wave)
    drawn = set(read_sample(store, country, wave, designs[-1].sample)["enterprise_id"]) if designs else set()
    for candidate in candidates:
        label = candidate.label
        if label.source == "audit" and label.enterprise_id in drawn:
            candidate = replace(candidate, label=replace(label, sample=designs[-1].sample))
        yield candidate


def _note_settled(found: SheetReport, report: LabelReport) -> None:
    """What the answers mean for the queues that reviewers work through."""
    report.settled = found.settled
    if found.partly:
        report.warnings.append(
            say_count(
                "{count} enterprise is answered in part only: the review page still asks everything about it.",
                "{count} enterprises are answered in part only: the review page still asks everything about them.",
                found.partly,
            )
        )


def _warn(store: Store, read: Sequence[Candidate], labels: list[Label], readers: _Readers) -> list[str]:
    """What is odd in the file as a whole, though its labels were taken."""
    country, wave = readers.rows.country, readers.rows.wave
    odd = [*_warn_of_ids(readers.units), *_warn_of_samples(store, country, wave, labels), *readers.design.warn()]
    return [*odd, *_warn_of_units(store, country, wave, read)]


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


def _warn_of_units(store: Store, country: str, wave: str, candidates: Sequence[Candidate]) -> list[str]:
    """Amounts that look as if another unit was meant, for enterprises of their size."""
    columns = read_frame_columns(store, country, wave, ["enterprise_id", "persons_employed"])
    return warn_of_units(candidates, dict(zip(columns["enterprise_id"], columns["persons_employed"], strict=True)))


def _warn_of_samples(store: Store, country: str, wave: str, labels: list[Label]) -> list[str]:
    drawn = {design.sample for design in read_designs(store, country, wave)}
    strangers = sorted({label.sample for label in labels if label.sample} - drawn - set(list_surveys(store, country, wave)))
    sentence = (
        "No sample named {sample} was drawn in this wave: its labels are kept, but cannot be weighted. Drawn were: {drawn}. If it is a"
        " survey of your own, its file needs the column weight, or stratum and stratum_size: add them and import it again."
    )
    warnings = [say(sentence, sample=name, drawn=", ".join(sorted(drawn)) or say("none")) for name in strangers]
    sampled = {unit for name in drawn for unit in read_sample(store, country, wave, name)["enterprise_id"]}
    if outside := {label.enterprise_id for label in labels if label.source == "audit"} - sampled:
        warnings.append(
            say_count(
                "{count} enterprise was drawn for no sample: what was answered of it weighs in no estimate.",
                "{count} enterprises were drawn for no sample: what was answered of them weighs in no estimate.",
                len(outside),
            )
        )
    return warnings
