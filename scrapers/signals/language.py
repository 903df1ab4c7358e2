"""The language of a page's text."""

import re
from collections.abc import Sequence

import pycld2

MIN_LETTERS = 40
"""Fewer letters than this say nothing of a language."""

SAMPLE = 6_000
"""Characters of a text that its language is read from; on 1,270 real pages one is named otherwise than with 20,000."""

_UNREADABLE = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff\U000e0000-\U000fffff]")
_TWINS = {"iw": "he", "jw": "jv", "in": "id", "ji": "yi", "mo": "ro", "nb": "no", "nn": "no", "sh": "sr", "zh-hant": "zh", "fil": "tl"}


def read_language_tag(tag: str | None) -> str | None:
    """The language of a tag such as `pt-BR`, ISO 639-1 where it has one; None for what is no language tag."""
    code = (tag or "").strip().lower().replace("_", "-")
    code = _TWINS.get(code, code.split("-")[0])
    return _TWINS.get(code, code) if re.fullmatch(r"[a-z]{2,3}", code) and code not in {"und", "mul", "zxx"} else None


def detect_language(text: str, declared: str | None, expected: Sequence[str] = ()) -> str | None:
    """The language of a text; `declared` (the page's own tag) and `expected` (the country's languages) decide where the text does not."""
    claimed = read_language_tag(declared)
    if sum(map(str.isalpha, text[:400])) < MIN_LETTERS:
        return claimed
    hint = claimed or (expected[0] if expected else None)
    try:
        reliable, _, found = pycld2.detect(_UNREADABLE.sub(" ", text[:SAMPLE]), hintLanguage=hint, bestEffort=False)
    except (pycld2.error, ValueError):
        return claimed
    code = read_language_tag(found[0][1])
    if code is None or code == "un" or not reliable:
        return claimed or (code if code in expected else None)
    return code
