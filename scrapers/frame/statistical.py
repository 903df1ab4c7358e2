"""Stata and SPSS files: their rows written out as text, value labels in the place of coded answers."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from catalogue.errors import FrameError
from catalogue.messages import say
from catalogue.spreadsheets import cell_text
from scrapers.frame.spreadsheets import Spool

READERS = {".dta": "read_dta", ".sav": "read_sav", ".zsav": "read_sav"}
CHUNK = 50_000


def read_header(path: Path) -> tuple[list[str], list[str]]:
    """The names of the variables and their labels ('' where there is none).

    Raises:
        FrameError: the file is not what its ending says.
    """
    _, meta = _read(path, metadataonly=True)
    return list(meta.column_names), [meta.column_names_to_labels.get(name) or "" for name in meta.column_names]


def spool_statistical(path: Path, target: Path, raw: frozenset[str]) -> Spool:
    """The rows as text in `target`; the variables in `raw` keep their codes, the others give their value labels."""
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        numbers: set[int] = set()
        for position, (names, rows) in enumerate(_chunks(path, raw)):
            if position == 0:
                writer.writerow(names)
            for row in rows:
                numbers.update(i for i, value in enumerate(row) if isinstance(value, float | int))
                writer.writerow([cell_text(value) for value in row])
    return Spool(target, frozenset(numbers))


def _chunks(path: Path, raw: frozenset[str]) -> Iterator[tuple[list[str], Iterator[tuple[Any, ...]]]]:
    offset = 0
    while True:
        frame, meta = _read(path, row_offset=offset, row_limit=CHUNK)
        for name, labels in meta.variable_value_labels.items():
            if name not in raw:
                frame[name] = frame[name].map(_labelled(labels))
        if offset and frame.empty:
            return
        yield list(frame.columns), frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None)
        offset += len(frame)
        if len(frame) < CHUNK:
            return


def _labelled(labels: dict[Any, str]) -> Callable[[Any], Any]:
    return lambda value: labels.get(value, value)


def _read(path: Path, **options: Any) -> tuple[Any, Any]:
    import pyreadstat

    reader = getattr(pyreadstat, READERS[path.suffix.lower()])
    try:
        return reader(str(path), **options)  # type: ignore[no-any-return]
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, UnicodeDecodeError, OSError) as error:
        raise FrameError(
            say(
                "{file} cannot be read as a {kind} file: save it again in your statistical program, or as CSV.",
                file=path.name,
                kind=path.suffix.lower(),
            )
        ) from error
