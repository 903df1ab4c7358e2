"""Cells of spreadsheets: text that is never run as a formula, values as they read."""

from datetime import date, datetime, time
from typing import Any

STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n", "|")
MIDNIGHT = time(0)


def disarm_cell(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula or a command; `rearm_cell` gives it back."""
    return f"'{text}" if text.lstrip("' ").startswith(STARTERS) or text.startswith(STARTERS) else text


def rearm_cell(text: str) -> str:
    """The text as it was before `disarm_cell`."""
    return text[1:] if text.startswith("'") and disarm_cell(text[1:]) == text else text


def cell_text(value: Any) -> str:
    """A cell as it reads: whole numbers without a point, no power of ten, dates as ISO dates."""
    if value is None:
        return ""
    if isinstance(value, float):
        return "" if value != value else f"{value:.0f}" if value.is_integer() and abs(value) < 1e18 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == MIDNIGHT else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
