"""How a website ends a visit, from the states of its pages: the home page decides unless its other pages say otherwise."""

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from catalogue.messages import say
from scrapers.signals.addresses import domain_of, host_of
from scrapers.signals.records import PageReading

REFUSALS = frozenset({401, 403, 407, 429, 451})
"""HTTP statuses of servers that refuse a visitor."""

DECISIVE = {
    **{state: state for state in ("captcha", "blocked", "for_sale", "parked", "hijacked", "soft_404", "placeholder", "login")},
    "gate": "blocked", "script_shell": "script_shell", "empty": "empty",
}  # fmt: skip
"""States of a home page and the status of the site that they mean, the most telling first."""

DOORS = frozenset({"gate", "soft_404", "script_shell", "empty", "hijacked"})
"""States of a home page that say nothing of the site where its other pages can be read: a door, or a page that was tampered with."""

GONE = frozenset({402, 403, 404, 410})
"""HTTP statuses with which hosts also send their default, suspended and parking pages."""

VACANT = ("for_sale", "parked", "placeholder")

LIKENESS = 60
"""Similarity of domain names (0 to 100) below which an address that leads elsewhere leads to somebody else."""

ENOUGH_PAGES = 2
"""Pages beside the home page that must agree before they count for more than it."""

THIN_TEXT = 400
"""Characters below which a home page alone does not make a site that can be read."""

MOSTLY = 0.8
"""Share of the other pages whose state is that of the site although the home page could be read."""

States = Mapping[str, str]


def conclude_status(start_url: str, home: PageReading, others: Sequence[PageReading] = ()) -> tuple[str, str | None]:
    """The status of a site and why; `others` are the readings of the pages beside the home page."""
    states = read_states(home)
    if home.http_status in GONE and (vacant := next((state for state in VACANT if state in states), None)):
        return vacant, states[vacant] or None
    if home.http_status in REFUSALS or (home.http_status == 503 and states.keys() & {"captcha", "blocked"}):
        return "captcha" if "captcha" in states else "blocked", _answered(home)
    if home.http_status >= 400:
        return "http_error", _answered(home)
    return _conclude_answered(start_url, home, states, others)


def _conclude_answered(start_url: str, home: PageReading, states: States, others: Sequence[PageReading]) -> tuple[str, str | None]:
    """The status of a site whose home page was answered."""
    further = [read_states(reading) for reading in others if reading.http_status < 400]
    state = next((state for state in DECISIVE if state in states), None)
    if state is not None and not (state in DOORS and _can_be_read(further)):
        return DECISIVE[state], states[state] or None
    if state is None and (found := _behind_home(home, further)) is not None:
        return found
    if not (home.text_length or home.title or home.links or home.signals):
        return "empty", say("What the home page holds is no web page.")
    if _leads_away(start_url, home):
        return "redirected_away", say("The address leads to {host}.", host=host_of(home.url))
    return "ok", None


def read_states(reading: PageReading) -> dict[str, str]:
    """The states of a page and the words that say so."""
    return {signal.value: signal.words for signal in reading.signals if signal.kind == "page_state"}


def _answered(home: PageReading) -> str:
    return say("The home page answered {status}.", status=home.http_status)


def _can_be_read(further: Sequence[States]) -> bool:
    """Whether enough of the other pages, and half of them, are in no state that keeps them from being read."""
    readable = sum(not states.keys() & DECISIVE.keys() for states in further)
    return readable >= ENOUGH_PAGES and 2 * readable >= len(further)


def _behind_home(home: PageReading, further: Sequence[States]) -> tuple[str, str | None] | None:
    """The status that the pages behind a home page give the site: all walls, all taken over, or nothing behind a home page of few words."""
    if len(further) < ENOUGH_PAGES:
        return None
    telling = ["captcha", "blocked", "hijacked"] + (["soft_404"] if home.text_length < THIN_TEXT else [])
    for state in telling:
        found = [states[state] for states in further if state in states]
        if len(found) >= MOSTLY * len(further):
            return state, found[0] or None
    return None


def _leads_away(start_url: str, home: PageReading) -> bool:
    """Whether the home page is on a domain whose name has nothing of the one asked for, and does not name it either."""
    asked, found = domain_of(host_of(start_url)), domain_of(host_of(home.url))
    if not asked or not found or asked == found:
        return False
    own, other = asked.split(".")[0], found.split(".")[0]
    title = "".join(c for c in home.title.lower() if c.isalnum())
    return fuzz.partial_ratio(own, other) < LIKENESS and own.replace("-", "") not in title
