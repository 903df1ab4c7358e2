"""A body of bytes becomes markup in UTF-8: bounded, whatever the server claims."""

import re
from functools import lru_cache

from w3lib.encoding import html_body_declared_encoding, html_to_unicode, http_content_type_encoding

from scrapers.signals.records import FetchedPage

MAX_BYTES = 3_000_000
"""What is read of a body; the rest is left unread."""

MAX_DEPTH = 2_000
"""Blocks inside one another that are read."""

NOISE = 0.02
"""Share of codes that no text uses from which on a body is no markup; noise has a tenth of them."""

SLIPS = 20
"""Such codes that a page may have by mistake, however short it is."""

HTML_TYPES = ("text/html", "application/xhtml+xml", "application/xml", "text/xml", "application/vnd.wap.xhtml+xml")
_LOOKS_LIKE_HTML = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|title|meta|div|table|script|frameset|p|a|h1)\b", re.IGNORECASE)
_INLINE = re.compile(rb"data:[\w/+.-]{0,60};base64,[A-Za-z0-9+/=%\s]{200,}")
_BLOCK_TAG = re.compile(
    rb"<(/?)(?:div|ul|ol|dl|dd|dt|li|section|article|aside|blockquote|center|details|dialog|dir|fieldset|figure|figcaption|footer|form|header|hgroup|main|menu|"
    rb"nav|pre|summary|table|td|th|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\b",
    re.IGNORECASE,
)
_FILES = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_NEVER_IN_TEXT = bytes([*range(0x01, 0x08), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)])
"""Without null, which two-byte letters are full of, and escape, which changes between some encodings' sets of letters."""

_LARGE_LETTERS = re.compile(r"utf-?(?:16|32)|ucs", re.IGNORECASE)
_CONTROLS = bytes([*range(0x09), 0x0B, *range(0x0E, 0x20)])
_NO_CONTROLS = bytes(0x20 if code in _CONTROLS else code for code in range(256))
_NOT_TEXT = re.compile(rb"\xef\xbf[\xbe\xbf]")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_IS_UTF_8 = re.compile(rb"charset\s*=\s*[\"']?\s*utf-?8[\"'\s>;/]")


def is_html(page: FetchedPage) -> bool:
    """Whether the page is markup, by its content type and, where that is missing or vague, by its first bytes."""
    declared = page.headers.get("content-type", "").split(";")[0].strip().lower()
    if declared in HTML_TYPES:
        return not page.body[:8].startswith(_FILES) and not _is_noise(page)
    if declared and declared not in {"text/plain", "application/octet-stream", "unknown/unknown"}:
        return False
    return bool(_LOOKS_LIKE_HTML.search(page.body[:4096]))


def _is_noise(page: FetchedPage) -> bool:
    """Whether a body is no text at all: codes that no text uses make up a share of it."""
    if page.body.startswith(_BOMS) or _LARGE_LETTERS.search(page.headers.get("content-type", "")):
        return False
    beginning = page.body[:4096]
    return len(beginning) - len(beginning.translate(None, _NEVER_IN_TEXT)) > max(SLIPS, NOISE * len(beginning))


def decode_page(page: FetchedPage) -> bytes:
    """The page's markup in UTF-8, at most `MAX_BYTES` of its body, inline pictures and control characters taken out."""
    body = _cut_inline(page.body[: 20 * MAX_BYTES])[:MAX_BYTES] if len(page.body) > MAX_BYTES else page.body
    markup = _recode(page.headers.get("content-type"), body)
    if b";base64," in markup:
        markup = _INLINE.sub(b"data:,", markup)
    markup = markup.translate(_NO_CONTROLS)
    if b"\xef" in markup:
        markup = _NOT_TEXT.sub(b" ", markup)
    return limit_nesting(markup)


def _recode(content_type: str | None, body: bytes) -> bytes:
    """The body in UTF-8: as it is where it claims to be that and is, else by its byte order mark, header or meta element."""
    if not body.startswith(_BOMS) and _claims_utf_8(content_type, body):
        try:
            body.decode()
        except UnicodeDecodeError:
            return body.decode(errors="replace").encode()
        return body
    return html_to_unicode(content_type, body)[1].encode("utf-8", "replace")


def _claims_utf_8(content_type: str | None, body: bytes) -> bool:
    """Whether nothing but UTF-8 is to be expected, by the header or, where that is silent, by the beginning of the markup."""
    stated = _stated_encoding(content_type)
    if stated is None:
        beginning = body[:4096].lower()
        if b"encoding" not in beginning and _says_only_utf_8(beginning):
            return True
        stated = html_body_declared_encoding(body)
    return stated in {None, "utf-8"}


def _says_only_utf_8(beginning: bytes) -> bool:
    place = beginning.find(b"charset")
    while place >= 0:
        if not _IS_UTF_8.match(beginning, place):
            return False
        place = beginning.find(b"charset", place + 7)
    return True


@lru_cache(maxsize=500)
def _stated_encoding(content_type: str | None) -> str | None:
    return http_content_type_encoding(content_type)


def limit_nesting(markup: bytes) -> bytes:
    """The markup up to where more than `MAX_DEPTH` blocks stand open; a parser's time grows with the square of that number."""
    tags = markup.count(b"<")
    if tags <= MAX_DEPTH or tags - 2 * markup.count(b"</") <= MAX_DEPTH:
        return markup
    depth = 0
    for match in _BLOCK_TAG.finditer(markup):
        depth = max(0, depth - 1) if match.group(1) else depth + 1
        if depth > MAX_DEPTH:
            return markup[: match.start()]
    return markup


def _cut_inline(body: bytes) -> bytes:
    return re.sub(rb"base64,[A-Za-z0-9+/=%\s]{200,}", b"base64,", body)
