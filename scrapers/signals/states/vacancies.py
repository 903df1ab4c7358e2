"""Addresses where no business is at home: parked, for sale, a host's default page, nothing there yet, or nothing at all."""

from scrapers.signals.marks import load_marks
from scrapers.signals.states.looks import SHELL_TEXT, PageLook, begins_listing
from scrapers.signals.states.walls import BUSINESS_FORMS, LITTLE_TEXT, SHORT_TEXT, SMALL_FORMS, says

TRACE_TEXT = {"parked": 4000, "for_sale": 3000, "placeholder": 6000}
"""Characters above which the trace of such a page stands in one that says more; some default pages explain at length what to do next."""

FEW_LINKS, MORE_LINKS = 6, 12
"""Links within the site that a page with nothing to show has at most where a heading, and where its title says so."""


def is_for_sale(look: PageLook) -> bool:
    """The domain itself is on offer; one that sells domains has a shop around its words."""
    if look.forms & {"basket", "booking"} or look.own_links > MORE_LINKS:
        return False
    leads_nowhere = look.own_links < FEW_LINKS // 2
    if leads_nowhere and _is_traced(look, "for_sale"):
        return True
    return says(look, "for_sale", 2 * SHORT_TEXT, SHORT_TEXT if leads_nowhere else 0)


def is_parked(look: PageLook) -> bool:
    """Adverts or a registrar's words."""
    if look.forms & BUSINESS_FORMS or look.own_links > 3 * MORE_LINKS or "contact" in look.forms:
        return False
    return _is_traced(look, "parked") or (look.own_links <= MORE_LINKS and says(look, "parked", 2 * SHORT_TEXT, SHORT_TEXT // 2))


def is_placeholder(look: PageLook) -> bool:
    """Nothing there yet, or no more: a default page of a server or host, a fresh installation, building works, maintenance."""
    if begins_listing(look) and not look.sells:
        return True
    if look.forms - SMALL_FORMS - {"contact"} or look.sells:
        return False
    return _is_traced(look, "placeholder") or _is_of_host(look) or _is_announced(look) or _is_closed(look)


def is_soft_404(look: PageLook) -> bool:
    """Answers that there is no such page, although the server says that there is."""
    if look.http_status >= 400 or look.sells:
        return False
    numbered = look.title.startswith("404") and look.size < LITTLE_TEXT
    return numbered or says(look, "not_found", SHORT_TEXT + SHORT_TEXT // 2, 150)


def is_shell(look: PageLook) -> bool:
    """Scripts that have yet to fill the page."""
    if look.size >= SHELL_TEXT or look.link_count >= 4 or not look.script_count:
        return False
    return look.has_root or "enable_scripts" in look.said or (look.size < 30 and look.script_count > 1 and not look.image_count)


def is_empty(look: PageLook) -> bool:
    """Nothing at all."""
    return look.size < 3 and not look.link_count and not look.script_count


def is_closed_shop(look: PageLook) -> bool:
    """A shop that says it is closed or not yet open; the rest of the page may be read."""
    return "closed_shop" in look.said or "closed_shop" in look.traces


def is_template(look: PageLook) -> bool:
    """Sample words of a theme; how many pages of a site have them says whether it is one."""
    return "demo_content" in look.said or "template" in look.traces


def _is_traced(look: PageLook, state: str) -> bool:
    return state in look.traces and look.size < TRACE_TEXT[state]


def _is_announced(look: PageLook) -> bool:
    """Says so in its title, in a heading with few links, or with next to nothing else; a fresh blog greets the world."""
    for concept in ("coming_soon", "under_construction"):
        links = MORE_LINKS if concept in look.titled else FEW_LINKS
        if look.own_links <= links and says(look, concept, SHORT_TEXT, LITTLE_TEXT):
            return True
    return look.own_links <= MORE_LINKS and "demo_content" in look.loud and look.size < SHORT_TEXT and not look.reached


def _is_of_host(look: PageLook) -> bool:
    """A short page without a link or a number of its own that leads to nobody but a registrar or host."""
    alone = look.own_links <= 1 and look.size < SHORT_TEXT and not look.reached
    return alone and bool(look.outside) and look.outside <= frozenset(load_marks()["states"]["hosts"])


def _is_closed(look: PageLook) -> bool:
    """A shop behind a password, with nothing to see before it opens."""
    return "closed_shop" in look.traces and look.size < SHORT_TEXT
