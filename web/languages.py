"""The language of the pages: the person's choice, before that the browser's; moments are written as it writes them."""

from datetime import datetime

from babel import Locale
from babel.core import negotiate_locale
from babel.dates import format_date, format_datetime, format_time
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from catalogue.messages import ENGLISH, current_language, known_languages, use_language
from catalogue.numbers import find_locale

COOKIE = "ecomstat_language"


class BrowserLanguage:
    """An ASGI application around another one, whose sentences are then in a language that the browser asks for, if we have one."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers by the application inside."""
        if scope["type"] == "http":
            request = Request(scope)
            chosen = request.cookies.get(COOKIE)
            use_language(chosen if chosen in known_languages() else find_language(request.headers.get("accept-language", "")))
        await self.app(scope, receive, send)


def find_language(accepted: str) -> str | None:
    """The language that we have of those in an Accept-Language header, the most wanted first; None where we have none of them."""
    wanted = list[tuple[float, str]]()
    for part in accepted.split(","):
        tag, _, weight = part.strip().partition(";")
        quality = _read_quality(weight)
        if tag and quality > 0:
            wanted.append((-quality, tag))
    return negotiate_locale([tag for _, tag in sorted(wanted, key=lambda w: w[0])], known_languages(), sep="-")


def name_languages() -> list[tuple[str, str]]:
    """Codes and own names of the languages that could be chosen instead of the present one."""
    others = [code for code in known_languages() if code != current_language()]
    return [(code, (Locale.parse(code).get_display_name(code) or code).capitalize()) for code in others]


def writing_direction() -> str:
    """`rtl` where the present language is written from right to left, else `ltr`."""
    return find_locale().text_direction


def write_moment(moment: str) -> str:
    """A moment of the store (ISO 8601, UTC) with day and minute, as the reader's language writes it."""
    at = datetime.fromisoformat(moment)
    locale = find_locale()
    if current_language() == ENGLISH:
        return format_datetime(at, "yyyy-MM-dd HH:mm", locale=locale)
    return f"{format_date(at, locale=locale)} {format_time(at, 'short', locale=locale)}"


def _read_quality(weight: str) -> float:
    name, _, number = weight.strip().partition("=")
    if not name:
        return 1.0
    try:
        return float(number) if name.strip() == "q" else 0.0
    except ValueError:
        return 0.0
