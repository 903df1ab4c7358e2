"""Traces of platforms, payment means and services in a page's markup."""

import re

from scrapers.signals.facts import Facts
from scrapers.signals.matching import FingerprintHit, Matcher

_ELEMENT = re.compile(r"[\w-]+")
_UNSEEN = re.compile(rb"<(?:(!--)|(style|script)\b[^>]*>)")
"""Beginnings of styles, scripts written into the page, and comments, in lower case."""
KINDS = {
    "chat": "chat",
    "booking_widget": "booking_widget",
    "order_widget": "order_widget",
    "machine_translation": "machine_translation",
}
"""Categories of fingerprints that are a kind of signal of their own."""

STATES = {
    "parking": "parked",
    "hosting_placeholder": "placeholder",
    "for_sale": "for_sale",
    "captcha": "captcha",
    "captcha_widget": "captcha_widget",
    "blocked": "blocked",
    "closed_shop": "closed_shop",
    "template": "template",
}
"""What fingerprints of a category say of the page's state; whether the page is in it, `states` decides from all there is to read."""


def match_traces(markup: str | bytes, matcher: Matcher, facts: Facts) -> None:
    """Notes every fingerprint found in the markup, by what it proves."""
    for hit in find_traces(markup, matcher):
        for kind, value in name_trace(hit):
            facts.add(kind, value, "script", hit.text, f"fingerprint/{hit.fingerprint.key}@1{hit.fingerprint.origin}")


def find_traces(markup: str | bytes, matcher: Matcher) -> list[FingerprintHit]:
    """Every fingerprint found in the markup; addresses inside scripts may have their slashes escaped."""
    encoded = markup.encode("utf-8", "replace") if isinstance(markup, str) else markup
    encoded = encoded.replace(b"\\/", b"/")
    hits = matcher.find_fingerprints(encoded)
    if not any(map(_names_element, hits)):
        return hits
    seen = _drop_unseen(encoded.lower())
    return [hit for hit in hits if not _names_element(hit) or matcher.has_fingerprint(seen, hit.fingerprint.key)]


def _drop_unseen(markup: bytes) -> bytes:
    """The markup (in lower case) without styles, scripts written into it, and comments."""
    kept, done = [], 0
    for found in _UNSEEN.finditer(markup):
        if found.start() < done:
            continue
        closing = b"-->" if found[1] else b"</" + found[2]
        end = markup.find(closing, found.end())
        if end >= 0:
            kept.append(markup[done : found.start()])
            done = end + len(closing)
    return b"".join([*kept, markup[done:]])


def _names_element(hit: FingerprintHit) -> bool:
    """Whether what was found is the name of an element: styles and scripts name many that the page does not have."""
    return bool(_ELEMENT.fullmatch(hit.text)) and ("-" in hit.text or hit.fingerprint.proves == "basket")


def name_trace(hit: FingerprintHit) -> list[tuple[str, str]]:
    """The kinds and values of the signals that a fingerprint stands for."""
    found = hit.fingerprint
    category = found.category.removesuffix("s") if found.category not in {"chat"} else found.category
    if category in STATES:
        return [("state_trace", STATES[category])]
    if category == "payment":
        return [("payment", found.subject)] + ([("payment_step", found.key)] if found.proves == "payment_step" else [])
    if category in KINDS:
        return [(KINDS[category], found.subject)]
    if found.proves == "basket":
        return [("basket", found.key)]
    if found.proves in {"platform", "plugin", "payment_step"}:
        return [(found.proves, found.key if found.proves != "platform" else found.subject)]
    return []
