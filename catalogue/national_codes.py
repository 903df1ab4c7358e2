"""A country's own activity codes: a CSV that the office keeps beside its store and may edit in any spreadsheet.

Its name is `activities-NAME.csv`; NAME is what `--classification NAME` asks for. Its columns are `code` and `isic` (others, such as
a title, are for the reader). `isic` holds the code of ISIC Rev.4 at the level that is certain (1071, 107, 10 or C), or several codes with
blanks between them where the national code may be any of them. A code that is not listed takes the longest listed beginning.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from catalogue.concordances import Concordance, squeeze_code
from catalogue.errors import ProfileError
from catalogue.isic import load_activities
from catalogue.messages import say

SHORTEST = 2
SHOWN = 10


def national_path(folder: Path, name: str) -> Path:
    """Where the file of a national classification of this name lies, whether or not it is there."""
    return folder / f"activities-{name.lower()}.csv"


def load_national_codes(path: Path) -> Concordance:
    """The national classification of an editable file.

    Raises:
        ProfileError: the file is missing, not UTF-8, lacks a column, or has faulty lines; the sentence names each with its number.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return _read(path, stream)
    except FileNotFoundError as error:
        raise ProfileError(say("There is no file {path}: make it with the columns code and isic.", path=path)) from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ProfileError(say("{path} cannot be read ({reason}): save it as CSV in UTF-8.", path=path, reason=error)) from error


def _read(path: Path, stream: Iterator[str]) -> Concordance:
    head = next(stream, "")
    delimiter = max(",;\t|", key=head.count)
    names = [name.strip().lower() for name in next(csv.reader([head], delimiter=delimiter), [])]
    if not {"code", "isic"} <= set(names):
        raise ProfileError(
            say("{path} needs the columns code and isic in its first line; it has: {names}.", path=path, names=", ".join(names))
        )
    targets: dict[str, tuple[str, ...]] = {}
    faults: list[str] = []
    for number, row in enumerate(csv.DictReader(stream, fieldnames=names, delimiter=delimiter), start=2):
        code, isic = squeeze_code(row["code"] or ""), tuple((row["isic"] or "").replace(".", "").upper().split())
        if not code and not isic:
            continue
        fault = _fault(code, isic, targets)
        if fault:
            faults.append(say("line {number}: {fault}", number=number, fault=fault))
        targets[code] = isic
    _refuse(path, faults, targets)
    return Concordance(path.stem.removeprefix("activities-").upper(), path.name, False, targets, SHORTEST, is_national=True)


def _fault(code: str, isic: tuple[str, ...], seen: dict[str, tuple[str, ...]]) -> str | None:
    if not code:
        return say("the code is empty")
    if code in seen:
        return say("the code {code} is there twice", code=code)
    if not isic:
        return say("{code} has no ISIC code", code=code)
    strangers = [c for c in isic if c not in load_activities()]
    return say("{codes} is not in ISIC Rev.4", codes=" ".join(strangers)) if strangers else None


def _refuse(path: Path, faults: list[str], targets: dict[str, tuple[str, ...]]) -> None:
    if not faults and targets:
        return
    shown = "; ".join(faults[:SHOWN]) or say("it has no codes")
    more = say(" and {count} more", count=len(faults) - SHOWN) if len(faults) > SHOWN else ""
    raise ProfileError(say("{path} needs mending: {faults}{more}.", path=path, faults=shown, more=more))
