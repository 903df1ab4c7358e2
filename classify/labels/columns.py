"""What the columns of a file of labels hold: whom a row is about, which questions are asked, and in which unit."""

import re
from dataclasses import dataclass

from catalogue.errors import LabelError
from catalogue.messages import say
from classify.labels.amounts import Unit, read_unit
from classify.labels.cells import CONTEXT, DESIGN, RowProblem
from classify.labels.exporting import STALE
from classify.labels.files import LabelTable
from classify.labels.questions import find_question
from classify.labels.reports import LabelReport
from store.records import Enterprise
from store.rows import column_names

KEYS = ("enterprise_id", "host")
MOST_SHOWN = 100
"""Characters of a wrong header that a message repeats."""
BRACKETED = re.compile(r"(.+?)_*[(\[](.+)[)\]]")


@dataclass(frozen=True, slots=True)
class Asked:
    """The question that a column of a wide file asks, and the unit in its header's brackets."""

    question: str
    unit: Unit | None = None


def find_key(table: LabelTable) -> str:
    """The column that says whom a row is about.

    Raises:
        LabelError: there is none.
    """
    key = next((name for name in KEYS if name in table.columns), None)
    if key is None:
        told = {"columns": " or ".join(KEYS), "found": ", ".join(table.columns)[:MOST_SHOWN]}
        raise LabelError(
            say(
                "The first row must name the columns, and one must be {columns}, which says whom a row is about. It holds: {found}.", **told
            )
        )
    return key


def find_questions(table: LabelTable, key: str, report: LabelReport) -> dict[str, Asked]:
    """{column: question} of a wide file, empty for a long one; notes which columns are ignored.

    Raises:
        LabelError: nothing is asked, or a column's unit is not known.
    """
    asked = {} if report.form == "long" else {c: found for c in table.columns if c != key and (found := _question_of_column(c))}
    used = {key, *CONTEXT, STALE, *DESIGN, *column_names(Enterprise), *asked, *(("question", "answer") if report.form == "long" else ())}
    report.ignored_columns = tuple(c for c in table.columns if c and c not in used)
    if not asked and report.form == "wide":
        raise LabelError(
            say("The file has neither the columns question and answer nor one for any capability: there is nothing to import.")
        )
    return asked


def _question_of_column(column: str) -> Asked | None:
    if column == "status":
        return Asked("status_ok")
    if question := find_question(column):
        return Asked(question)
    found = BRACKETED.fullmatch(column)
    question = find_question(found[1]) if found else None
    if found is None or question is None:
        return None
    try:
        return Asked(question, read_unit(found[2]))
    except RowProblem as problem:
        raise LabelError(say("Column {column}: {reason}", column=column, reason=problem.reason)) from problem
