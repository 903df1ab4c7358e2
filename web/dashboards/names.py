"""Short names for waves, indicators and groups."""

from babel import Locale
from babel.core import UnknownLocaleError

from aggregate.publication.naming import name_code, name_country, name_shortly
from catalogue.capabilities import load_capabilities
from catalogue.messages import current_language, say

UNKNOWN = "_U"


def name_wave(country: str, wave: str) -> str:
    """A country and a wave in words."""
    return say("{name}, wave {wave}", name=name_country(country), wave=wave)


def name_indicator(code: str) -> str:
    """A name short enough for a line, as tables have it, or what scope asks."""
    return {"active": say("Active"), "in_scope": say("In scope")}.get(code) or name_shortly(code)


def place_indicator(code: str) -> tuple[int, str]:
    """Where an indicator stands in a list: core indicators and questions first, then capabilities in the order of their file."""
    order = list(load_capabilities())
    return (order.index(code) if code in order else -1, code)


def name_breakdown(indicator: str, breakdown: str) -> str:
    """An indicator by something, as a heading."""
    return say("{indicator}: {breakdown}", indicator=name_indicator(indicator), breakdown=breakdown)


def name_group(dimension: str, code: str) -> str:
    """A group of a breakdown of scores: languages by their name, sizes by theirs."""
    if code == UNKNOWN:
        return say("Unknown")
    if dimension == "size":
        return name_code("size_class", code)
    return name_language(code) if dimension == "language" else code


def name_language(code: str) -> str:
    """The language in the reader's language, or its code where nobody named it."""
    try:
        return (Locale.parse(code, sep="-").get_display_name(current_language()) or code).capitalize()
    except (UnknownLocaleError, ValueError):
        return code


def name_status(status: str) -> str:
    """How a website ended, in a word or two; the code where nobody named it."""
    return {
        "ok": say("Read"),
        "parked": say("Parked or expired"),
        "for_sale": say("Domain for sale"),
        "placeholder": say("Default or empty placeholder"),
        "script_shell": say("Needs scripts"),
        "blocked": say("Blocked"),
        "captcha": say("Captcha"),
        "login": say("Log-in only"),
        "robots": say("Not allowed by robots.txt"),
        "opted_out": say("Opted out"),
        "dns": say("Host name not known"),
        "tls": say("No secure connection"),
        "timeout": say("No answer in time"),
        "http_error": say("Error of the host"),
        "soft_404": say("Page not found"),
        "empty": say("Empty page"),
        "hijacked": say("Taken over"),
        "redirected_away": say("Leads to another website"),
        "not_attempted": say("Not visited yet"),
    }.get(status, status)
