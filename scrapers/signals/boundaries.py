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


_LOOK_CLOSER = 2
_LETTERS = bytes(_LOOK_CLOSER if code > 127 else chr(code).isalnum() for code in range(256))


def follows_letter(text: bytes, start: int) -> bool:
    """Whether the character before `start` in UTF-8 is a letter of a script with blanks between words."""
    if not start:
        return False
    kind = _LETTERS[text[start - 1]]
    return is_spaced_letter(text[max(0, start - 4) : start].decode(errors="ignore")[-1:]) if kind == _LOOK_CLOSER else bool(kind)


def precedes_letter(text: bytes, end: int) -> bool:
    """Whether the character at `end` in UTF-8 is a letter of a script with blanks between words."""
    if end >= len(text):
        return False
    kind = _LETTERS[text[end]]
    return is_spaced_letter(text[end : end + 4].decode(errors="ignore")[:1]) if kind == _LOOK_CLOSER else bool(kind)


@lru_cache(maxsize=65536)
def is_spaced_letter(character: str) -> bool:
    """Whether a character is a letter, digit or mark of a script with blanks between words."""
    code = ord(character)
    if any(first <= code <= last for first, last in _UNSPACED):
        return False
    return character.isalnum() or unicodedata.category(character).startswith("M")
