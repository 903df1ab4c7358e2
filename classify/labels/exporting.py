"""All labels of a wave as a CSV file that `import_labels` reads back as they were."""

import csv
from dataclasses import dataclass
from pathlib import Path

from catalogue.errors import LabelError
from catalogue.messages import say
from catalogue.spreadsheets import disarm_cell
from store.opening import Store
from store.records import Label
from store.reviews import read_labels

COLUMNS = (
    *("enterprise_id", "question", "answer", "labeller", "at", "value", "source", "sample"),
    *("round", "blind", "reference_period", "evidence_digest", "unit"),
)


@dataclass(frozen=True, slots=True)
class ExportedLabels:
    """Where the labels were written, and how many."""

    path: Path
    labels: int


def export_labels(store: Store, path: Path, *, country: str, wave: str) -> ExportedLabels:
    """Writes every label of a wave, in the order they were given; no cell can run as a formula in a spreadsheet.

    Raises:
        LabelError: the file cannot be written.
    """
    written = 0
    try:
        with Path(path).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(COLUMNS)
            for label in read_labels(store, country, wave):
                writer.writerow([_cell(label, column) for column in COLUMNS])
                written += 1
    except OSError as error:
        raise LabelError(say("The file {file} cannot be written ({reason}).", file=path, reason=error.strerror or error)) from error
    return ExportedLabels(Path(path), written)


def _cell(label: Label, column: str) -> str:
    value = getattr(label, column)
    if value is None:
        return ""
    if column == "blind":
        return "yes" if value else "no"
    return repr(value) if column == "value" else disarm_cell(str(value))
