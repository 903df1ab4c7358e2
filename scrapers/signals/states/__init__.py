"""What state a page is in: read, empty, blocked, parked … Cautious: a page with something to read is a page."""

from collections.abc import Callable

from scrapers.signals.document import Document
from scrapers.signals.facts import Facts
from scrapers.signals.states.hijacks import is_hijacked, list_hints
from scrapers.signals.states.looks import PageLook, look_at_page
from scrapers.signals.states.vacancies import (
    is_closed_shop,
    is_empty,
    is_for_sale,
    is_parked,
    is_placeholder,
    is_shell,
    is_soft_404,
    is_template,
)
from scrapers.signals.states.walls import is_blocked, is_captcha, is_gate, is_login

__all__ = ["PageLook", "look_at_page", "note_states"]

_RULES: dict[str, tuple[Callable[[PageLook], bool], str]] = {
    "for_sale": (is_for_sale, "the domain is offered for sale"),
    "parked": (is_parked, "adverts or a registrar's words instead of a business"),
    "captcha": (is_captcha, "asks to prove that one is human"),
    "blocked": (is_blocked, "refuses access"),
    "soft_404": (is_soft_404, "says that there is no such page"),
    "placeholder": (is_placeholder, "nothing there yet"),
    "login": (is_login, "nothing but a log-in"),
    "gate": (is_gate, "asks for age, consent or country before it shows anything"),
    "script_shell": (is_shell, "scripts and nothing to read"),
    "empty": (is_empty, "nothing to read"),
    "hijacked": (is_hijacked, "words of spam where a business should be"),
    "closed_shop": (is_closed_shop, "says that the shop is closed or not yet open"),
    "template": (is_template, "sample words of a theme"),
}


def note_states(document: Document, markup: bytes, text: str, http_status: int, facts: Facts, expected: tuple[str, ...] = ()) -> None:
    """Notes the state of the page, if it has one that keeps it from being read, and hints such as a closed shop.

    `expected`: languages of the country, where it is known.
    """
    look = look_at_page(document, markup, text, http_status, facts, expected)
    for state, (holds, why) in _RULES.items():
        if holds(look):
            trace = look.traces.get(state)
            if trace is not None:
                facts.add("page_state", state, "script", trace.words, trace.rule)
            else:
                facts.add("page_state", state, "text", f"{why}; {document.title or text[:100]}", f"state/{state}@2")
    for hint, words in list_hints(look):
        facts.add("hijack_hint", hint, "text", words, "state/hijack_hint@1")
