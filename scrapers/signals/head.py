"""What a page says of itself out of sight: title, meta elements, alternates, scripts, where it sends visitors."""

from collections.abc import Mapping

from selectolax.lexbor import LexborHTMLParser

from scrapers.signals.addresses import resolve_address
from scrapers.signals.document import Document, Segment
from scrapers.signals.elements import clean_words

MAX_STRUCTURED = 400_000
"""Characters of one block of structured data that are read."""

MAX_INLINE_SCRIPT = 60_000
"""Characters of inline scripts that are kept for rules on redirects and shells."""


def read_root(document: Document, attributes: Mapping[str, str]) -> None:
    """Takes in the language that the page says it is in."""
    document.language = (attributes.get("lang") or attributes.get("xml:lang") or "").strip()


def read_title(document: Document, text: str) -> None:
    """Takes in the page's title; a second one is ignored."""
    if not document.title:
        document.title = clean_words(text, 300)
        document.segments.append(Segment("title", document.title, "head"))


def read_scripts(document: Document, tree: LexborHTMLParser) -> None:
    """Takes in the scripts: structured data whole, other scripts by their source or the beginning of their text."""
    inline, room = [], MAX_INLINE_SCRIPT
    for node in tree.tags("script"):
        attributes = node.attributes
        source = attributes.get("src") or attributes.get("data-src")
        if source:
            document.scripts.append(source[:2000])
            continue
        text = node.text()
        if "ld+json" in (attributes.get("type") or "").lower():
            document.structured.append(text[:MAX_STRUCTURED])
            continue
        document.script_length += len(text)
        if room > 0:
            inline.append(text[:room])
            room -= len(text)
    document.inline_script = "\n".join(inline)


def read_meta(document: Document, attributes: Mapping[str, str]) -> None:
    """Takes in a meta element: a name with its content, or where the page sends its visitors."""
    name = (attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or "").strip().lower()
    content = clean_words(attributes.get("content"), 1000)
    if (attributes.get("http-equiv") or "").lower() == "refresh" and content:
        document.refresh = document.refresh or content
    elif name and content:
        document.metas.append((name, content))
        if name in {"description", "og:description"} and not any(s.place == "meta" for s in document.segments):
            document.segments.append(Segment("meta", content, "head"))


def read_link(document: Document, attributes: Mapping[str, str]) -> None:
    """Takes in the address of the page in another language."""
    rel, href = (attributes.get("rel") or "").lower(), attributes.get("href") or ""
    if "alternate" in rel and href and attributes.get("hreflang"):
        document.alternates.append(((attributes.get("hreflang") or "").strip().lower(), resolve_address(document.base, href)))
