"""Where words begin and end: a phrase inside a longer word is no hit, except in scripts written without blanks."""

import unicodedata
from functools import lru_cache

# First and last code points of scripts without blanks between words. Korean has blanks, but endings grow onto its words.
_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1100, 0x11FF),  # Hangul letters
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0x9FFF),  # Chinese characters, kana
    (0xAC00, 0xD7FF),  # Hangul syllables
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the words at `text[start:end]` are not a part of a longer word."""
    before = start > 0 and _are_one_word(text[start - 1], text[start])
    return not before and not (end < len(text) and _are_one_word(text[end - 1], text[end]))


def _are_one_word(left: str, right: str) -> bool:
    return _is_spaced_letter(left) and _is_spaced_letter(right)


@lru_cache(maxsize=65536)
def _is_spaced_letter(character: str) -> bool:
    code = ord(character)
    if any(first <= code <= last for first, last in _UNSPACED):
        return False
    return character.isalnum() or unicodedata.category(character).startswith("M")
