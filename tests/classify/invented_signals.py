"""Signals and websites of invented businesses, as a visit would leave them."""

from store.records import Signal, Website

COUNTRY, WAVE = "XD", "2026"


def seen(
    kind: str, value: str = "", place: str = "text", times: int = 1, words: str = "", page: str = "http://shop.example.com/"
) -> Signal:
    """A signal as an extractor would leave it."""
    return Signal(kind, value, page, place, words, "test-1", times)


def website(site: str = "shop.example.com", status: str = "ok", kind: str = "own", languages: tuple[str, ...] = ("en",)) -> Website:
    """A visited site."""
    return Website(COUNTRY, WAVE, site, site.split("/")[0], kind=kind, status=status, languages=languages)


SHOP = (
    seen("word", "add_to_basket", "button", 3, "Add to cart"),
    seen("form", "basket", "form", 3),
    seen("price", "KES 1200", times=4),
    seen("social_profile", "facebook", "link", 4, "https://facebook.com/example"),
)
BROCHURE = (
    seen("word", "contact", "link", 2, "Contact"),
    seen("form", "contact", "form"),
    seen("word", "catalogue", "link", 1, "Services"),
)
