"""Numbers as published files write them, and the standard error that a file gives of a figure, or lets one derive."""

import re
from collections.abc import Iterator, Mapping

import numpy as np

from aggregate.comparison.differences import derive_error
from catalogue.errors import EstimateError
from catalogue.messages import say

GIVEN, DERIVED, UNKNOWN = "given", "derived from n", "unknown"
MISSING = ("", ":", "..", "-", "na", "n/a", "nan")
NUMBER = re.compile(r"^([+-]?[\d.,\s]*\d)\s*%?\s*([A-Za-z]*)$")
NORMAL_95 = 1.959964


def read_number(text: str) -> float | None:
    """A number with a decimal point or comma, perhaps with % or a letter behind it (`23,8`, `23.8 b`); None for what is missing.

    Raises:
        ValueError: the text is something else.
    """
    if text.strip().casefold() in MISSING:
        return None
    found = NUMBER.match(text.strip())
    if found is None:
        raise ValueError(text)
    plain = re.sub(r"\s", "", found[1])
    if "," in plain and "." in plain:
        decimal = "," if plain.rfind(",") > plain.rfind(".") else "."
        plain = plain.replace("." if decimal == "," else ",", "")
    return float(plain.replace(",", "."))


def find_number(text: str) -> float | None:
    """The number that a text says, or None."""
    try:
        return read_number(text)
    except ValueError:
        return None


def read_cell(line: int, name: str, text: str) -> float | None:
    """The number in a cell of the column `name`, None where it is missing.

    Raises:
        EstimateError: the cell says something else.
    """
    try:
        return read_number(text)
    except ValueError as error:
        raise EstimateError(
            say(
                "Line {line}: {text} in the column of the {name} is no number: correct it, or leave the cell empty.",
                line=line,
                text=repr(text),
                name=name.replace("_", " "),
            )
        ) from error


def find_error(share: float, numbers: Mapping[str, float | None], scale: float, design_effect: float) -> tuple[float, str]:
    """A published figure's standard error and where it comes from: given, from the half-width or interval of 95 %, from n, or not known."""
    for error in _list_errors(numbers):
        return error * scale, GIVEN
    respondents = numbers["sample_size"]
    if respondents is not None and respondents > 0:
        return float(derive_error(np.array([share]), np.array([respondents]), design_effect)[0]), DERIVED
    return float("nan"), UNKNOWN


def _list_errors(numbers: Mapping[str, float | None]) -> Iterator[float]:
    """Standard errors in the file's unit, the surest first."""
    if (error := numbers["standard_error"]) is not None:
        yield error
    if (half := numbers["half_width"]) is not None:
        yield half / NORMAL_95
    low, high = numbers["low"], numbers["high"]
    if low is not None and high is not None and high >= low:
        yield (high - low) / (2 * NORMAL_95)
