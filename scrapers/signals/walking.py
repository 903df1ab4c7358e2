"""One walk over a page's tree that collects everything the rules look at."""

from itertools import islice
from typing import TypeAlias

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser, LexborNode

from scrapers.signals.addresses import resolve_address
from scrapers.signals.controls import Controls
from scrapers.signals.document import Anchor, Document, Segment
from scrapers.signals.elements import HEADINGS, INLINE, UNREAD, ZONE_TAGS, clean_words, find_zone, is_hidden, looks_like_button
from scrapers.signals.head import HEAD_TAGS, read_head_element, read_script

MAX_NODES = 150_000
"""Elements and texts of one page that are looked at."""

MAX_SEGMENT = 4_000
"""Characters of one run of text; longer runs are split."""

MAX_OPTIONS = 40
"""Options of a select that are read."""

FRAMES = frozenset(("iframe", "frame", "embed"))
SINKS = frozenset(("a", "area", "button", "label", *HEADINGS))
SPECIAL = frozenset(("br", "img", "form", "label", "input", "select", "textarea", "button", *FRAMES))

Attributes: TypeAlias = dict[str, str | None]


def walk_markup(url: str, markup: str) -> Document:
    """The page's document; never fails, at most `MAX_NODES` nodes of the tree are read."""
    walk = _Walk(Document(url, url))
    walk.read(LexborHTMLParser(markup, options=LexborDocumentOptions.WO_EVENTS).root)
    return walk.document


