"""One walk over a page's tree that collects everything the rules look at."""

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from scrapers.signals.addresses import resolve_address
from scrapers.signals.controls import Controls
from scrapers.signals.document import Anchor, Document, Segment
from scrapers.signals.elements import HEADINGS, clean_words, looks_like_button
from scrapers.signals.head import HEAD_TAGS, read_head_element, read_script
from scrapers.signals.tags import FRAMES, VOID, Attributes, Tag, cut_markup, read_raw_tag, read_tag, unescape

MAX_NODES = 150_000
"""Elements and texts of one page that are looked at."""

MAX_SEGMENT = 4_000
"""Characters of one run of text; longer runs are split."""

MAX_OPTIONS = 40
"""Options of a select that are read."""


def walk_markup(url: str, markup: str | bytes) -> Document:
    """The page's document; never fails, at most `MAX_NODES` nodes of the tree are read."""
    walk = _Walk(Document(url, url), cut_markup(LexborHTMLParser(markup, options=LexborDocumentOptions.WO_EVENTS).html or ""))
    walk.read()
    return walk.document


class _Walk:
    """The state of one walk: open elements, the current zone, and the buffers that words go into."""

    def __init__(self, document: Document, pieces: list[str]) -> None:
        self.document, self.pieces = document, pieces
        self.controls = Controls(document)
        self.zone, self.hidden, self.element = "main", 0, 0
        self.open: list[tuple[Tag, str, int, int, list[str] | None]] = []
        self.run: list[str] = []
        self.run_length = 0
        self.sinks: list[list[str]] = []

    def read(self) -> None:
        """Reads every text and tag in order, with an entry and an exit for each element."""
        self._enter(read_tag("-document"))
        pieces, left = self.pieces, MAX_NODES
        last, at = len(pieces) - 1, 0
        while True:
            text = pieces[at]
            if text:
                left -= 1
                self._read_text(text)
            if at >= last or left <= 0:
                break
            written = pieces[at + 1]
            at += 2
            if written[0] == "/":
                self._leave()
                continue
            left -= 1
            if written[0] in "!?":
                continue
            tag = read_raw_tag(written) if ">" in written else read_tag(written)
            if tag.has_item_type:
                self.document.has_microdata = True
            if tag.is_apart:
                at = self._read_apart(tag, at)
                continue
            self._enter(tag)
            if tag.content:
                self._read_text(tag.content)
            if tag.is_void or tag.is_raw:
                self._leave()
        self.document.is_cut = at < last
        while self.open:
            self._leave()
        self._end_run()
        self.controls.finish()

    def _read_apart(self, tag: Tag, at: int) -> int:
        """Reads an element that is no mere container, whose inside begins at piece `at`; the piece after it."""
        name = tag.name
        if name == "script":
            read_script(self.document, tag.attributes, tag.content)
            return at
        if name == "html":
            read_head_element(self.document, name, tag.attributes, "")
            self._enter(tag)
            return at
        end = at if tag.is_void or tag.is_raw else _find_end(self.pieces, at, name)
        if name in HEAD_TAGS:
            read_head_element(self.document, name, tag.attributes, unescape("".join(self.pieces[at:end:2])))
        elif name == "noscript":
            self.document.noscript += " " + clean_words(_join_texts(self.pieces, at, end), 500)
        elif name == "select" or name == "textarea":
            self._enter(tag)
            if name == "select":
                self.controls.read_options(clean_words(" ".join(_read_options(self.pieces, at, end)), 400))
            self._leave()
        return end

    def _enter(self, tag: Tag) -> None:
        """Opens an element: its number, zone, visibility, and a sink where its words belong together."""
        document = self.document
        sink: list[str] | None = None
        self.open.append((tag, self.zone, self.hidden, self.element, None if not tag.is_sink else (sink := [])))
        document.shapes.append(tag.shape)
        parents = document.parents
        parents.append(self.element)
        self.element = len(parents) - 1
        if tag.hidden:
            self.hidden += 1
        if not tag.is_inline:
            if self.run:
                self._end_run()
            if tag.zone:
                self.zone = tag.zone
        if sink is not None:
            self.sinks.append(sink)
        if tag.is_special:
            self._enter_special(tag.name, tag.attributes)

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
        tag, zone, hidden, element, sink = self.open.pop()
        if self.run and not tag.is_inline:
            self._end_run()
        if sink is not None:
            self.sinks.pop()
            self._end_sink(tag.name, tag.attributes, clean_words(" ".join(sink), MAX_SEGMENT))
        if tag.name == "form":
            self.controls.close_form()
        self.zone, self.hidden, self.element = zone, hidden, element

    def _read_text(self, text: str) -> None:
        """Words go to every open link, button, heading or label, or else to the run of plain text."""
        if "&" in text:
            text = unescape(text)
        if text.isspace():
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


def _find_end(pieces: list[str], at: int, name: str) -> int:
    """The piece after the end tag of an element whose inside begins at piece `at`."""
    depth, start, end = 1, f"{name} ", f"/{name}"
    for index in range(at + 1, len(pieces), 2):
        written = pieces[index]
        if written == end:
            depth -= 1
            if not depth:
                return index + 1
        elif written == name or written.startswith(start):
            depth += 1
    return len(pieces) - 1


def _join_texts(pieces: list[str], at: int, end: int) -> str:
    """All texts up to the end tag, raw ones too, parted by blanks."""
    texts = []
    for index in range(at, end, 2):
        texts.append(unescape(pieces[index]))
        written = pieces[index + 1]
        if ">" in written and written[0] not in "!?":
            texts.append(read_raw_tag(written).content)
    return " ".join(filter(None, texts))


def _read_options(pieces: list[str], at: int, end: int) -> list[str]:
    """The words of the first elements right inside a select."""
    options, depth = list[str](), 0
    for index in range(at, end, 2):
        if depth:
            options[-1] += unescape(pieces[index])
        written = pieces[index + 1]
        if written[0] == "/":
            depth -= 1
        elif written[0] not in "!?" and ">" not in written:
            if not depth:
                if len(options) == MAX_OPTIONS:
                    break
                options.append("")
            depth += written.partition(" ")[0] not in VOID
    return [option[:100] for option in options]
