"""How far a visitor who wants to order gets on a site, seen on its pages and never tried.

A step counts on a page that shows it and is no sample, error or closed shop; baskets and checkouts count where the site shows goods with
prices, since themes bring their empty basket along. An empty basket that answers is a live one.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from scrapers.signals.matching import load_matcher
from scrapers.signals.normalising import normalise_path
from scrapers.signals.records import PageReading
from store.records import Signal

STEPS = ("catalogue", "product", "basket_step", "basket", "checkout")
"""The steps in the order in which a visitor takes them; values of the signal `order_path`."""

UNSOUND = frozenset(
    ("template", "placeholder", "soft_404", "parked", "for_sale", "hijacked", "blocked", "captcha", "empty", "script_shell", "closed_shop")
)
"""States of a page that is no step of a living shop."""

FEW_PRICES = 3
"""Prices from which on a page lists goods."""

_LOUD = ("title", "heading", "form", "button", "text")
_PRESSED = ("button", "form", "link")


def trace_order_path(readings: Sequence[PageReading]) -> list[Signal]:
    """The steps of the order path that these pages show, in their order.

    Each with the evidence of the first page that shows it; `times` counts the pages that do.
    """
    shown = [step for reading in readings for step in (find_steps(reading) if reading.steps is None else reading.steps)]
    found: dict[str, Signal] = {}
    for step in STEPS:
        seen = [evidence for evidence in shown if evidence.value == step]
        if seen:
            found[step] = replace(seen[0], times=len(seen))
    sells = bool(found.keys() & set(STEPS[:3])) and not _takes_no_orders(readings)
    return [evidence for step, evidence in found.items() if sells or step in STEPS[:2]]


def find_steps(reading: PageReading) -> tuple[Signal, ...]:
    """The steps that one page shows, in their order; none of a page that is no step of a living shop."""
    if reading.http_status >= 400 or UNSOUND & _states(reading):
        return ()
    shown = ((step, rule(reading)) for step, rule in _RULES.items())
    return tuple(
        replace(evidence, kind="order_path", value=step, rule=f"path/{step}@1", times=1) for step, evidence in shown if evidence is not None
    )


def _takes_no_orders(readings: Sequence[PageReading]) -> bool:
    """Whether the home page says that the shop is closed, or a third of the pages do, or show a theme's sample."""
    states = [_states(reading) for reading in readings]
    return "closed_shop" in states[0] or 3 * sum(bool(state & {"closed_shop", "template"}) for state in states) >= len(states)


def _states(reading: PageReading) -> frozenset[str]:
    return frozenset(signal.value for signal in reading.signals if signal.kind == "page_state")


def _find(reading: PageReading, kind: str, values: Sequence[str] = (), places: Sequence[str] = ()) -> Signal | None:
    """The first signal of a kind with one of these values at one of these places, in the order of the places."""
    found = [s for s in reading.signals if s.kind == kind and (not values or s.value in values) and (not places or s.place in places)]
    return min(found, key=lambda s: places.index(s.place)) if found and places else next(iter(found), None)


def _find_catalogue(reading: PageReading) -> Signal | None:
    """Several goods with prices."""
    blocks = _find(reading, "product_block")
    if blocks is not None:
        return blocks
    prices = [signal for signal in reading.signals if signal.kind == "price"]
    products = [signal for signal in reading.signals if signal.kind == "product" and signal.value]
    listed = products if len(products) > 1 else prices
    return listed[0] if prices and len(listed) >= (2 if listed is products else FEW_PRICES) else None


def _find_product(reading: PageReading) -> Signal | None:
    """One product with its price: stated in structured data, or sold on the page itself."""
    if not _is_priced(reading):
        return None
    stated = [signal for signal in reading.signals if signal.kind == "product" and signal.value]
    if len(stated) == 1:
        return stated[0]
    return (
        _find(reading, "form", ("basket",))
        if not _find(reading, "product_block") and not _own_concepts(reading) & {"basket", "checkout"}
        else None
    )


def _find_basket_step(reading: PageReading) -> Signal | None:
    """A form or button that would put a priced product into the basket; on the basket's own pages it is a step further on."""
    if not _is_priced(reading) or _own_concepts(reading) & {"basket", "checkout"}:
        return None
    return _find(reading, "form", ("basket",)) or _find(reading, "word", ("add_to_basket",), _PRESSED)


def _find_basket(reading: PageReading) -> Signal | None:
    """The page of the basket, full or empty: its own address and what it says speak of a basket."""
    if "basket" not in _own_concepts(reading):
        return None
    return _find(reading, "word", ("basket",), _LOUD) or _find(reading, "form", ("basket", "checkout"))


def _find_checkout(reading: PageReading) -> Signal | None:
    """The page of the checkout: its own address and what it says, or asks for, speak of one."""
    if "checkout" not in _own_concepts(reading) or "basket" in _own_concepts(reading):
        return None
    return _find(reading, "form", ("checkout",)) or _find(reading, "word", ("checkout",), _LOUD)


def _is_priced(reading: PageReading) -> bool:
    return _find(reading, "price") is not None or _find(reading, "product_block") is not None


def _own_concepts(reading: PageReading) -> frozenset[str]:
    """The steps that the page's own address names with its last words: `/checkout/cart/` is a basket."""
    path = urlsplit(reading.url).path
    hits = [hit for hit in load_matcher().find_phrases(normalise_path(path)) if "url" in hit.phrase.places]
    named = [hit for hit in hits if hit.phrase.concept in {"basket", "checkout"}]
    last = max((hit.end for hit in named), default=0)
    return frozenset(hit.phrase.concept for hit in named if hit.end == last)


_RULES: dict[str, Callable[[PageReading], Signal | None]] = {
    "catalogue": _find_catalogue,
    "product": _find_product,
    "basket_step": _find_basket_step,
    "basket": _find_basket,
    "checkout": _find_checkout,
}
