"""Where a page's own markup sends its visitors: meta refresh, a script's location, a lone frame."""

import re

from scrapers.signals.addresses import normalise_address, resolve_address
from scrapers.signals.document import Document

MAX_DELAY = 15
"""Seconds after which a meta refresh is no redirect but a reload."""

FEW_WORDS = 300
"""Characters of text above which a script's location is taken for a reaction to a click."""

_REFRESH = re.compile(r"^\s*(\d+)(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?['\"]?\s*([^'\"\s>]+)", re.IGNORECASE)
_LOCATION = re.compile(
    r"(?:window|document|top|self|parent)?\.?\blocation(?:\.href)?\s*=\s*['\"]([^'\"\s]{1,500})['\"]|\blocation\.(?:replace|assign)\(\s*['\"]([^'\"\s]{1,500})['\"]"
)


def find_redirect(document: Document, text_length: int) -> str | None:
    """The address that the page sends its visitors to; None where it keeps them."""
    target = _refresh_target(document.refresh)
    if target is None and text_length < FEW_WORDS and ("location" in document.inline_script or document.frames):
        found = _LOCATION.search(document.inline_script)
        target = (found.group(1) or found.group(2)) if found else None
        if target is None and text_length < 100 and len(document.frames) == 1 and not document.anchors:
            target = document.frames[0]
    if not target:
        return None
    url = resolve_address(document.base, target)
    same = normalise_address(url) == normalise_address(document.url)
    return url if url.startswith(("http://", "https://")) and not same else None


def _refresh_target(content: str) -> str | None:
    found = _REFRESH.match(content)
    return found.group(2) if found and int(found.group(1)) <= MAX_DELAY else None
