"""What a site says that can be compared with an enterprise: built once, compared with all its enterprises."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from catalogue.statuses import load_statuses

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

_NO_DIGIT = re.compile(r"\D+")

LONGEST_QUOTE, FEW_DIGITS = 120, 6
"""Characters of a page that are kept as evidence."""


SPEAKING = frozenset({"script_shell", "login", "placeholder", "empty"})
"""Statuses of sites whose pages cannot be judged, but whose few words are their owner's and may say who that is."""


def has_words(status: str) -> bool:
    """Whether the pages of a site of this status are its owner's, so that they can be compared."""
    return load_statuses()[status].read or status in SPEAKING


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of words of a page; `is_contact`: it stands where sites say how to reach them (contact page, imprint, footer …)."""

    page_url: str
    place: str
    text: str
    is_contact: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """A name that the site gives itself: folded words without legal forms; `is_legal` where a legal form stood beside them."""

    passage: Passage
    words: tuple[str, ...]
    is_legal: bool = False

    @property
    def key(self) -> str:
        """The words as one."""
        return "".join(self.words)


@dataclass(frozen=True, slots=True)
class Mention:
    """A number or an address (telephone, e-mail, tax number, town) as read on a page, and where it stands."""

    value: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class PageText:
    """What one page says; `kind` is home, contact, imprint, about, terms or other."""

    url: str
    kind: str
    title: str
    language: str | None
    passages: tuple[Passage, ...]
    statements: tuple[Statement, ...] = ()
    identifiers: tuple[Mention, ...] = ()
    phones: tuple[Mention, ...] = ()
    emails: tuple[Mention, ...] = ()
    places: tuple[Mention, ...] = ()
    postcodes: tuple[Mention, ...] = ()
    countries: tuple[Mention, ...] = ()
    types: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SiteText:
    """A site's pages joined. `positions`: where each folded word stands, counted over all passages, whose beginnings are `starts`.

    `squeezed`: passages with numbers without blanks, dots and hyphens, in upper case, one behind the other from `squeezed_starts` on;
    `squeezed_passages` are their numbers. `status` is a key of catalogue/data/statuses.toml.
    """

    site: str
    host: str
    kind: str = "own"
    status: str = "ok"
    languages: tuple[str, ...] = ()
    currencies: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    statements: tuple[Statement, ...] = ()
    identifiers: tuple[Mention, ...] = ()
    phones: tuple[Mention, ...] = ()
    emails: tuple[Mention, ...] = ()
    places: tuple[Mention, ...] = ()
    postcodes: tuple[Mention, ...] = ()
    countries: tuple[Mention, ...] = ()
    types: Mapping[str, int] = field(default_factory=dict)
    positions: Mapping[str, Sequence[int]] = field(default_factory=dict)
    starts: Sequence[int] = ()
    squeezed: str = ""
    squeezed_starts: Sequence[int] = ()
    squeezed_passages: Sequence[int] = ()

    @property
    def is_read(self) -> bool:
        """Whether there are pages that can be judged."""
        return bool(self.passages) and load_statuses()[self.status].read

    @property
    def is_speaking(self) -> bool:
        """Whether there are words of the site's owner, but no pages that can be judged."""
        return bool(self.passages) and self.status in SPEAKING

    def passage_at(self, position: int) -> Passage:
        """The passage in which the word at this position stands."""
        return self.passages[bisect_right(self.starts, position) - 1]

    def squeezed_passage_at(self, position: int) -> Passage:
        """The passage to which a place in `squeezed` belongs."""
        return self.passages[self.squeezed_passages[bisect_right(self.squeezed_starts, position) - 1]]


def is_unspaced(text: str) -> bool:
    """Whether a text is of a script that sets no blanks between words (or none before particles, as Korean)."""
    return _UNSPACED.search(text) is not None


def quote(passage: Passage, written: str = "") -> str:
    """At most `LONGEST_QUOTE` characters of a passage around what was found (its first word, if it is not found as written)."""
    text = passage.text
    if len(text) <= LONGEST_QUOTE:
        return text
    folded, digits = text.casefold(), _NO_DIGIT.sub("", written)
    number = re.search(r"\D{0,3}".join(digits[-FEW_DIGITS:]), text) if len(digits) >= FEW_DIGITS else None
    at = (
        number.start()
        if number
        else next((at for part in (written, *written.split()) if part and (at := folded.find(part.casefold())) >= 0), 0)
    )
    start = max(0, min(at - 30, len(text) - LONGEST_QUOTE))
    start = text.rfind(" ", 0, start) + 1 if start else 0
    return text[start : start + LONGEST_QUOTE].strip()
