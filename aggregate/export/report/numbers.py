"""Numbers and dates as readers of the language of now write them."""

from datetime import date, datetime

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from catalogue.messages import ENGLISH, current_language, known_languages

WITHOUT_A_COUNTRY = "en_001"
"""English of no country in particular: 22 November 2026."""
SMALL = 10
"""Shares in percent below this have a decimal in sentences."""


def find_locale() -> Locale:
    """The locale of the language of now."""
    language = current_language() if current_language() in known_languages() else ENGLISH
    return Locale.parse(WITHOUT_A_COUNTRY if language == ENGLISH else language)


def write_number(value: float, digits: int = 0) -> str:
    """The number with so many digits after the point and a true minus sign."""
    written = format_decimal(value, format=f"#,##0.{'0' * digits}" if digits else "#,##0", locale=find_locale())
    return written.replace("-", "\N{MINUS SIGN}")


def write_percent(value: float, digits: int = 1) -> str:
    """A fraction in percent: 0.3125 is 31.2 %, the sign on the same line as the number."""
    return f"{write_number(100 * value, digits)}\N{NO-BREAK SPACE}%"


def write_points(value: float) -> str:
    """A difference of shares in percentage points, with its sign."""
    return ("+" if value > 0 else "") + write_number(100 * value, 1)


def write_of_100(value: float) -> str:
    """A share as so many of 100, as sentences have it: whole where there are ten or more, else with one decimal."""
    return write_number(100 * value, 0 if 100 * value >= SMALL else 1)


def write_day(moment: str) -> str:
    """The day of a moment or date in ISO 8601; what is no date stays as it is written."""
    try:
        return format_date(date.fromisoformat(moment[:10]), "long", locale=find_locale())
    except ValueError:
        return moment


def write_moment(moment: str) -> str:
    """Day and minute of a moment in ISO 8601, which is in UTC; what is no moment stays as it is written."""
    try:
        told = datetime.fromisoformat(moment.replace("Z", "+00:00"))
    except ValueError:
        return moment
    return f"{format_date(told, 'long', locale=find_locale())}, {format_datetime(told, 'HH:mm', locale=find_locale())} UTC"
