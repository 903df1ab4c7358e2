"""One spelling for page text and phrases alike, so that matching can be exact.

The same for every language: NFKC, case folded, dotless and dotted i made one, Arabic letter variants and vowel signs, zero-width
signs and kinds of quotes, hyphens and white space made one. A page may be mixed or its language wrongly guessed; accents
are therefore never folded in page text: a language whose accents are optional gives its phrases in both spellings.
"""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote, urlsplit

_DELETED = [
    *(0x0307, 0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F, 0xFE0E, 0xFE0F),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    *(0x0640, 0x0670, *range(0x064B, 0x0660)),  # Arabic tatweel and vowel signs
    *range(0x0591, 0x05BE),  # Hebrew points
]
_REPLACED = {
    "ı": "i", "ё": "е", "‘": "'", "’": "'", "ʼ": "'", "ʻ": "'",
    "׳": "'", "״": '"', "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك",
}  # fmt: skip
_TABLE: dict[int, str | None] = {**dict.fromkeys(_DELETED), **{ord(old): new for old, new in _REPLACED.items()}}
_UNDECOMPOSED = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ħ": "h", "ŧ": "t"})
_USUAL_URL = re.compile(r"https?://[a-zA-Z0-9.:-]+(?=[/?#]|$)")
_BREAKS = {code: " " for code in range(128) if not chr(code).isalnum()}
_unchanged: set[str] = set()
_PATH_BREAK = re.compile(r"[\W_]+|(?<=[a-z])(?=[A-Z])")
_CAMEL_BREAK = re.compile(r"(?<=[a-z])(?=[A-Z])")


def normalise(text: str, language: str | None = None) -> str:
    """The text in the spelling that phrases are matched in, each run of white space one blank, none at the ends.

    `language` is accepted and not needed: the rules are the same for all languages.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(_fold(text).split())


def normalise_lines(text: str) -> str:
    """The text (of single blanks) with every line as `normalise` gives it but for blanks at its ends."""
    text = text.lower()
    if text.isascii():
        return text
    folded = _replace_signs(text)
    if folded is None:
        folded = _fold(text)
    return folded if "  " not in folded else "\n".join(" ".join(line.split()) for line in folded.split("\n"))


def _replace_signs(text: str) -> str | None:
    """What folding makes of a text in lower case whose signs fold each by itself; None where one may melt into its neighbour."""
    for sign in set(text) - _unchanged:
        folded = _fold_sign(sign)
        if folded is None:
            return None
        if folded == sign:
            _unchanged.add(sign)
        else:
            text = text.replace(sign, folded)
    return text


@lru_cache(maxsize=65536)
def _fold_sign(sign: str) -> str | None:
    """The folded sign; None where what it becomes depends on the signs beside it."""
    folded = _fold(sign)
    if unicodedata.category(sign).startswith("M") or (folded and _joins_previous(sign)):
        return None
    return folded


def normalise_path(url: str) -> str:
    """The words of an address's path and query, normalised, parted by blanks: `/mi-Carrito.php?p=pay` gives `mi carrito php p pay`."""
    if "%" not in url and url.isascii() and (usual := _USUAL_URL.match(url)):
        path = _CAMEL_BREAK.sub(" ", url[usual.end() :])
        return " ".join(path.translate(_BREAKS).lower().split())
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return normalise(_break_path(unquote(f"{parts.path} {parts.query} {parts.fragment}")))


def fold_accents(text: str) -> str:
    """The normalised text without the accents of its Latin and Greek letters: `añadir` gives `anadir`, `giỏ hàng` gives `gio hang`."""
    return "".join(map(_fold_letter, unicodedata.normalize("NFC", text))).translate(_UNDECOMPOSED)


def _break_path(path: str) -> str:
    """The path with blanks between its words; vowel signs, which regular expressions take for breaks, stay."""
    if path.isascii():
        return _PATH_BREAK.sub(" ", path)
    kept = "".join(c if c.isalnum() or unicodedata.category(c).startswith("M") else " " for c in path)
    return _CAMEL_BREAK.sub(" ", kept)


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFKC", folded.translate(_TABLE))


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    decomposed = unicodedata.normalize("NFD", letter)
    if len(decomposed) == 1 or not unicodedata.name(decomposed[0], "").startswith(("LATIN", "GREEK")):
        return letter
    return decomposed[0]


@lru_cache(maxsize=65536)
def _joins_previous(character: str) -> bool:
    """Whether a character can melt into the one before it: marks, Hangul vowels and endings, and signs that folding removes."""
    first = unicodedata.normalize("NFKC", character)[:1]
    if ord(character) in _TABLE and _TABLE[ord(character)] is None:
        return True
    return unicodedata.category(first).startswith("M") or "\u1160" <= first <= "\u11ff"
