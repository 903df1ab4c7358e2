"""One row of a file of labels becomes answers: in the long form one, in the wide form one for each column that asks a question."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from catalogue.messages import say
from classify.labels.questions import find_answer, find_question

SOURCES = ("audit", "training", "survey")
ROUNDS = ("first", "second", "adjudicated")
CONTEXT = (
    *("labeller", "at", "source", "sample", "round", "blind", "reference_period", "evidence_digest", "value", "unit"),
    *("reason", "rules", "model"),
)
DESIGN = ("weight", "stratum", "stratum_size")


class RowProblem(Exception):
    """Raised when one cell cannot be used: the column's name and the reason."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How the answers of a row came about; `at` is None where the file does not say."""

    labeller: str
    source: str
    at: str | None
    sample: str | None
    round: str
    blind: bool
    reference_period: str | None
    evidence_digest: str | None
    value: float | None
    reason: str | None = None
    rules: str | None = None
    model: str | None = None


def read_circumstances(cells: Mapping[str, str], default: Circumstances) -> Circumstances:
    """The row's own circumstances, the default's where it has none.

    Raises:
        RowProblem: a cell says what cannot be.
    """
    given = {name: text for name in CONTEXT if (text := cells.get(name, "").strip())}
    return Circumstances(
        given.get("labeller", default.labeller),
        _one_of("source", given.get("source", default.source), SOURCES),
        _read_time(given["at"]) if "at" in given else default.at,
        given.get("sample", default.sample),
        _one_of("round", given.get("round", default.round), ROUNDS),
        _read_truth(given["blind"]) if "blind" in given else default.blind,
        given.get("reference_period", default.reference_period),
        given.get("evidence_digest", default.evidence_digest),
        read_number("value", given["value"]) if "value" in given else default.value,
        *(given.get(name, getattr(default, name)) for name in ("reason", "rules", "model")),
    )


def read_answer(column: str, text: str) -> str:
    """The answer in a cell.

    Raises:
        RowProblem: it is none of yes, no and unknown.
    """
    answer = find_answer(text)
    if answer is None:
        raise RowProblem(column, say("'{text}' is no answer: write yes, no or unknown.", text=text.strip()))
    return answer


def read_question(text: str) -> str:
    """The question that a long row answers.

    Raises:
        RowProblem: no capability or other question has this name.
    """
    question = find_question(text)
    if question is None:
        raise RowProblem("question", say("'{text}' is not a question we know.", text=text.strip()))
    return question


def _one_of(column: str, text: str, allowed: tuple[str, ...]) -> str:
    if text.lower() not in allowed:
        raise RowProblem(column, say("'{text}' is not one of {allowed}.", text=text, allowed=", ".join(allowed)))
    return text.lower()


def _read_time(text: str) -> str:
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise RowProblem("at", say("'{text}' is no date: write 2026-11-22 or 2026-11-22T10:00:00Z.", text=text)) from None
    moment = (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
    precision = "milliseconds" if moment.microsecond else "seconds"  # as reviewers' answers have it, and as all others do
    return moment.replace(tzinfo=None).isoformat(timespec=precision) + "Z"


def _read_truth(text: str) -> bool:
    answer = find_answer(text)
    if answer not in {"yes", "no"}:
        raise RowProblem("blind", say("'{text}' is neither yes nor no.", text=text))
    return answer == "yes"


def read_number(column: str, text: str) -> float:
    """The number in a cell.

    Raises:
        RowProblem: it is none.
    """
    try:
        return float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    except ValueError:
        raise RowProblem(column, say("'{text}' is no number.", text=text)) from None
