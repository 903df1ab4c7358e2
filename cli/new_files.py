"""Files that a command is about to write: what is wrong with their names is said before any work is done."""

from pathlib import Path

from catalogue.errors import StoreError
from catalogue.messages import say


def check_new_csv(file: Path) -> None:
    """Refuses a name that is not that of a CSV file, and a folder that is not there.

    Raises:
        StoreError: says what name to give.
    """
    if file.suffix.lower() != ".csv":
        raise StoreError(say("{file} would be written as CSV: give it a name that ends in .csv.", file=file))
    if not file.parent.is_dir():
        raise StoreError(say("There is no folder {folder}: make it first, or name another place.", folder=file.parent))
