"""Estimates as CSV: one observation a row, all that it means beside it, and CSVW metadata for each file."""

import csv
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pandas as pd

from aggregate.export.csv_metadata import SUFFIX, CsvFile, write_metadata
from aggregate.export.notes import write_notes
from aggregate.export.origin import Note
from aggregate.export.writing import write_whole
from aggregate.publication.records import Publication
from aggregate.publication.rounding import round_figures
from aggregate.tables.domains import DIMENSIONS
from catalogue.messages import say
from catalogue.spreadsheets import disarm_cell

CODES = ("activity", "activity_name", "size_class", "region", "urbanisation", "owner_sex")
FLAGS = ("quality", "suppressed", "obs_status", "obs_status_2", "break_since", "break_reason")
FIGURES = ("value", "standard_error", "ci_low", "ci_high", "half_width")
REVISED = ("earlier_value", "value", "difference")
ORIGINS = ("definition", "definition_version", "model", "sample", "scope", "register_date")
COLUMNS = (
    *("country", "wave", "vintage", "indicator", "indicator_name", "population", *CODES, "other_dimension", "other_value"),
    *("measure", "unit", "denominator", "method", "experimental", *FIGURES, *FLAGS, "n_frame", "n_labelled", "n_effective"),
    *("share_not_read", "share_unanswered", "cv", "few_labels", "ppv", "ppv_low", "ppv_high", "npv", "npv_low", "npv_high"),
    *("official_item", *ORIGINS),
)
"""What is measured, of whom; the figure with its margin; what is to be said of it; what stands behind it; what it means."""
CHANGE_COLUMNS = (
    *("country", "wave", "since", "vintage", "indicator", "indicator_name", "population", *CODES, "other_dimension", "other_value"),
    *("measure", "unit", "denominator", "method", "method_name", "experimental", *FIGURES, *FLAGS, "n_frame", "n_labelled", "n_effective"),
    *("n_both", "n_born", "n_died", *ORIGINS),
)
REVISION_COLUMNS = (
    *("country", "wave", "vintage", "indicator", "indicator_name", "population", *CODES, "other_dimension", "other_value"),
    *("measure", "unit", "method", "earlier_release", "earlier_vintage", *REVISED, "relative_difference", "reason"),
)
NOTE_COLUMNS = ("note", "text")
KEYS = ("country", "wave", "indicator", "population", *DIMENSIONS, "measure", "method")
CHANGE_KEYS = ("country", "wave", "since", *KEYS[2:])
REVISION_KEYS = (*KEYS, "earlier_release")
COUNTS = ("n_frame", "n_labelled", "few_labels", "n_both", "n_born", "n_died")


def write_files(publication: Publication, directory: Path, stem: str) -> Iterator[Path]:
    """Writes estimates, changes and revisions if there are any, and notes, each as a file; then the CSVW metadata of each."""
    files = list(_list_files(publication, directory, stem))
    for described, write in files:
        yield write_whole(described.path, partial(write, publication))
    for described, _ in files:
        beside = described.path.with_name(f"{described.path.name}{SUFFIX}")
        yield write_whole(beside, partial(write_metadata, publication, described))


def _list_files(publication: Publication, directory: Path, stem: str) -> Iterator[tuple[CsvFile, Callable[[Publication, Path], None]]]:
    """Each file with the function that writes it."""
    yield CsvFile(directory / f"{stem}.csv", COLUMNS, KEYS, lambda: say("estimates")), write_estimates
    if len(publication.changes):
        path, title = directory / f"{stem}-changes.csv", lambda: say("changes since an earlier wave")
        yield CsvFile(path, CHANGE_COLUMNS, CHANGE_KEYS, title), write_changes
    if len(publication.revisions):
        path, title = directory / f"{stem}-revisions.csv", lambda: say("figures that earlier releases gave otherwise")
        yield CsvFile(path, REVISION_COLUMNS, REVISION_KEYS, title), write_revisions
    yield CsvFile(directory / f"{stem}-notes.csv", NOTE_COLUMNS, NOTE_COLUMNS, lambda: say("notes")), write_all_notes


def write_estimates(publication: Publication, path: Path) -> None:
    """Writes the estimates: UTF-8, commas, decimal points; shares from 0 to 1, empty where not shown."""
    _write_table(publication, publication.table, COLUMNS, path)


def write_changes(publication: Publication, path: Path) -> None:
    """Writes the changes since an earlier wave in the same way; changes from -1 to 1, link factors as they are."""
    _write_table(publication, publication.changes, CHANGE_COLUMNS, path)


def write_revisions(publication: Publication, path: Path) -> None:
    """Writes the figures that an earlier release of the wave gave otherwise: both values, their difference, and the reason."""
    rows = publication.revisions.assign(reason=publication.release.reason if publication.release else "")
    _write_table(publication, rows, REVISION_COLUMNS, path)


def _write_table(publication: Publication, rows: pd.DataFrame, columns: Sequence[str], path: Path) -> None:
    table = rows.assign(vintage=publication.vintage, scope=publication.scope, register_date=publication.reference_date)
    table = round_figures(table[list(columns)])
    for column in (name for name in COUNTS if name in table):
        table[column] = table[column].astype("Float64").astype("Int64")
    for column in table.select_dtypes(exclude=["number", "bool"]).columns:
        table[column] = _disarm_column(table[column])
    table.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def write_all_notes(publication: Publication, path: Path) -> None:
    """Writes the notes that go with the figures."""
    write_note_rows(write_notes(publication), path)


def write_note_rows(notes: list[Note], path: Path) -> None:
    """Writes the notes: two columns, heading and text."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(NOTE_COLUMNS)
        writer.writerows([disarm_cell(heading), disarm_cell(text)] for heading, text in notes)


def _disarm_column(column: pd.Series) -> pd.Series:
    return column.map({text: disarm_cell(text) for text in column.dropna().unique()})
