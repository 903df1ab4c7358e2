"""Files that are there whole or not at all."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from catalogue.errors import EstimateError
from catalogue.messages import say


def make_folder(directory: Path) -> None:
    """Makes the folder and its parents.

    Raises:
        EstimateError: it cannot be made.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EstimateError(
            say("The folder {folder} cannot be made ({reason}): name another one with --to.", folder=directory, reason=error.strerror)
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
    except OSError as error:
        raise EstimateError(
            say(
                "{file} cannot be written ({reason}): close it if it is open in another program, or name another folder with --to.",
                file=path,
                reason=error.strerror or error,
            )
        ) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return path
