"""Another office's figures, checked one by one: numbers that can be, nothing beside what is not shown, each figure once."""

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from aggregate.packages.contents import Described
from aggregate.publication.plain_figures import FIELDS, KEY, NUMBERS, TEXTS
from aggregate.publication.rounding import DECIMALS
from catalogue.errors import PackageError
from catalogue.messages import say
from catalogue.spreadsheets import rearm_cell

MOST_FIGURES = 2_000_000
LONGEST = 300
NUMBER = r"-?[0-9]{1,18}(\.[0-9]{1,18})?([eE][+-]?[0-9]{1,2})?"
SLACK = 2.0
"""Rounding: by how many units of the last decimal an interval may miss its figure."""
FIRST_LINE = 2


def read_figures(content: bytes, path: Path, described: Described) -> pd.DataFrame:
    """The figures with the columns of FIELDS: numbers float64, NaN where nothing stands; texts '' there.

    Raises:
        PackageError: there are none, a column is missing, or a line cannot be; the first such line is named.
    """
    names = [field.name for field in FIELDS]
    try:
        read = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False, na_filter=False, nrows=MOST_FIGURES + 1)
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError, ValueError) as error:
        raise PackageError(_say_wrong(path, 1, str(error))) from error
    if missing := [name for name in names if name not in read]:
        raise PackageError(_say_wrong(path, 1, say("column {column} is missing", column=missing[0])))
    if not 0 < len(read) <= MOST_FIGURES:
        raise PackageError(_say_wrong(path, FIRST_LINE, say("{count} figures", count=len(read))))
    table = read[names]
    table = table.assign(**{name: _rearm(table[name]) for name in TEXTS})
    _refuse(path, _list_wrong_texts(table, described))
    numbers = {name: pd.to_numeric(table[name].where(table[name] != ""), errors="raise").astype(float) for name in NUMBERS}
    checked = table.assign(**numbers)
    _refuse(path, _list_wrong_figures(checked))
    return checked


def _refuse(path: Path, wrong: Iterator[tuple[str, pd.Series]]) -> None:
    """Raises PackageError with the first line of the first rule that is broken."""
    for reason, rows in wrong:
        if rows.any():
            raise PackageError(_say_wrong(path, int(np.argmax(rows.to_numpy())) + FIRST_LINE, reason))


def _list_wrong_texts(table: pd.DataFrame, described: Described) -> Iterator[tuple[str, "pd.Series[bool]"]]:
    """(what is wrong, in which rows), before any text is read as a number."""
    yield say("another country or wave"), (table["country"] != described.country) | (table["wave"] != described.wave)
    for field in FIELDS:
        column = table[field.name]
        if field.kind != "string":
            yield say("{column} is no number", column=field.name), ~((column == "") | column.str.fullmatch(NUMBER))
            continue
        distinct = column.unique()
        odd = {text for text in distinct if len(text) > LONGEST or not text.isprintable() or (field.required and not text)}
        odd |= {text for text in distinct if text and field.choices and text not in field.choices}
        yield say("{column} has a text that cannot be", column=field.name), column.isin(odd)
    yield say("the same figure twice"), table.duplicated(list(KEY))


def _list_wrong_figures(table: pd.DataFrame) -> Iterator[tuple[str, "pd.Series[bool]"]]:
    """The same for figures that are numbers: what does not fit together."""
    yield say("a number beside a figure that is not shown"), (table["suppressed"] != "") & table[list(NUMBERS)].notna().any(axis=1)
    is_share = table["measure"] == "share"
    for name in ("value", "ci_low", "ci_high"):
        yield say("{column} is no share from 0 to 1", column=name), is_share & ~(table[name].isna() | table[name].between(0, 1))
    yield say("share_not_read is no share from 0 to 1"), ~(table["share_not_read"].isna() | table["share_not_read"].between(0, 1))
    for name in ("standard_error", "n_frame", "n_labelled", "n_effective"):
        yield say("{column} is negative", column=name), table[name] < 0
    slack = SLACK * 10.0 ** -table["measure"].map(DECIMALS)
    yield (
        say("the interval does not hold the figure"),
        (table["value"] < table["ci_low"] - slack) | (table["value"] > table["ci_high"] + slack),
    )


def _rearm(column: pd.Series) -> pd.Series:
    return column.map({text: rearm_cell(text) for text in column.unique()})


def _say_wrong(path: Path, line: int, reason: str) -> str:
    return say(
        "{file} is not taken: line {line} of its figures cannot be ({reason}). Ask the office that made it.",
        file=path,
        line=line,
        reason=reason,
    )
