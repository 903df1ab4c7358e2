"""The parts of a page that rules look at, as the walk over its tree leaves them."""

import re
from dataclasses import dataclass, field

from scrapers.signals.outline import Shapes, draw_outline

_DIGIT = re.compile(r"\d")


@dataclass(slots=True)
class Segment:
    """A run of words at one place; `element` is the number of the element that holds it, `form` that of its form or -1."""

    place: str
    text: str
    zone: str = "main"
    element: int = 0
    form: int = -1
    href: str = ""


@dataclass(slots=True)
class Field:
    """One control of a form: its type (input type, select, textarea), name and the words around it."""

    type: str
    name: str
    words: str


@dataclass(slots=True)
class Form:
    """A form with all its controls and the words of its buttons; `marks` are its id, class, name and action, `hidden` its own attribute."""

    action: str
    method: str
    marks: str
    zone: str
    element: int
    fields: list[Field] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)
    hidden: bool = False


@dataclass(slots=True)
class Anchor:
    """A link as written (`href`) and as resolved (`url`), with its words (text, title or picture's words).

    `parent` is the block or link, heading, label or form that it stands in, `host` as `host_of` gives it, `is_own` whether the link
    stays within the page's site.
    """

    href: str
    url: str
    text: str
    rel: str
    zone: str
    element: int
    marks: str = ""
    language: str = ""
    parent: int = 0
    host: str = ""
    is_own: bool = False


@dataclass(slots=True)
class Document:
    """A page's parts. `pieces` are its markup from one `<` to the next; their numbers are those of the elements that begin there.

    `scripts` are addresses as written.
    """

    url: str
    base: str
    language: str = ""
    title: str = ""
    metas: list[tuple[str, str]] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    images: list[tuple[int, str]] = field(default_factory=list)
    structured: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    frames: list[str] = field(default_factory=list)
    alternates: list[tuple[str, str]] = field(default_factory=list)
    refresh: str = ""
    script_length: int = 0
    inline_script: str = ""
    has_microdata: bool = False
    pieces: list[str] = field(default_factory=list, repr=False)
    is_cut: bool = False
    _words: str | None = field(default=None, repr=False)
    _numbered: list[int] | None = field(default=None, repr=False)
    _parents: list[int] | None = field(default=None, repr=False)

    @property
    def parents(self) -> list[int]:
        """The number of each element's parent."""
        if self._parents is None:
            self._parents = draw_outline(self.pieces)
        return self._parents

    @property
    def shapes(self) -> Shapes:
        """The tag of each element with its classes."""
        return Shapes(self.pieces)

    def all_words(self) -> str:
        """The words of all segments, a line each."""
        if self._words is None:
            self._words = "\n".join([s.text for s in self.segments])
        return self._words

    def numbered(self) -> list[int]:
        """The numbers of the segments that hold a digit of any script."""
        if self._numbered is None:
            search = _DIGIT.search
            self._numbered = [number for number, segment in enumerate(self.segments) if search(segment.text)]
        return self._numbered

    def visible_text(self) -> str:
        """All words that a visitor reads, in order: headings, text, links, buttons and labels."""
        return "\n".join([s.text for s in self.segments if s.place in VISIBLE])


VISIBLE = frozenset({"heading", "text", "link", "button"})
