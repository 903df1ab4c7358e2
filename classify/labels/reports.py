"""What an import of labels did: new labels, answers that were refused and why, columns and rows that were left out."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RejectedAnswer:
    """An answer that could not be used: its row in the file (the first row under the header is 2), the column and the reason."""

    row: int
    column: str
    reason: str


@dataclass(slots=True)
class LabelReport:
    """Counts of an import; `rows` of the file, `new` labels, `known` ones that the store had already, answers `rejected`.

    `not_in_register`: ids or hosts that the wave's register does not hold; `ignored_columns`: columns that ask no known question;
    `weighted`: enterprises for which the file gives a weight of the office's own survey; `settled`: tasks of review queues that are done
    by what the file answers.
    """

    rows: int = 0
    new: int = 0
    known: int = 0
    form: str = ""
    rejected: list[RejectedAnswer] = field(default_factory=list)
    not_in_register: list[str] = field(default_factory=list)
    ignored_columns: tuple[str, ...] = ()
    weighted: int = 0
    settled: int = 0
    warnings: list[str] = field(default_factory=list)
    questions: dict[str, int] = field(default_factory=dict)
