"""What a whole site says: its status and all its signals, from the readings of its pages."""

from collections import Counter
from collections.abc import Sequence

from scrapers.signals.records import PageReading, SiteReading

BLOCKED = frozenset({401, 403, 407, 429, 451, 503})
"""Statuses of servers that refuse a visitor."""


def conclude_site(start_url: str, readings: Sequence[PageReading], failure: tuple[str, str] | None = None) -> SiteReading:
    """A site's outcome; the first reading is its home page, `failure` is (status, reason) where that page was never received."""
    if failure is not None or not readings:
        status, reason = failure or ("not_attempted", "no page was received")
        return SiteReading(status, reason, None, (), None, ())
    home = readings[0]
    status, reason = _conclude_status(home)
    return SiteReading(status, reason, home.url, _order_languages(readings), None, ())


def _conclude_status(home: PageReading) -> tuple[str, str | None]:
    if home.http_status in BLOCKED:
        return "blocked", f"the home page answered {home.http_status}"
    if home.http_status >= 400:
        return "http_error", f"the home page answered {home.http_status}"
    if not home.text_length:
        return "empty", "the home page holds no text"
    return "ok", None


def _order_languages(readings: Sequence[PageReading]) -> tuple[str, ...]:
    lengths: Counter[str] = Counter()
    for reading in readings:
        if reading.language:
            lengths[reading.language] += reading.text_length
    return tuple(sorted(lengths, key=lambda code: (-lengths[code], code)))
