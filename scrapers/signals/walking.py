"""One pass over a page's markup, as the parser has put it right, that collects everything the rules look at.

The parser's tree is written out again and cut at each `<`: going through these pieces takes a fraction of the time that visiting
the tree's nodes would, and what a tag means is read once for all its occurrences.
"""

import re
from itertools import count

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from scrapers.signals.addresses import host_of, locate_address, resolve_address
from scrapers.signals.controls import Controls
from scrapers.signals.document import Anchor, Document, Segment
from scrapers.signals.elements import HEADINGS, PASSED, UNREAD, clean_words
from scrapers.signals.head import read_link, read_meta, read_root, read_scripts, read_title
from scrapers.signals.nesting import limit_work
from scrapers.signals.pieces import Pieces, drop_comments, join_next, pass_over
from scrapers.signals.tags import BLOCK, CLOSING, LINE_BREAK, PHRASE, Tag, keep_quiet, known, learn_tag, quiet, read_link_parts, unescape

MAX_TAGS = 200_000
"""Beginnings and ends of elements of one page that are looked at."""

MAX_SEGMENT = 4_000
"""Characters of one run of text; longer runs are split."""

MAX_OPTIONS = 40
"""Options of a select that are read."""

_OPENS = re.compile(r"""(?:\blocation(?:\.href)?\s*=|\blocation\.(?:assign|replace)\(|\bwindow\.open\()\s*['"]([^'"]+)['"]""")
_ANNOUNCED = frozenset(("form", "label", "button", "html"))
_IN_LINE, _SPECIAL = -1, -2  # what an open element leaves to do; other numbers: a block, to go back to its parent


def walk_markup(url: str, markup: str | bytes) -> Document:
    """The page's document; never fails, at most `MAX_TAGS` tags are read."""
    document = Document(url, url)
    readable, _ = limit_work(markup if isinstance(markup, bytes) else markup.encode("utf-8", "replace"))
    tree = LexborHTMLParser(readable, options=LexborDocumentOptions.WO_EVENTS)
    read_scripts(document, tree)
    tree.strip_tags(list(UNREAD))
    written = (tree.root.html if tree.root is not None else None) or ""
    pieces = (drop_comments(written) if "<!--" in written else written).split("<", MAX_TAGS + 1)
    if len(pieces) > MAX_TAGS + 1:
        document.is_cut = bool(pieces.pop())
    document.pieces, document.has_microdata = pieces, "itemtype=" in written
    _Walk(document).read(pieces)
    return document


