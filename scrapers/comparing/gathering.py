"""The pages of a site joined to one text with an index, so that many enterprises can be compared with it quickly."""

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence

from catalogue.sites import registered_domain
from scrapers.comparing.site_texts import Mention, PageText, Passage, SiteText, Statement
from scrapers.finding.names import split_words
from store.records import Website

GAP = 8
"""Positions between passages, so that nothing is found across them."""

MOST_WORDS = 60_000
"""Words of a site that are looked at."""

_JOINTS = re.compile(r"(?<=[\dA-Za-z])[\s./\\()\u2010-\u2015-]{1,2}(?=[(\dA-Za-z])")
_NUMBER = re.compile(r"\d\D{0,3}\d\D{0,3}\d\D{0,3}\d\D{0,3}\d")


def gather_site(website: Website, pages: Sequence[PageText], currencies: Sequence[str] = ()) -> SiteText:
    """The site's text; the first page is the one that the site begins with."""
    passages = _join_passages(pages)
    positions, starts = _index_words(passages)
    squeezed, squeezed_starts, squeezed_passages = _squeeze(passages)
    return SiteText(
        site=website.site, host=website.host, kind=website.kind, status=website.status,
        languages=website.languages or _order_languages(pages), currencies=tuple(currencies),
        titles=tuple(page.title for page in pages if page.title),
        passages=passages, statements=_join_statements(pages),
        identifiers=_join_mentions(page.identifiers for page in pages), phones=_join_mentions(page.phones for page in pages),
        emails=_join_mentions(page.emails for page in pages), places=_join_mentions(page.places for page in pages),
        postcodes=_join_mentions(page.postcodes for page in pages), countries=_join_mentions(page.countries for page in pages),
        types=Counter(kind for page in pages for kind in page.types),
        positions=positions, starts=starts,
        squeezed=squeezed, squeezed_starts=squeezed_starts, squeezed_passages=squeezed_passages,
    )  # fmt: skip


def squeeze(text: str) -> str:
    """A text in upper case without the blanks, dots, brackets and hyphens inside its numbers: `+254 (0) 20-123` gives `+254020123`."""
    return _JOINTS.sub("", text).replace(")", "").upper()


def domain_of(site: SiteText) -> str:
    """The domain that somebody registered for the site."""
    return registered_domain(site.host)


def _join_passages(pages: Sequence[PageText]) -> tuple[Passage, ...]:
    """All passages, those that come again on other pages once; a contact stays one."""
    joined: dict[tuple[str, str], Passage] = {}
    for page in pages:
        for passage in page.passages:
            known = joined.get((passage.place, passage.text))
            if known is None or (passage.is_contact and not known.is_contact):
                joined[passage.place, passage.text] = passage
    return tuple(joined.values())


def _join_statements(pages: Sequence[PageText]) -> tuple[Statement, ...]:
    joined: dict[tuple[str, tuple[str, ...]], Statement] = {}
    for page in pages:
        for statement in page.statements:
            joined.setdefault((statement.passage.place, statement.words), statement)
    return tuple(joined.values())


def _join_mentions(mentions: Iterable[Iterable[Mention]]) -> tuple[Mention, ...]:
    joined: dict[str, Mention] = {}
    for mention in (m for found in mentions for m in found):
        joined.setdefault(mention.value, mention)
    return tuple(joined.values())


def _index_words(passages: Sequence[Passage]) -> tuple[dict[str, Sequence[int]], Sequence[int]]:
    """{folded word: positions}, and the position at which each passage begins."""
    positions: dict[str, array[int]] = {}
    starts, at = array("I"), 0
    for passage in passages:
        starts.append(at)
        if at < MOST_WORDS:
            for word in split_words(passage.text):
                positions.setdefault(word, array("I")).append(at)
                at += 1
        at += GAP
    return dict(positions), starts


def _squeeze(passages: Sequence[Passage]) -> tuple[str, Sequence[int], Sequence[int]]:
    """The passages that hold a number, squeezed, one behind the other; where each begins, and which it is."""
    parts, starts, numbers, at = list[str](), array("I"), array("I"), 0
    for number, passage in enumerate(passages):
        if _NUMBER.search(passage.text):
            part = squeeze(passage.text) + "\n"
            parts.append(part)
            starts.append(at)
            numbers.append(number)
            at += len(part)
    return "".join(parts), starts, numbers


def _order_languages(pages: Sequence[PageText]) -> tuple[str, ...]:
    lengths: Counter[str] = Counter()
    for page in pages:
        if page.language:
            lengths[page.language] += sum(len(passage.text) for passage in page.passages)
    return tuple(sorted(lengths, key=lambda code: (-lengths[code], code)))
