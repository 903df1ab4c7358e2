"""The list of cells that could not be used, written as it grows."""

import csv
import stat
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

import pandas as pd

from catalogue.errors import FrameError
from catalogue.messages import say
from catalogue.spreadsheets import disarm_cell
from scrapers.frame.report import Finding

LISTED = 1000


class FindingList:
    """A CSV that is made at the first finding.

    Every rejected row is listed; of cells that were left out of loaded rows, the first thousand of each kind.
    """

    def __init__(self, path: Path, fallback: Path) -> None:
        self.path, self.fallback = path, fallback
        self.rejected: set[int] = set()
        self.kept: Counter[tuple[str, str]] = Counter()
        self._stream: TextIO | None = None
        self._writer: Any = None

    def __enter__(self) -> "FindingList":
        for path in (self.path, self.fallback):
            _remove(path)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._stream:
            self._stream.close()

    @property
    def written(self) -> Path | None:
        """Where the list is, or None if there was nothing to list."""
        return self.path if self._stream else None

    def add(self, findings: Iterable[Finding]) -> None:
        """Notes findings and counts them."""
        for finding in findings:
            if finding.is_loaded:
                self.kept[finding.column, finding.reason] += 1
                if self.kept[finding.column, finding.reason] > LISTED:
                    continue
            else:
                self.rejected.add(finding.row)
            self._write(finding)

    def _write(self, finding: Finding) -> None:
        if self._stream is None:
            self._open()
        outcome = say("loaded") if finding.is_loaded else say("not loaded")
        cells = [str(finding.row), finding.enterprise_id, finding.column, finding.value, finding.reason, outcome]
        self._writer.writerow([disarm_cell(cell) for cell in cells])

    def _open(self) -> None:
        try:
            if _is_closed(self.path.parent):
                raise PermissionError(self.path)
            self._stream = self.path.open("w", encoding="utf-8-sig", newline="")
        except OSError:
            self.path = self.fallback
            try:
                self._stream = self.path.open("w", encoding="utf-8-sig", newline="")
            except OSError as error:
                raise FrameError(
                    say("The list of rejected rows cannot be written to {path} ({reason}).", path=self.path, reason=error)
                ) from error
        self._writer = csv.writer(self._stream)
        self._writer.writerow(["row", "enterprise_id", "column", "value", "reason", "outcome"])


def find_cells(
    frame: pd.DataFrame, where: pd.Series, column: str, reason: str, *, is_loaded: bool, shown: str | None = None
) -> list[Finding]:
    """A finding for each row of `where`; `column` is ours, `shown` the name that the user knows it by."""
    rows = frame.loc[where]
    texts = rows[column] if column in rows else pd.Series("", index=rows.index)
    cells = zip(rows["row"], rows["enterprise_id"], texts, strict=True)
    return [Finding(int(row), str(key), shown or column, str(text), reason, is_loaded) for row, key, text in cells]


def _is_closed(folder: Path) -> bool:
    """Whether nobody is meant to write into the folder, even where an administrator could."""
    return not folder.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)


def _remove(path: Path) -> None:
    """Takes an earlier loading's list away, so that no stale one is read."""
    if _is_closed(path.parent):
        return
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