class _Walk:
    """The state of one walk: open elements, the current zone, and the buffers that words go into."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.controls = Controls(document)
        self.host = host_of(document.url)
        self.zone, self.hidden, self.element = "main", 0, 0
        self.opened: list[int] = []
        self.special: list[tuple[Tag, int, str, int]] = []
        self.run: list[str] = []
        self.sinks: list[list[str]] = []

    def read(self, pieces: list[str]) -> None:
        """Goes through the pieces: each is a tag and the text behind it; those met before without words are not taken apart."""
        opened, run, sinks = self.opened, self.run, self.sinks
        rest = zip(count(), pieces, map(quiet.get, pieces), strict=False)
        next(rest)
        for number, piece, meaning in rest:
            text: str | None = None
            if meaning is None:
                written, mark, text = piece.partition(">")
                if not mark:
                    join_next(pieces, number)
                    continue
                meaning = known.get(written)
                if meaning is None:
                    meaning = learn_tag(written)
                if isinstance(meaning, Tag):
                    text = self._enter(meaning, number, text, rest)
                elif not text or text.isspace():
                    keep_quiet(piece, meaning)
            if meaning is CLOSING:
                before = opened.pop() if opened else _IN_LINE
                if before >= 0:
                    if run:
                        self._end_run()
                    self.element = before
                elif before == _SPECIAL:
                    self._leave()
            elif meaning is BLOCK:
                opened.append(self.element)
                self.element = number
                if run:
                    self._end_run()
            elif meaning is PHRASE:
                opened.append(_IN_LINE)
            elif meaning is LINE_BREAK and run:
                self._end_run()
            if text:
                self._take_text(text)
            elif text is None and run and piece[-1] != ">" and not sinks and not self.hidden:
                run.append(" ")
        self._finish()

    def _take_text(self, text: str) -> None:
        if self.sinks:
            if not text.isspace():
                for sink in self.sinks:
                    sink.append(text)
        elif (self.run or not text.isspace()) and not self.hidden:
            self.run.append(text)

    def _ends_next(self, number: int) -> bool:
        """Whether the next piece is the end of a link."""
        pieces = self.document.pieces
        return number + 1 < len(pieces) and pieces[number + 1].startswith("/a>")

    def _read_link(self, tag: Tag, number: int, text: str) -> None:
        """Takes in a link with nothing but words inside; its end has nothing left to do."""
        self.opened.append(_IN_LINE)
        for sink in self.sinks:
            sink.append(text)
        self._end_link(tag, " ".join(unescape(text).split())[:MAX_SEGMENT], number, self.element)

    def _finish(self) -> None:
        while self.special:
            self._leave()
        self._end_run()
        self.controls.finish()

    def _enter(self, tag: Tag, number: int, text: str, rest: Pieces) -> str:
        """Acts upon a tag that means something; the text that is left to be read behind it."""
        if tag.holds:
            if tag.link and text and not text.isspace() and self._ends_next(number):
                self._read_link(tag, number, text)
                return ""
            self._open(tag, number)
            return text
        name, attributes, document = tag.name, tag.attributes, self.document
        if name == "img":
            self._read_image(attributes, number)
        elif name == "meta":
            read_meta(document, attributes)
        elif name == "input":
            self._read_control(tag, number)
        elif name == "title":
            read_title(document, unescape(text))
            return ""
        elif name == "link":
            read_link(document, attributes)
        elif name == "base":
            document.base = resolve_address(document.base, attributes.get("href") or "") or document.base
        else:
            self._end_run()
            return self._enter_block(tag, number, text, rest)
        return text

    def _enter_block(self, tag: Tag, number: int, text: str, rest: Pieces) -> str:
        """Acts upon a tag that begins a new line and whose inside is not read as words."""
        name = tag.name
        if name == "area":
            self._end_link(tag, "", number, self.element)
        elif name in {"select", "textarea"}:
            self._read_control(tag, number)
        elif name in {"iframe", "embed", "frame"}:
            self._read_frame(tag.attributes)
        if name == "select":
            return self._read_options(rest)
        return pass_over(name, rest) if name in PASSED else text

    def _open(self, tag: Tag, number: int) -> None:
        """Opens an element that has a zone, hides its inside, or gathers its words."""
        self.opened.append(_SPECIAL)
        self.special.append((tag, self.element, self.zone, self.hidden))
        self.element = number
        if tag.gathers:
            self.sinks.append([])
        if tag.hides:
            self.hidden += 1
        if tag.is_block:
            if self.run:
                self._end_run()
            self.zone = tag.zone or self.zone
        if tag.name in _ANNOUNCED:
            self._announce(tag, number)

    def _announce(self, tag: Tag, number: int) -> None:
        """Tells of the beginning of a form or of a control."""
        if tag.name == "form":
            self.controls.open_form(tag.attributes, self.zone, number)
        elif tag.name == "label":
            self.controls.open_label()
        elif tag.name == "button":
            self._read_control(tag, number)
        else:
            read_root(self.document, tag.attributes)

    def _leave(self) -> None:
        tag, element, zone, hidden = self.special.pop()
        if tag.is_block and self.run:
            self._end_run()
        if tag.gathers:
            text = unescape(" ".join(self.sinks.pop()))
            text = " ".join(text.split())[:MAX_SEGMENT]
            if tag.name == "a":
                self._end_link(tag, text, self.element, element)
            else:
                self._end_sink(tag, text)
        elif tag.name == "form":
            self.controls.close_form()
        self.element, self.zone, self.hidden = element, zone, hidden

    def _end_run(self) -> None:
        text = unescape("".join(self.run))
        self.run.clear()
        text = " ".join(text.split())
        for start in range(0, len(text), MAX_SEGMENT):
            self._add("text", text[start : start + MAX_SEGMENT])

    def _add(self, place: str, text: str, href: str = "") -> None:
        self.document.segments.append(Segment(place, text, self.zone, self.element, self.controls.current, href))

    def _end_sink(self, tag: Tag, text: str) -> None:
        if tag.name in HEADINGS:
            if text and not self.hidden:
                self._add("heading", text)
        elif tag.name == "label":
            self.controls.read_label(tag.attributes, text)
            if text and not self.hidden:
                self._add("form", text)
        else:
            attributes = tag.attributes
            text = text or clean_words(attributes.get("aria-label") or attributes.get("title") or attributes.get("value"), 200)
            self.controls.read_button(text)
            if text:
                self._add("button", text, _find_target(attributes.get("onclick", "")))

    def _end_link(self, tag: Tag, text: str, number: int, parent: int) -> None:
        document = self.document
        href, rel, marks, language, label = tag.link or read_link_parts(tag.attributes)
        if not text:
            text = clean_words(label, 200)
        if href:
            url, host, is_own = locate_address(document.base, href, self.host)
            document.anchors.append(Anchor(href, url, text, rel, self.zone, number, marks, language, parent, host, is_own))
        if text:
            place = "button" if tag.is_button else "link"
            document.segments.append(Segment(place, text, self.zone, number, self.controls.current, href))
            if tag.is_button:
                self.controls.read_button(text)
        if self.run:
            self.run.append(" … ")

    def _read_image(self, attributes: dict[str, str], number: int) -> None:
        words = clean_words(attributes.get("alt") or attributes.get("title"), 200)
        source = attributes.get("src") or attributes.get("data-src") or attributes.get("srcset") or ""
        self.document.images.append((number, source[:500]))
        if not words:
            return
        if self.sinks and not self.sinks[-1]:
            self.sinks[-1].append(words.replace("&", "&amp;"))
        elif not self.hidden:
            self.document.segments.append(Segment("image", words, self.zone, number, self.controls.current))

    def _read_frame(self, attributes: dict[str, str]) -> None:
        source = attributes.get("src") or attributes.get("data-src") or ""
        if source:
            self.document.frames.append(resolve_address(self.document.base, source[:2000]))

    def _read_control(self, tag: Tag, number: int) -> None:
        before = " ".join(unescape("".join(self.run)).split())[-80:] if self.run else ""
        self.controls.read_control(tag.name, tag.attributes, self.zone, number, before)

    def _read_options(self, rest: Pieces) -> str:
        """Takes the words of a select's options; the text behind the select."""
        words, behind = list[str](), ""
        for _, piece, _ in rest:
            written, _, text = piece.partition(">")
            if written == "/select":
                behind = text
                break
            if len(words) < MAX_OPTIONS and not written.startswith("/opt") and not text.isspace():
                words.append(text[:100])
        self.controls.read_options(clean_words(unescape(" ".join(words)), 400))
        return behind


def _find_target(script: str) -> str:
    """The address that a button's script opens; '' where it does something else."""
    found = _OPENS.search(script)
    return found[1] if found else ""
