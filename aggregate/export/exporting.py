"""From the store to files, one function a format."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from aggregate.export.csv_file import write_changes, write_estimates, write_note_rows
from aggregate.export.notes import write_notes
from aggregate.export.publication import Publication, collect_publication
from aggregate.export.workbook import write_workbook
from aggregate.export.writing import make_folder, write_whole
from catalogue.errors import EstimateError
from catalogue.messages import say
from store.opening import Store

Writer = Callable[[Publication, Path, str], Iterator[Path]]


def export(store: Store, country: str, wave: str, directory: Path, formats: Sequence[str]) -> list[Path]:
    """Writes a wave's safe estimates into a folder and gives the files' paths. The same store gives the same bytes.

    Raises:
        EstimateError: unknown format, no estimates, or a file that cannot be written.
    """
    if unknown := [name for name in formats if name not in FORMATS]:
        raise EstimateError(
            say("The format {format} is not known: choose from {known}.", format=", ".join(unknown) or "", known=", ".join(FORMATS))
        )
    publication = collect_publication(store, country, wave)
    make_folder(Path(directory))
    stem = re.sub(r"[^\w.-]", "_", f"ecomstat-{country}-{wave}")
    return [path for name in dict.fromkeys(formats) for path in FORMATS[name](publication, Path(directory), stem)]


def _write_csv(publication: Publication, directory: Path, stem: str) -> Iterator[Path]:
    yield write_whole(directory / f"{stem}.csv", lambda path: write_estimates(publication, path))
    if len(publication.changes):
        yield write_whole(directory / f"{stem}-changes.csv", lambda path: write_changes(publication, path))
    yield write_whole(directory / f"{stem}-notes.csv", lambda path: write_note_rows(write_notes(publication), path))


def _write_xlsx(publication: Publication, directory: Path, stem: str) -> Iterator[Path]:
    yield write_whole(directory / f"{stem}.xlsx", lambda path: write_workbook(publication, path))


FORMATS: dict[str, Writer] = {"csv": _write_csv, "xlsx": _write_xlsx}
