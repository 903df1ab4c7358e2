"""The links that lead from a page to other sites, each with the words around it."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalogue.sites import ELSEWHERE, Site, find_site
from scrapers.archives.judging import FAULTS, MOST_MARKUP
from scrapers.archives.responses import SentResponse, open_page
from scrapers.finding.targets import find_target
from scrapers.signals.addresses import is_same_site
from scrapers.signals.decoding import decode_page, is_html
from scrapers.signals.document import Anchor, Document
from scrapers.signals.profiles import is_profile
from scrapers.signals.walking import walk_markup

MOST_AROUND = 160
"""Characters before a link, and behind it in the same block, that may name whose link it is."""

MOST_LINKS = 2_000
"""Links of one page that are looked at."""

_CUT = "…"


@dataclass(frozen=True, slots=True)
class OutboundLink:
    """A link to another site: the page it stands on, its own words, and the words around it."""

    page_url: str
    site: Site
    text: str
    around: str


def read_outbound_links(response: SentResponse) -> tuple[OutboundLink, ...]:
    """The links of an archived page that may lead to an enterprise's site, profile or shop page; () where it cannot be made sense of."""
    if response.http_status != 200:
        return ()
    try:
        page = open_page(response)
        if not is_html(page):
            return ()
        return tuple(extract_outbound_links(walk_markup(page.url, decode_page(page)[:MOST_MARKUP])))
    except FAULTS:
        return ()


def extract_outbound_links(document: Document) -> Iterator[OutboundLink]:
    """The links of a document that lead to other sites which can be a business's, each with its words once.

    A profile right behind a site, or before it, belongs to the same entry: the second takes over the words around the first.
    """
    own, seen = find_site(document.url), set[tuple[str, str, str]]()
    words, was_profile = "", False
    for anchor, around in _with_words_around(document):
        site = _find_target(anchor, own)
        if site is None:
            continue
        is_profile_link = site.kind in ELSEWHERE
        words = around or (words if is_profile_link or was_profile else "")
        was_profile = is_profile_link
        if (key := (site.site, anchor.text, words)) not in seen:
            seen.add(key)
            yield OutboundLink(document.url, site, anchor.text[:MOST_AROUND], words)


def _find_target(anchor: Anchor, own: Site | None) -> Site | None:
    """The site of a business that a link may lead to, other than the page's own."""
    site = find_target(anchor.url)
    if site is None or site == own or (own is not None and "/" not in site.site and is_same_site(own.host, site.host)):
        return None
    return site if site.kind not in ELSEWHERE or is_profile(anchor) else None


def _with_words_around(document: Document) -> Iterator[tuple[Anchor, str]]:
    """Each link away with the words before it, since the last such link, and those around it in its block."""
    blocks = {segment.element: segment.text for segment in document.segments if segment.place in {"text", "heading"}}
    siblings: dict[int, list[int]] = {}
    for anchor in document.anchors:
        siblings.setdefault(anchor.parent, []).append(anchor.element)
    order, at = sorted(blocks), 0
    for anchor in [anchor for anchor in document.anchors if anchor.url.startswith("http") and not anchor.is_own][:MOST_LINKS]:
        end = bisect_left(order, anchor.element, lo=at)
        before = " · ".join(blocks[number] for number in order[at:end] if number != anchor.parent)[-MOST_AROUND:]
        within = _words_within(blocks.get(anchor.parent, ""), siblings[anchor.parent], anchor.element)
        at = end
        yield anchor, " · ".join(part for part in (before, within) if part)


def _words_within(block: str, siblings: Sequence[int], element: int) -> str:
    """What stands before and behind a link in its block, up to the links beside it."""
    pieces = block.split(_CUT)
    if len(pieces) != len(siblings) + 1:
        return block[:MOST_AROUND] if len(siblings) == 1 else ""
    number = siblings.index(element)
    return " · ".join(piece.strip() for piece in (pieces[number][-MOST_AROUND:], pieces[number + 1][:MOST_AROUND]) if piece.strip())
