"""Names of enterprises, made comparable: legal forms apart, one spelling, Latin letters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from catalogue.profiles import CountryProfile, load_legal_forms

APOSTROPHES = re.compile(r"['’`´ʼ]")
NO_LETTERS = re.compile(r"[^a-z0-9]+")
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
    """The name's words; legal forms of the country are left out at both ends of it, those of other countries at its end only.

    A name that consists of nothing but legal forms keeps a word.
    """
    words, forms = list(fold_words(text)), list[str]()
    own, known = _fold_forms(profile.legal_forms), _fold_forms((*profile.legal_forms, *load_legal_forms()))
    while found := _find_form(words, own, known):
        at_end, length = found
        forms.append(" ".join(words[-length:] if at_end else words[:length]))
        words = words[:-length] if at_end else words[length:]
    return NameReading(text, tuple(words), tuple(forms))


@lru_cache(maxsize=100_000)
def fold_words(text: str) -> tuple[str, ...]:
    """The words of a text in lower-case ASCII: other scripts are written in Latin letters, dotted letters (S.A.R.L.) are joined."""
    return split_words(text)


def split_words(text: str) -> tuple[str, ...]:
    """What `fold_words` gives, not remembered: for long texts that come once."""
    for sign, word in AND.items():
        text = text.replace(sign, word)
    plain = anyascii(APOSTROPHES.sub("", text)).lower()
    plain = re.sub(r"\b(?:[a-z]\.\s?){2,}(?:[a-z]\b)?", lambda found: found[0].replace(".", "").replace(" ", "") + " ", plain)
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
def _fold_forms(forms: tuple[str, ...]) -> _Forms:
    """Legal forms by their words."""
    return frozenset(words for form in forms if (words := fold_words(form)))
