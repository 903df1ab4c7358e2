"""What a whole site says: its status and all its signals, from the readings of its pages."""

from collections import Counter
from collections.abc import Sequence

from catalogue.messages import say
from scrapers.signals.order_path import trace_order_path
from scrapers.signals.records import PageReading, SiteReading
from scrapers.signals.site_statuses import conclude_status
from store.records import Signal

MAX_PER_KIND = 40
"""Values of one kind of signal that are kept for one site."""

MAX_OF_KIND = {"word": 160, "price": 25, "schema_type": 30}
"""Kinds of which more or fewer values are kept."""

_PLACES = ("structured", "button", "form", "heading", "link", "title", "script", "meta", "image", "url", "text", "header")


def conclude_site(start_url: str, readings: Sequence[PageReading], failure: tuple[str, str] | None = None) -> SiteReading:
    """A site's outcome; the first reading is its home page, `failure` is (status, reason) where that page was never received."""
    if failure is not None or not readings:
        missing = ("not_attempted", say("No page of the website was received."))
        return SiteReading(*(failure or missing), None, (), None, ())
    home = _find_home(readings)
    status, reason = conclude_status(start_url, home, [reading for reading in readings if reading is not home])
    signals = tuple(sorted([*gather_signals(readings), *trace_order_path(readings)], key=lambda s: (s.kind, s.value, s.place)))
    return SiteReading(status, reason, home.url, order_languages(readings), find_platform(signals), signals)


def gather_signals(readings: Sequence[PageReading]) -> tuple[Signal, ...]:
    """All signals of all pages, one per kind, value and place with how often it was seen, in a fixed order and number."""
    first: dict[tuple[str, str, str], Signal] = {}
    times: Counter[tuple[str, str, str]] = Counter()
    for reading in readings:
        if reading.http_status >= 400:
            continue
        for signal in reading.signals:
            key = (signal.kind, signal.value, signal.place)
            first.setdefault(key, signal)
            times[key] += signal.times
    merged = [signal if signal.times == times[key] else _count(signal, times[key]) for key, signal in first.items()]
    counts: Counter[str] = Counter()
    kept = []
    for signal in sorted(merged, key=_order):
        counts[signal.kind] += 1
        if counts[signal.kind] <= MAX_OF_KIND.get(signal.kind, MAX_PER_KIND):
            kept.append(signal)
    return tuple(sorted(kept, key=lambda s: (s.kind, s.value, s.place)))


def _count(signal: Signal, times: int) -> Signal:
    """The signal, seen so often; written out, since this is done for every signal of every website."""
    return Signal(signal.kind, signal.value, signal.page_url, signal.place, signal.words, signal.rule, times)


def find_platform(signals: Sequence[Signal]) -> str | None:
    """The platform that most traces speak of; a tie goes to the first by name."""
    times: Counter[str] = Counter()
    for signal in signals:
        if signal.kind == "platform":
            times[signal.value] += signal.times
    return min(times, key=lambda key: (-times[key], key)) if times else None


def order_languages(readings: Sequence[PageReading]) -> tuple[str, ...]:
    """The languages of the pages by their share of text, largest first."""
    lengths: Counter[str] = Counter()
    for reading in readings:
        if reading.language and reading.http_status < 400:
            lengths[reading.language] += reading.text_length
    return tuple(sorted(lengths, key=lambda code: (-lengths[code], code)))


def _find_home(readings: Sequence[PageReading]) -> PageReading:
    """The first page that does not merely send its visitors on."""
    for reading in readings:
        if reading.redirect is None or reading.text_length > 200:
            return reading
    return readings[0]


def _order(signal: Signal) -> tuple[str, int, int, str, str]:
    """The most often seen first, then by place and value."""
    return (
        signal.kind,
        -signal.times,
        _PLACES.index(signal.place) if signal.place in _PLACES else len(_PLACES),
        signal.value,
        signal.page_url,
    )
