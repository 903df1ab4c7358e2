"""Walls between a visitor and a page: robots' tests, refusals, log-ins, questions for age or consent."""

from scrapers.signals.states.looks import PageLook

SHORT_TEXT = 900
"""Characters below which a page has little else to say than what state it is in."""

LITTLE_TEXT = 250
"""Characters below which even a word in passing says what state a page is in; 60 words of English are more."""

TRACE_TEXT = 1500
"""Characters above which the trace of a wall is left by a script that watches a page with something to read."""

SMALL_FORMS = frozenset(("search", "newsletter", "other", "registration", "login"))
BUSINESS_FORMS = frozenset(("basket", "checkout", "order", "booking", "quote", "application", "donation", "tracking"))


def says(look: PageLook, concept: str, loud_limit: int, quiet_limit: int) -> bool:
    """Whether a concept is what the page is about: said loudly with little else, or said at all with next to nothing else."""
    return (concept in look.loud and look.size < loud_limit) or (concept in look.said and look.size < quiet_limit)


def is_captcha(look: PageLook) -> bool:
    """A test whether one is human, and little else; a captcha in a form that visitors write into is none."""
    if look.forms & {*BUSINESS_FORMS, "contact", "comment", "registration", "login"} or look.own_links >= 10 or look.sells:
        return False
    alone = "captcha_widget" in look.traces and look.size < LITTLE_TEXT and not look.own_links and not look.forms - {"other"}
    return alone or _is_traced(look, "captcha") or _refuses(look, "captcha")


def is_blocked(look: PageLook) -> bool:
    """A refusal of robots, of an address, of a country."""
    if look.own_links >= 8 or look.forms & BUSINESS_FORMS:
        return False
    return _is_traced(look, "blocked") or _refuses(look, "blocked")


def is_login(look: PageLook) -> bool:
    """A log-in and next to nothing beside it; a page that says something besides may have one."""
    if "login" not in look.forms or look.forms - SMALL_FORMS or look.own_links >= 10:
        return False
    return look.size < SHORT_TEXT // 2 or ("log_in" in look.loud and look.size < SHORT_TEXT)


def is_gate(look: PageLook) -> bool:
    """A question for age, consent or country with nothing behind it yet; laid over a page that can be read it is no wall."""
    return says(look, "gate", SHORT_TEXT, SHORT_TEXT // 2) and look.own_links < 8 and not look.forms & BUSINESS_FORMS and not look.sells


def _is_traced(look: PageLook, state: str) -> bool:
    return state in look.traces and look.size < TRACE_TEXT


def _refuses(look: PageLook, concept: str) -> bool:
    """Says so loudly in a short page, or at all in a shorter one that leads nowhere."""
    return says(look, concept, SHORT_TEXT, LITTLE_TEXT if look.own_links < 3 else 0)
