"""Waves as SDMX time periods."""

import re

from catalogue.errors import EstimateError
from catalogue.messages import say

PERIODS = {
    "A": re.compile(r"\d{4}"),
    "S": re.compile(r"\d{4}-S[12]"),
    "Q": re.compile(r"\d{4}-Q[1-4]"),
    "M": re.compile(r"\d{4}-(0[1-9]|1[0-2])"),
}


def find_frequency(period: str) -> str | None:
    """The frequency of a period: A, S, Q or M; None for what is none of these."""
    return next((code for code, pattern in PERIODS.items() if pattern.fullmatch(period)), None)


def read_frequency(wave: str) -> str:
    """The frequency of a wave that is a time period.

    Raises:
        EstimateError: it is a name that no time period of SDMX has.
    """
    found = find_frequency(wave)
    if found is None:
        raise EstimateError(
            say(
                "The wave {wave} is no time period that SDMX knows: waves called such as 2026, 2026-S1, 2026-Q4 or 2026-11 are exported in"
                " SDMX, others in the other formats (leave sdmx out of --format).",
                wave=wave,
            )
        )
    return found
