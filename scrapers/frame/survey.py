"""A first reading of the whole register: what can be known of a column only from all its cells."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import pandas as pd

from scrapers.frame.mapping import ColumnMap
from scrapers.frame.tables import Row, TextTable
from scrapers.frame.vocabulary import INVISIBLE, fold_word, missing_words

CHUNK = 50_000
LONGEST_MISSING = 20
SURVEYED = ("activity", "persons_employed", "frame_weight", "region", "reference_date")


@dataclass(slots=True)
class Survey:
    """`values` counts the distinct cells of surveyed columns; `id_lengths` how many all-digit ids have each length."""

    rows: int = 0
    values: dict[str, Counter[str]] = field(default_factory=dict)
    id_lengths: Counter[int] = field(default_factory=Counter)
    id_digits: int = 0
    id_zeros: int = 0
    id_floats: int = 0
    id_highest: int = 0
    damaged: int = 0


def survey_register(table: TextTable, columns: ColumnMap) -> Survey:
    """What all rows together say; reads the file once, chunk by chunk."""
    survey = Survey()
    for chunk in read_chunks(table, columns):
        survey.rows += len(chunk)
        for name in SURVEYED:
            if name in chunk:
                survey.values.setdefault(name, Counter()).update(chunk[name].value_counts().to_dict())
        _survey_ids(survey, chunk["enterprise_id"])
        survey.damaged += int(chunk["name"].str.contains("\ufffd", regex=False).sum())
    return survey


def _survey_ids(survey: Survey, ids: pd.Series) -> None:
    floats = ids.str.fullmatch(r"\d+\.0")
    plain = ids.where(~floats, ids.str[:-2])
    digits = plain[plain.str.fullmatch(r"\d+")]
    survey.id_floats += int(floats.sum())
    survey.id_digits += len(digits)
    survey.id_zeros += int(digits.str.startswith("0").sum())
    survey.id_lengths.update(digits.str.len().value_counts().to_dict())
    short = digits[digits.str.len() < 18]
    survey.id_highest = max(survey.id_highest, int(short.astype("int64").max()) if len(short) else 0)


def read_chunks(table: TextTable, columns: ColumnMap) -> Iterator[pd.DataFrame]:
    """The register in pieces: our columns under our names, the others under theirs with a leading blank, and `row`, the row's number.

    Cells are trimmed and free of invisible signs; short rows are filled up; rows with too many cells have their surplus under `surplus`.
    """
    rows = table.rows()
    while piece := list(islice(rows, CHUNK)):
        yield _frame(piece, table.columns, columns)


def _frame(piece: Sequence[Row], names: Sequence[str], columns: ColumnMap) -> pd.DataFrame:
    width = len(names)
    cells = [row.cells[:width] + [""] * (width - len(row.cells)) for row in piece]
    frame = pd.DataFrame(cells, columns=list(names), dtype="str")
    frame = frame.rename(columns={theirs: ours for ours, theirs in columns.ours.items()} | {other: f" {other}" for other in columns.others})
    for name in frame.columns:
        if not "".join(frame[name]).isascii():
            frame[name] = frame[name].str.translate(INVISIBLE)
        frame[name] = frame[name].str.strip()
    frame["row"] = [row.number for row in piece]
    frame["surplus"] = [" ".join(row.cells[width:]).strip() for row in piece]
    return frame


def blank_missing(values: pd.Series, *, keep_codes: bool = False) -> pd.Series:
    """The column with the words for nothing (n/a, -, none) made empty; `keep_codes` spares one or two letters, which may be a code (NA)."""
    short = [v for v in values.unique() if len(v) <= LONGEST_MISSING and not (keep_codes and v.isalpha() and len(v) <= 2)]
    words = {v for v in short if fold_word(v) in missing_words()}
    return values.mask(values.isin(words), "")
