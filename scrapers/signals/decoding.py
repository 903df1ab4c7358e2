"""A body of bytes becomes text: bounded, whatever the server claims."""

import re

from w3lib.encoding import html_to_unicode

from scrapers.signals.records import FetchedPage

MAX_BYTES = 3_000_000
"""What is read of a body; the rest is left unread."""

MAX_INLINE = 20_000
"""Characters kept of one `data:` address."""

MAX_DEPTH = 2_000
"""Blocks inside one another that are read."""

HTML_TYPES = ("text/html", "application/xhtml+xml", "application/xml", "text/xml", "application/vnd.wap.xhtml+xml")
_LOOKS_LIKE_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|title|meta|div|table|script|frameset|p|a|h1)\b", re.IGNORECASE)
_INLINE = re.compile(r"data:[\w/+.-]{0,60};base64,[A-Za-z0-9+/=%\s]{200,}")
_BLOCK_TAG = re.compile(
    r"<(/?)(?:div|ul|ol|dl|dd|dt|li|section|article|aside|blockquote|center|details|dialog|dir|fieldset|figure|figcaption|footer|form|header|hgroup|main|menu|"
    r"nav|pre|summary|table|td|th)\b",
    re.IGNORECASE,
)
_CONTROLS = bytes([*range(0x09), 0x0B, *range(0x0E, 0x20)])
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")


def is_html(page: FetchedPage) -> bool:
    """Whether the page is markup, by its content type and, where that is missing or vague, by its first bytes."""
    declared = page.headers.get("content-type", "").split(";")[0].strip().lower()
    if declared in HTML_TYPES:
        return not page.body[:8].startswith((b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8"))
    if declared and declared not in {"text/plain", "application/octet-stream", "unknown/unknown"}:
        return False
    return bool(_LOOKS_LIKE_HTML.search(page.body[:4096]))


def decode_page(page: FetchedPage) -> str:
    """The page's markup as text, at most `MAX_BYTES` of it, inline pictures and control characters taken out."""
    body = _cut_inline(page.body[: 20 * MAX_BYTES])[:MAX_BYTES] if len(page.body) > MAX_BYTES else page.body
    _, text = html_to_unicode(page.headers.get("content-type"), body)
    if "base64," in text:
        text = _INLINE.sub("data:,", text)
    return limit_nesting(_NOT_TEXT.sub(" ", text) if _has_controls(text) else text)


def _has_controls(text: str) -> bool:
    """Whether there is anything to take out; looks at bytes, which is faster than an expression."""
    encoded = text.encode("utf-8", "surrogatepass")
    return len(encoded.translate(None, _CONTROLS)) < len(encoded) or b"\xef\xbf\xbe" in encoded or b"\xef\xbf\xbf" in encoded


def limit_nesting(markup: str) -> str:
    """The markup up to where more than `MAX_DEPTH` blocks stand open; a parser's time grows with the square of that number."""
    if markup.count("<") - 2 * markup.count("</") <= MAX_DEPTH:
        return markup
    depth = 0
    for match in _BLOCK_TAG.finditer(markup):
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        if depth > MAX_DEPTH:
            return markup[: match.start()]
    return markup


def _cut_inline(body: bytes) -> bytes:
    return re.sub(rb"base64,[A-Za-z0-9+/=%\s]{200,}", b"base64,", body)
