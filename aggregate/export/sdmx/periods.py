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


def find_period(wave: str) -> str | None:
    """The time period of a wave: its name, or the year that its name begins with (2026 of `2026-trial`); None where it has neither.

    What looks like a period and is none (2026-Q5) has none.
    """
    if find_frequency(wave):
        return wave
    year = re.match(r"\d{4}(?!\d|-[A-Z]?\d+$)", wave)
    return year[0] if year else None


def read_period(wave: str) -> str:
    """The time period of a wave.

    Raises:
        EstimateError: its name is none and begins with no year.
    """
    found = find_period(wave)
    if found is None:
        raise EstimateError(
            say(
                "The wave {wave} is no time period that SDMX knows: waves called such as 2026, 2026-S1, 2026-Q4 or 2026-11 are exported in"
                " SDMX, others in the other formats (leave sdmx out of --format).",
                wave=wave,
            )
        )
    return found
