"""Numbers, days and moments as the language of now writes them, the same in every file."""

from datetime import date, datetime

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from catalogue.messages import ENGLISH, current_language, known_languages

NO_VALUE = "–"
"""Stands where there is no number to show."""

GUARD = 9
"""Decimals of a percentage kept before it is rounded, so that 28.35, which is 28.349999… in binary, is 28.4."""


def find_locale() -> Locale:
    """The locale of the language of now."""
    return Locale.parse(current_language() if current_language() in known_languages() else ENGLISH)


def write_number(value: float, digits: int = 0) -> str:
    """The number with so many digits after the point and a true minus sign: 12,345.6, in French 12 345,6."""
    written = format_decimal(value, format=f"#,##0.{'0' * digits}" if digits else "#,##0", locale=find_locale())
    return written.replace("-", "\N{MINUS SIGN}")


def write_share(value: float, digits: int = 1) -> str:
    """A fraction in percent: 0.3125 is 31.2 %, as SI and ISO 80000 write it, the sign on the same line as the number."""
    return f"{write_number(round(100 * value, GUARD), digits)}\N{NO-BREAK SPACE}%"


def write_stated_share(value: float) -> str:
    """A fraction in percent as somebody stated it, without zeros behind the point: 0.41 is 41 %, 0.625 is 62.5 %."""
    written = format_decimal(round(100 * value, GUARD), format="#,##0.##", locale=find_locale())
    return f"{written}\N{NO-BREAK SPACE}%"


def write_day(moment: str) -> str:
    """The day of a date or moment (ISO 8601): 22 November 2026; a text that is none stays as it is."""
    try:
        day = date.fromisoformat(moment[:10])
    except ValueError:
        return moment
    return format_date(day, "d MMMM y", locale=find_locale())


def write_moment(moment: str) -> str:
    """Day and minute of a moment in ISO 8601, which is in UTC; what is no moment stays as it is written."""
    try:
        told = datetime.fromisoformat(moment.replace("Z", "+00:00"))
    except ValueError:
        return moment
    return f"{write_day(moment)}, {format_datetime(told, 'HH:mm', locale=find_locale())} UTC"
