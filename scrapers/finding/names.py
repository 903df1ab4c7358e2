"""Names of enterprises, made comparable: legal forms apart, one spelling, Latin letters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from anyascii import anyascii

from catalogue.profiles import CountryProfile, load_legal_forms

APOSTROPHES = re.compile(r"['’`´ʼ]")
FOREIGN = re.compile(r"[\u0370-\u1fff\u3040-\ud7af]")
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
NO_LETTERS = re.compile(r"[^a-z0-9]+")
DOTTED_LETTERS = re.compile(r"\b(?:[a-z]\.\s?){2,}(?:[a-z]\b)?")
_Forms = frozenset[tuple[str, ...]]
AND = {"&": " and ", "+": " and ", "@": " at "}


@dataclass(frozen=True, slots=True)
class NameReading:
    """A name by its words in lower-case ASCII: `words` without legal forms, `legal_forms` those left out, `written` the name as given."""

    written: str
    words: tuple[str, ...]
    legal_forms: tuple[str, ...]

    @property
    def key(self) -> str:
        """The words as one, for comparing letter by letter."""
        return "".join(self.words)

    @property
    def initials(self) -> str:
        """The first letters of the words."""
        return "".join(word[0] for word in self.words)


def read_name(text: str, profile: CountryProfile) -> NameReading:
    """The name's words; legal forms of the country are left out at both ends of it, those of other countries at its end only
    (at both in names of other scripts).

    A name that consists of nothing but legal forms keeps a word.
    """
    words, forms = list(fold_words(space_legal_forms(text))), list[str]()
    own, known = _fold_forms(profile.legal_forms), _fold_known_forms(profile.legal_forms)
    if not text.isascii() and FOREIGN.search(text):
        own = own | _fold_foreign_forms()
    while found := _find_form(words, own, known):
        at_end, length = found
        forms.append(" ".join(words[-length:] if at_end else words[:length]))
        words = words[:-length] if at_end else words[length:]
    return NameReading(text, tuple(words), tuple(forms))


def cut_legal_forms(text: str, profile: CountryProfile) -> str:
    """The name as written but for the legal forms that `read_name` leaves out, which must be words of their own."""
    parts = [part for part in space_legal_forms(text).split() if fold_words(part)]
    kept = read_name(text, profile).words
    for start in range(len(parts)):
        for end in range(len(parts), start, -1):
            if fold_words(" ".join(parts[start:end])) == kept:
                return " ".join(parts[start:end])
    return text


def space_legal_forms(text: str) -> str:
    """The name with a space around a legal form that stands at its beginning or end in a script that sets none."""
    if text.isascii() or not UNSPACED.search(text):
        return text
    return _joined_forms().sub(" \\g<0> ", text)


@lru_cache(maxsize=100_000)
def fold_words(text: str) -> tuple[str, ...]:
    """The words of a text in lower-case ASCII: other scripts are written in Latin letters, dotted letters (S.A.R.L.) are joined."""
    return split_words(text)


def split_words(text: str) -> tuple[str, ...]:
    """What `fold_words` gives, not remembered: for long texts that come once."""
    for sign, word in AND.items():
        text = text.replace(sign, word)
    text = APOSTROPHES.sub("", text)
    plain = text.lower() if text.isascii() else anyascii(text).lower()
    if "." in plain:
        plain = DOTTED_LETTERS.sub(lambda found: found[0].replace(".", "").replace(" ", "") + " ", plain)
    return tuple(NO_LETTERS.sub(" ", plain).split())


def _find_form(words: Sequence[str], own: _Forms, known: _Forms) -> tuple[bool, int] | None:
    """The longest legal form at an end of the words (True) or at their beginning (False), where something besides is left."""
    for length in range(min(5, len(words) - 1), 0, -1):
        if tuple(words[-length:]) in known:
            return True, length
        if tuple(words[:length]) in own:
            return False, length
    return None


@lru_cache(maxsize=300)
def _fold_known_forms(own: tuple[str, ...]) -> _Forms:
    """The legal forms of a country and of all languages by their words."""
    return _fold_forms((*own, *load_legal_forms()))


@cache
def _fold_foreign_forms() -> _Forms:
    """The legal forms in other scripts than the Latin by their words."""
    return _fold_forms(tuple(form for form in load_legal_forms() if FOREIGN.search(form)))


@cache
def _joined_forms() -> re.Pattern[str]:
    forms = sorted((form for form in load_legal_forms() if UNSPACED.search(form)), key=len, reverse=True)
    some = "|".join(map(re.escape, forms))
    return re.compile(f"^(?:{some})|(?:{some})$")


@lru_cache(maxsize=300)
def _fold_forms(forms: tuple[str, ...]) -> _Forms:
    """Legal forms by their words."""
    return frozenset(words for form in forms if (words := fold_words(form)))
