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

FOREIGN = 2
OWN_NAME, OWN_ADDRESS, OWN_PHONE = -3, -3, -1
"""What speaks for a business that is what it says: a domain of that name, an address or tax number, a telephone."""


def is_hijacked(look: PageLook) -> bool:
    """Whether words of spam, or of gambling and the like in a language foreign to the country, outweigh what speaks for a business."""
    weight = weigh_spam(look)
    if not weight or weight + _weigh_business(look) < CERTAIN:
        return False
    return look.foreign or any(look.times.get(("spam", place)) for place in ("title", "heading", "meta"))


def list_hints(look: PageLook) -> Iterator[tuple[str, str]]:
    """(hint, words) of what speaks for a domain that was taken over: concepts of spam, and a foreign language beside them."""
    if weigh_spam(look) < SUSPECT:
        return
    for concept in SPAM:
        if concept in look.said:
            yield concept, look.title
    if look.foreign:
        yield "foreign_language", look.title


def weigh_spam(look: PageLook) -> int:
    """What the words of spam on a page weigh."""
    weight = 0
    for concept in SPAM:
        loud = sum(points for place, points in LOUD.items() if look.times.get((concept, place)))
        links, text = (look.times.get((concept, place), 0) for place in ("link", "text"))
        weight += (loud + (links >= MANY[concept])) * (2 if concept == "spam" else 1) + (text >= MANY[concept])
    return weight + FOREIGN if weight and look.foreign else weight


def _weigh_business(look: PageLook) -> int:
    named = any(name in host_of(look.url) for name in load_marks()["states"]["gambling_names"])
    addressed = bool(look.reached & {"street_address", "identifier"})
    return named * OWN_NAME + addressed * OWN_ADDRESS + ("phone" in look.reached) * OWN_PHONE
