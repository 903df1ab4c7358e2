"""Facts that follow from several signals together: further languages, several currencies. They are weighed like signals."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from store.records import Signal

KINDS = ("further_language", "further_language_link", "several_currencies")
SHARE_OF_PAGES = 0.1
"""A second language on fewer pages than this, or on a single one of several, may be a quotation or a mistake of the detector."""


def derive_signals(by_kind: Mapping[str, Sequence[Signal]]) -> Iterator[Signal]:
    """What the signals show together, each with one of them as its evidence."""
    yield from _further_languages(by_kind.get("language", ()), by_kind.get("language_link", ()))
    yield from _several_currencies([*by_kind.get("currency", ()), *by_kind.get("price", ())])


def _further_languages(languages: Sequence[Signal], links: Sequence[Signal]) -> Iterator[Signal]:
    pages = _count_values(languages)
    if not pages:
        return
    main, total = pages.most_common(1)[0][0], sum(pages.values())
    for signal in _first_of_each(languages):
        n = pages[signal.value]
        if signal.value != main and n >= max(2, SHARE_OF_PAGES * total):
            yield replace(signal, kind="further_language", times=n)
    for signal in _first_of_each(links):
        if signal.value.split("-")[0] != main:
            yield replace(signal, kind="further_language_link")


def _several_currencies(amounts: Sequence[Signal]) -> Iterator[Signal]:
    first = dict[str, Signal]()
    for signal in amounts:
        code = signal.value.split(" ")[0]
        if code not in {"XXX", ""}:
            first.setdefault(code, signal)
    if len(first) > 1:
        yield replace(next(iter(first.values())), kind="several_currencies", value=" ".join(sorted(first)), times=len(first))


def _count_values(signals: Sequence[Signal]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for signal in signals:
        counts[signal.value] += signal.times
    return counts


def _first_of_each(signals: Sequence[Signal]) -> list[Signal]:
    return list({signal.value: signal for signal in reversed(signals)}.values())[::-1]
