"""Whether somebody else has taken over a business's domain: several independent hints, since a licensed house speaks of betting too."""

from collections.abc import Iterator

from scrapers.signals.addresses import host_of
from scrapers.signals.marks import load_marks
from scrapers.signals.states.looks import SPAM, PageLook

CERTAIN, SUSPECT = 6, 2
"""Weight from which a page is taken for hijacked, and from which it is hinted at."""

LOUD = {"title": 2, "heading": 1, "meta": 1}
"""What words weigh that stand in such a place; those of touts weigh double."""

MANY = {"spam": 3, "gambling": 5, "adult": 5}
"""Links, or words in running text, from which a concept is what the page dwells on."""

FOREIGN, OUTSIDE = 2, 1
"""What a foreign language weighs beside words of spam, and links that lead mostly to other people's domains."""

ADDRESS, PHONE = 3, 1
"""What an address or tax number, and a telephone, weigh for a business that is what it says."""


def is_hijacked(look: PageLook) -> bool:
    """Whether words of touts, or of gambling and the like in a language foreign to the country, outweigh what speaks for a business.

    A domain whose own name is of gambling is not taken over, whoever it belongs to.
    """
    weight = weigh_spam(look)
    if not weight or any(name in host_of(look.url) for name in load_marks()["states"]["gambling_names"]):
        return False
    addressed = bool(look.reached & {"street_address", "identifier"})
    if weight - addressed * ADDRESS - ("phone" in look.reached) * PHONE < CERTAIN:
        return False
    return look.foreign or any(look.times.get(("spam", place)) for place in LOUD)


def list_hints(look: PageLook) -> Iterator[tuple[str, str]]:
    """(hint, words) of what speaks for a domain that was taken over: concepts of spam, and a foreign language beside them."""
    if weigh_spam(look) < SUSPECT:
        return
    for concept in SPAM:
        if concept in look.said:
            yield concept, look.title
    if look.foreign:
        yield "foreign_language", look.title
    if _leads_out(look):
        yield "outside_links", " ".join(sorted(look.outside))


def weigh_spam(look: PageLook) -> int:
    """What the words of spam on a page weigh."""
    weight = 0
    for concept in SPAM:
        loud = sum(points for place, points in LOUD.items() if look.times.get((concept, place)))
        links, text = (look.times.get((concept, place), 0) for place in ("link", "text"))
        weight += (loud + (links >= MANY[concept])) * (2 if concept == "spam" else 1) + (text >= MANY[concept])
    return weight + look.foreign * FOREIGN + _leads_out(look) * OUTSIDE if weight else 0


def _leads_out(look: PageLook) -> bool:
    """Whether links lead to more domains elsewhere than to pages of the site."""
    return len(look.outside) >= MANY["spam"] and len(look.outside) > look.own_links
