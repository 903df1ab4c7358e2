"""Numbers and days as the language of now writes them, the same in every file."""

from datetime import date

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from catalogue.messages import ENGLISH, current_language, known_languages

NO_VALUE = "–"
"""Stands where there is no number to show."""


def find_locale() -> Locale:
    """The locale of the language of now."""
    return Locale.parse(current_language() if current_language() in known_languages() else ENGLISH)


def write_number(value: float, digits: int = 0) -> str:
    """The number with so many digits after the point and a true minus sign: 12,345.6, in French 12 345,6."""
    written = format_decimal(value, format=f"#,##0.{'0' * digits}" if digits else "#,##0", locale=find_locale())
    return written.replace("-", "\N{MINUS SIGN}")


def write_share(value: float, digits: int = 1) -> str:
    """A fraction in percent: 0.3125 is 31.2 %, as SI and ISO 80000 write it, the sign on the same line as the number."""
    return f"{write_number(100 * value, digits)}\N{NO-BREAK SPACE}%"


def write_day(moment: str) -> str:
    """The day of a date or moment (ISO 8601): 22 November 2026; a text that is none stays as it is."""
    try:
        day = date.fromisoformat(moment[:10])
    except ValueError:
        return moment
    return format_date(day, "d MMMM y", locale=find_locale())
