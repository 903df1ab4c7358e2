"""Files that are there whole or not at all."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from xlsxwriter.exceptions import FileCreateError

from catalogue.errors import EstimateError
from catalogue.messages import say
from store.troubles import tell_reason


def make_folder(directory: Path) -> None:
    """Makes the folder and its parents, and sees that files can be written there, before any work is done for them.

    Raises:
        EstimateError: it cannot be made, or nothing can be written there.
    """
    if directory.exists() and not directory.is_dir():
        raise EstimateError(say("{folder} is a file, and files are written into a folder: name one with --to.", folder=directory))
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EstimateError(
            say("The folder {folder} cannot be made ({reason}): name another one with --to.", folder=directory, reason=tell_reason(error))
        ) from error
    _try_writing(directory)


def _try_writing(directory: Path) -> None:
    attempt = directory / ".ecomstat.unfinished"
    try:
        attempt.touch()
        attempt.unlink()
    except OSError as error:
        raise EstimateError(
            say("Nothing can be written into {folder} ({reason}): name another one with --to.", folder=directory, reason=tell_reason(error))
        ) from error


def write_bytes(path: Path, content: bytes) -> Path:
    """Puts a file of this content there, as `write_whole` does."""

    def write(unfinished: Path) -> None:
        unfinished.write_bytes(content)

    return write_whole(path, write)


def write_whole(path: Path, write: Callable[[Path], object]) -> Path:
    """Lets `write` fill a file beside the path and then puts it in its place; the old file stays if anything fails.

    Raises:
        EstimateError: the file cannot be written, such as while it is open in Excel.
    """
    unfinished = path.with_name(f".{path.stem}.unfinished{path.suffix}")
    try:
        write(unfinished)
        os.replace(unfinished, path)  # noqa: PTH105  replaces on Windows too
    except (OSError, FileCreateError) as error:
        reason = tell_reason(error) if isinstance(error, OSError) else _tell_workbook(error)
        raise EstimateError(
            say(
                "{file} cannot be written ({reason}): close it if it is open in another program, or name another folder with --to.",
                file=path,
                reason=reason,
            )
        ) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return path


def _tell_workbook(error: FileCreateError) -> str:
    """Why a workbook could not be written: xlsxwriter wraps what the system said."""
    return tell_reason(error.args[0]) if error.args and isinstance(error.args[0], OSError) else str(error)
