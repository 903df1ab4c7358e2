"""All labels of a wave as a CSV file that `import_labels` reads back as they were."""

import csv
from dataclasses import dataclass
from pathlib import Path

from catalogue.errors import LabelError
from catalogue.messages import say
from catalogue.spreadsheets import disarm_cell
from store.opening import Store
from store.records import Label
from store.reviewing import find_visited_wave, read_stale
from store.reviews import read_labels

COLUMNS = (
    *("enterprise_id", "question", "answer", "labeller", "at", "value", "source", "sample"),
    *("round", "blind", "reference_period", "evidence_digest", "unit", "reason", "rules", "model"),
)
STALE = "stale"
"""The column that says whether the evidence is another today than when the answer was given; it is not read back."""


@dataclass(frozen=True, slots=True)
class ExportedLabels:
    """Where the labels were written, and how many."""

    path: Path
    labels: int


def export_labels(store: Store, path: Path, *, country: str, wave: str) -> ExportedLabels:
    """Writes every label of a wave, in the order they were given; no cell can run as a formula in a spreadsheet.

    The last column, `stale`, is `yes` where the newest wave that was visited shows other evidence.

    Raises:
        LabelError: the file cannot be written.
    """
    written, stale = 0, _find_stale(store, country, wave)
    try:
        with Path(path).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow([*COLUMNS, STALE])
            for label in read_labels(store, country, wave):
                writer.writerow(
                    [*(_cell(label, column) for column in COLUMNS), "yes" if (label.enterprise_id, label.evidence_digest) in stale else ""]
                )
                written += 1
    except OSError as error:
        raise LabelError(say("The file {file} cannot be written ({reason}).", file=path, reason=error.strerror or error)) from error
    return ExportedLabels(Path(path), written)


def _find_stale(store: Store, country: str, wave: str) -> set[tuple[str, str | None]]:
    """(enterprise, digest) of the wave's answers whose evidence is another now."""
    newest = find_visited_wave(store, country)
    if newest is None or newest < wave:
        return set()
    return {(found.enterprise_id, found.evidence_digest) for found in read_stale(store, country, newest) if found.wave == wave}


def _cell(label: Label, column: str) -> str:
    value = getattr(label, column)
    if value is None:
        return ""
    if column == "blind":
        return "yes" if value else "no"
    return repr(value) if column == "value" else disarm_cell(str(value))
