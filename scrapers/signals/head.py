"""What a page says of itself out of sight: title, meta elements, alternates, scripts, where it sends visitors."""

from selectolax.lexbor import LexborNode

from scrapers.signals.addresses import resolve_address
from scrapers.signals.document import Document, Segment
from scrapers.signals.elements import clean_words

MAX_STRUCTURED = 400_000
"""Characters of one block of structured data that are read."""

MAX_INLINE_SCRIPT = 60_000
"""Characters of inline scripts that are kept for rules on redirects and shells."""


HEAD_TAGS = frozenset(("title", "meta", "link", "base", "html"))
"""Elements that `read_head_element` looks at."""


def read_head_element(document: Document, tag: str, attributes: dict[str, str | None], node: LexborNode) -> bool:
    """Takes in title, meta, link and base elements; True where the element was one of them."""
    if tag == "title":
        if not document.title:
            document.title = clean_words(node.text(), 300)
            document.segments.append(Segment("title", document.title, "head"))
    elif tag == "meta":
        _read_meta(document, attributes)
    elif tag == "link":
        _read_link(document, attributes)
    elif tag == "base":
        document.base = resolve_address(document.base, attributes.get("href") or "") or document.base
    else:
        if tag == "html":
            document.language = (attributes.get("lang") or attributes.get("xml:lang") or "").strip()
            document.root_marks = attributes.get("class") or ""
        return False
    return True


def read_script(document: Document, attributes: dict[str, str | None], node: LexborNode) -> None:
    """Takes in a script: structured data whole, other scripts by their source or the beginning of their text."""
    source = attributes.get("src") or attributes.get("data-src")
    if source:
        document.scripts.append(resolve_address(document.base, source[:2000]))
        return
    text = node.text() or ""
    if "ld+json" in (attributes.get("type") or "").lower():
        document.structured.append(text[:MAX_STRUCTURED])
        return
    document.script_length += len(text)
    room = MAX_INLINE_SCRIPT - len(document.inline_script)
    if room > 0:
        document.inline_script += text[:room] + "\n"


def _read_meta(document: Document, attributes: dict[str, str | None]) -> None:
    name = (attributes.get("name") or attributes.get("property") or attributes.get("itemprop") or "").strip().lower()
    content = clean_words(attributes.get("content"), 1000)
    if (attributes.get("http-equiv") or "").lower() == "refresh" and content:
        document.refresh = document.refresh or content
    elif name and content:
        document.metas.append((name, content))
        if name in {"description", "og:description"} and not any(s.place == "meta" for s in document.segments):
            document.segments.append(Segment("meta", content, "head"))


def _read_link(document: Document, attributes: dict[str, str | None]) -> None:
    rel, href = (attributes.get("rel") or "").lower(), attributes.get("href") or ""
    if "alternate" in rel and href and attributes.get("hreflang"):
        document.alternates.append(((attributes.get("hreflang") or "").strip().lower(), resolve_address(document.base, href)))
