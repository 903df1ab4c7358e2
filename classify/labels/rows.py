"""One row of a file of labels becomes answers: in the long form one, in the wide form one for each column that asks a question."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from catalogue.survey_questions import PERCENT, PERSONS, SurveyQuestion, find_survey_question
from classify.labels.amounts import Unit, read_amount, read_unit
from classify.labels.cells import Circumstances, RowProblem, read_answer, read_circumstances, read_question
from classify.labels.columns import Asked
from classify.labels.reports import LabelReport, RejectedAnswer
from store.records import Label


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads rows of one file; `asked` are the questions of a wide file's columns, none for a long file; `unit` is that of amounts."""

    country: str
    wave: str
    asked: Mapping[str, Asked]
    default: Circumstances
    unit: Unit
    report: LabelReport

    def read(self, number: int, cells: Mapping[str, str]) -> Iterator[tuple[str, Label]]:
        """(column, label of nobody yet) of a row's good answers; the others go to the report."""
        try:
            circumstances = read_circumstances(cells if self.asked else _without_amount(cells), self.default)
            row_unit = self._join(read_unit(cells["unit"])) if cells.get("unit", "").strip() else self.unit
            columns = self.asked or {"answer": Asked(read_question(cells["question"]))}
        except RowProblem as problem:
            self._reject(number, problem)
            return
        for column, asked in columns.items():
            text = _text_of(column, cells, is_long=not self.asked)
            if text or not self.asked:
                try:
                    yield column, self._read_answer(column, text, asked, circumstances, row_unit)
                except RowProblem as problem:
                    self._reject(number, problem)

    def _read_answer(self, column: str, text: str, asked: Asked, circumstances: Circumstances, row_unit: Unit) -> Label:
        survey = find_survey_question(asked.question)
        if survey is None or not survey.is_number:
            return self._label(asked.question, read_answer(column, text), circumstances, None)
        if text.lower() == "unknown":
            return self._label(asked.question, "unknown", replace(circumstances, value=None), None)
        unit = self._join(asked.unit) if asked.unit else row_unit
        value = read_amount(column, text, survey, unit)
        answer = "yes" if value else "no"
        return self._label(asked.question, answer, replace(circumstances, value=value), _name_unit(survey, unit))

    def _join(self, unit: Unit) -> Unit:
        """The unit with the file's currency where it names none."""
        return Unit(unit.factor, unit.currency or self.unit.currency)

    def _label(self, question: str, answer: str, c: Circumstances, unit: str | None) -> Label:
        given = (c.labeller, c.source, c.at or "", c.value, c.sample, c.round, c.blind, c.reference_period, c.evidence_digest)
        return Label(self.country, self.wave, "", question, answer, *given, unit=unit, reason=c.reason, rules=c.rules, model=c.model)

    def _reject(self, number: int, problem: RowProblem) -> None:
        self.report.rejected.append(RejectedAnswer(number, problem.column, problem.reason))


def _without_amount(cells: Mapping[str, str]) -> Mapping[str, str]:
    """A long row without its value where that is the answer itself, to be read as an amount."""
    survey = find_survey_question(cells["question"])
    return {**cells, "value": ""} if survey and survey.is_number else cells


def _text_of(column: str, cells: Mapping[str, str], *, is_long: bool) -> str:
    """The answer's text. A long row gives a number as its answer or in the column `value`."""
    text = cells[column].strip()
    survey = find_survey_question(cells["question"]) if is_long else None
    if survey and survey.is_number and text.lower() in {"", "yes", "no"}:
        return cells.get("value", "").strip()
    return ("yes" if text.lower() == "ok" else "no") if column == "status" and text else text


def _name_unit(survey: SurveyQuestion, unit: Unit) -> str | None:
    return survey.kind if survey.kind in (PERCENT, PERSONS) else unit.currency
