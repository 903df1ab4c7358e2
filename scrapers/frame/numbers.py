"""Numbers as registers write them: decimal commas, blanks and points between thousands."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

SPACES = r"[\s'’_\u00a0\u202f]"
PLAIN = r"[+-]?\d+(?:[.,]\d+)*"


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How a column writes numbers: the sign before decimals, and whether that had to be assumed (1,250 may be either)."""

    decimal: str
    is_assumed: bool = False


def find_number_style(values: Iterable[str], delimiter: str | None) -> NumberStyle:
    """The decimal sign of a column, from all its values; where none tells, a file with semicolons has decimal commas."""
    text = pd.Series(sorted(set(values)), dtype="str").str.replace(SPACES, "", regex=True)
    both = text[text.str.contains(",", regex=False) & text.str.contains(".", regex=False)]
    if len(both):
        return NumberStyle("," if (both.str.rfind(",") > both.str.rfind(".")).mean() > 0.5 else ".")
    for sign in ",.":
        signed = text[text.str.contains(sign, regex=False)]
        if len(signed) and not signed.str.fullmatch(rf"[+-]?\d{{1,3}}(?:\{sign}\d{{3}})+").all():
            repeated = signed.str.count(rf"\{sign}").gt(1).any()
            return NumberStyle("." if sign == "," and repeated else "," if repeated else sign)
    doubtful = bool(text.str.contains("[.,]").any())
    return NumberStyle("," if delimiter == ";" else ".", doubtful)


def read_numbers(values: pd.Series, style: NumberStyle) -> pd.Series:
    """The numbers of a column as floats; NaN for blank cells and for texts that are no number."""
    thousands = "." if style.decimal == "," else ","
    text = values.str.replace(SPACES, "", regex=True)
    tidy = (
        text.where(text.str.fullmatch(PLAIN).fillna(False), "").str.replace(thousands, "", regex=False).str.replace(",", ".", regex=False)
    )
    return pd.to_numeric(tidy, errors="coerce").astype("float64")
