"""The words that evidence rests on, quoted from the archived pages with what stands around them."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from catalogue.errors import CrawlError
from classify.reviewing import Evidence, EvidenceCard
from scrapers.archives.places import find_file
from scrapers.archives.reading import read_record
from scrapers.signals.decoding import decode_page
from store.reviewing import ReviewPage
from web.archive.excerpts import Excerpt, cut_excerpt
from web.archive.page_words import PageWords, read_words

MOST_PAGES: Final = 10
"""Pages read for one enterprise; evidence on further ones is shown without its surroundings."""


def quote_cards(store_path: Path, pages: Sequence[ReviewPage], evidence: Evidence) -> dict[EvidenceCard, Excerpt]:
    """{card: excerpt} of those whose words are found on their archived page."""
    cards = [card for predicted in evidence.predicted for card in predicted.cards if card.number is not None and card.words]
    wanted = list(dict.fromkeys(card.number for card in cards))[:MOST_PAGES]
    read = {number: _read_page(store_path, pages[number]) for number in wanted if number is not None}
    return dict(_cut(cards, read))


def _cut(cards: Iterable[EvidenceCard], read: dict[int, PageWords | None]) -> Iterable[tuple[EvidenceCard, Excerpt]]:
    for card in cards:
        page = read.get(card.number) if card.number is not None else None
        excerpt = cut_excerpt(page, card.words, card.place) if page else None
        if excerpt is not None:
            yield card, excerpt


def _read_page(store_path: Path, page: ReviewPage) -> PageWords | None:
    try:
        return read_words(decode_page(read_record(find_file(store_path, page.warc_file), page.warc_offset)))
    except CrawlError:  # the archive was moved or damaged; the frame beside says so
        return None