class _Walk:
    """The state of one walk: open elements, the current zone, and the buffers that words go into."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.controls = Controls(document)
        self.zone, self.hidden, self.element = "main", 0, 0
        self.open: list[tuple[str, Attributes, str, int, int]] = []
        self.open_sinks: list[list[str] | None] = []
        self.run: list[str] = []
        self.run_length = 0
        self.sinks: list[list[str]] = []

    def read(self, root: LexborNode | None) -> None:
        """Visits every node in order, with an entry and an exit for each element."""
        node, ancestors, left = root, list[LexborNode](), MAX_NODES
        while node is not None and left:
            left -= 1
            tag, child = node.tag, None
            if tag == "-text":
                self._read_text(node.text_content or "")
            elif tag is not None:
                child = self._visit(node, tag)
            if child is not None:
                ancestors.append(node)
                node = child
                continue
            following = node.next
            while following is None and ancestors:
                self._leave()
                following = ancestors.pop().next
            node = following
        self.document.is_cut = node is not None
        while self.open:
            self._leave()
        self._end_run()
        self.controls.finish()

    def _visit(self, node: LexborNode, tag: str) -> LexborNode | None:
        """Reads one element; the child to go on with where its inside is to be read."""
        if tag[0] == "-":
            return node.first_child if tag == "-document" and self._enter("-document", {}) else None
        attributes = node.attributes
        if attributes and "itemtype" in attributes:
            self.document.has_microdata = True
        if tag == "script":
            read_script(self.document, attributes, node)
            return None
        if tag == "noscript":
            self.document.noscript += " " + clean_words(node.text(separator=" "), 500)
            return None
        if tag in UNREAD or (tag in HEAD_TAGS and read_head_element(self.document, tag, attributes, node)):
            return None
        child = node.first_child
        self._enter(tag, attributes)
        if child is None or tag in {"select", "textarea"}:
            self._read_control_options(tag, node)
            self._leave()
            return None
        return child

    def _enter(self, tag: str, attributes: Attributes) -> bool:
        """Opens an element: its number, zone, visibility, and a sink where its words belong together."""
        document, element = self.document, len(self.document.parents)
        document.parents.append(self.element)
        document.shapes.append((tag, attributes.get("class") or "" if attributes else ""))
        sink: list[str] | None = None
        self.open.append((tag, attributes, self.zone, self.hidden, self.element))
        self.element = element
        if attributes:
            self.hidden += is_hidden(attributes)
        if tag not in INLINE:
            self._end_run()
            if attributes or tag in ZONE_TAGS:
                marks = f"{attributes.get('id') or ''} {attributes.get('class') or ''}"
                self.zone = find_zone(tag, attributes.get("role") or "", marks if len(marks) < 200 else "") or self.zone
        if tag in SINKS or (attributes and attributes.get("role") == "button"):
            sink = []
            self.sinks.append(sink)
        self.open_sinks.append(sink)
        if tag in SPECIAL:
            self._enter_special(tag, attributes)
        return True

    def _enter_special(self, tag: str, attributes: Attributes) -> None:
        """What elements do that are more than containers."""
        if tag == "br":
            self.run.append("\n")
        elif tag == "img":
            self._read_image(attributes)
        elif tag in FRAMES:
            self._read_frame(attributes)
        elif tag == "form":
            self.controls.open_form(attributes, self.zone, self.element)
        elif tag == "label":
            self.controls.open_label()
        else:
            before = clean_words("".join(self.run))[-80:]
            self.controls.read_control(tag, attributes, self.zone, self.element, before)

    def _leave(self) -> None:
        tag, attributes, zone, hidden, element = self.open.pop()
        sink = self.open_sinks.pop()
        if self.run and tag not in INLINE:
            self._end_run()
        if sink is not None:
            self.sinks.pop()
            self._end_sink(tag, attributes, clean_words(" ".join(sink), MAX_SEGMENT))
        if tag == "form":
            self.controls.close_form()
        self.zone, self.hidden, self.element = zone, hidden, element

    def _read_text(self, text: str) -> None:
        """Words go to every open link, button, heading or label, or else to the run of plain text."""
        if not text or text.isspace():
            if self.run:
                self.run.append(" ")
            return
        for sink in self.sinks:
            sink.append(text)
        if not self.sinks and not self.hidden:
            self.run.append(text)
            self.run_length += len(text)
            if self.run_length > MAX_SEGMENT:
                self._end_run()

    def _end_run(self) -> None:
        if not self.run:
            return
        text = clean_words("".join(self.run))
        self.run, self.run_length = [], 0
        for start in range(0, len(text), MAX_SEGMENT):
            self._add("text", text[start : start + MAX_SEGMENT])

    def _add(self, place: str, text: str, href: str = "") -> None:
        self.document.segments.append(Segment(place, text, self.zone, self.element, self.controls.current, href))

    def _end_sink(self, tag: str, attributes: Attributes, text: str) -> None:
        if tag in HEADINGS:
            if text and not self.hidden:
                self._add("heading", text)
        elif tag == "a" or tag == "area":
            self._end_link(attributes, text)
        elif tag == "label":
            self.controls.read_label(attributes, text)
            if text and not self.hidden:
                self._add("form", text)
        else:
            text = text or clean_words(attributes.get("aria-label") or attributes.get("title") or attributes.get("value"), 200)
            self.controls.read_button(text)
            if text:
                self._add("button", text)

    def _end_link(self, attributes: Attributes, text: str) -> None:
        href = (attributes.get("href") or "").strip()
        text = text or clean_words(attributes.get("aria-label") or attributes.get("title"), 200)
        place = "button" if looks_like_button(attributes) else "link"
        if href:
            url = resolve_address(self.document.base, href)
            marks = f"{attributes.get('class') or ''} {attributes.get('id') or ''} {attributes.get('target') or ''}"
            language = attributes.get("hreflang") or attributes.get("lang") or ""
            self.document.anchors.append(Anchor(href, url, text, attributes.get("rel") or "", self.zone, self.element, marks, language))
        if text:
            self._add(place, text, href)
            if place == "button":
                self.controls.read_button(text)
        if self.run:
            self.run.append(" … ")

    def _read_image(self, attributes: Attributes) -> None:
        words = clean_words(attributes.get("alt") or attributes.get("title"), 200)
        source = attributes.get("src") or attributes.get("data-src") or attributes.get("srcset") or ""
        self.document.images.append((self.element, source[:500]))
        if not words:
            return
        if self.sinks and not any(part.strip() for part in self.sinks[-1]):
            self.sinks[-1].append(words)
        elif not self.hidden:
            self._add("image", words)

    def _read_frame(self, attributes: Attributes) -> None:
        source = attributes.get("src") or attributes.get("data-src") or ""
        if source:
            self.document.frames.append(resolve_address(self.document.base, source[:2000]))

    def _read_control_options(self, tag: str, node: LexborNode) -> None:
        if tag == "select":
            options = islice(node.iter(), MAX_OPTIONS)
            self.controls.read_options(clean_words(" ".join((option.text() or "")[:100] for option in options), 400))
