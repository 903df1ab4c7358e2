"""Forms and their controls: which field has which words, whatever way the page joins them."""

from collections.abc import Mapping

from scrapers.signals.document import Document, Field, Form, Segment
from scrapers.signals.elements import clean_words, is_hidden

MAX_FIELDS = 200
"""Controls of one form that are kept."""


class Controls:
    """Collects the forms of a page during the walk; controls outside every form go to one form without a method."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.stack: list[int] = []
        self.current = -1  # the number of the form that is open
        self.loose: int | None = None
        self.labels: dict[str, str] = {}
        self.count, self.count_at_label, self.pending = 0, 0, ""
        self.waiting: list[tuple[Field, str]] = []
        self.last: Field | None = None

    def open_form(self, attributes: Mapping[str, str | None], zone: str, element: int) -> None:
        """Begins a form."""
        marks = " ".join(attributes.get(key) or "" for key in ("id", "class", "name", "aria-label", "role"))
        action, method = attributes.get("action") or "", (attributes.get("method") or "get").lower()
        self.document.forms.append(Form(action, method, marks, zone, element, hidden=is_hidden(attributes)))
        self.current = len(self.document.forms) - 1
        self.stack.append(self.current)

    def close_form(self) -> None:
        """Ends the innermost form."""
        if self.stack:
            self.stack.pop()
            self.current = self.stack[-1] if self.stack else -1

    def read_control(self, tag: str, attributes: Mapping[str, str | None], zone: str, element: int, before: str) -> None:
        """Takes one input, select, textarea or button into its form; `before` are the words that stand before it."""
        kind = (attributes.get("type") or ("submit" if tag == "button" else "text")).lower() if tag in {"input", "button"} else tag
        name = attributes.get("name") or attributes.get("id") or ""
        words = clean_words(" ".join(attributes.get(key) or "" for key in ("placeholder", "aria-label", "title", "data-placeholder")), 200)
        if tag == "input" and kind in {"submit", "button", "image", "reset"}:
            words = clean_words(attributes.get("value") or attributes.get("alt") or words, 200)
            self.read_button(words)
            self._add_words("button", words, zone, element)
        elif tag != "button" and words:
            self._add_words("form", words, zone, element)
        if kind in {"radio", "checkbox", "hidden"}:
            words = f"{words} {attributes.get('value') or ''}"[:200].strip()
        elif tag != "button":
            words = f"{self.pending or before} {words}".strip()
            self.pending = ""
        self._add_field(Field(kind, name, words), attributes.get("id") or "")

    def open_label(self) -> None:
        """Begins a label: controls read before its end are its own."""
        self.count_at_label = self.count

    def read_label(self, attributes: Mapping[str, str | None], text: str) -> None:
        """Keeps a label's words for the field it names or holds."""
        target = attributes.get("for")
        if target:
            self.labels[target] = text[:200]
        elif self.last is not None and self.count > self.count_at_label:
            self.last.words = f"{text[:200]} {self.last.words}".strip()
        else:
            self.pending = text[:200]

    def read_button(self, text: str) -> None:
        """Keeps a button's words with the form it stands in."""
        if text and self.stack:
            self.document.forms[self.current].buttons.append(text[:200])

    def read_options(self, text: str) -> None:
        """Keeps the words of a select's options with it."""
        if self.last is not None:
            self.last.words = f"{self.last.words} {text}".strip()[:600]

    def finish(self) -> None:
        """Joins the labels to the fields that they name."""
        for field, identity in self.waiting:
            if identity in self.labels:
                field.words = f"{self.labels[identity]} {field.words}".strip()

    def _add_words(self, place: str, words: str, zone: str, element: int) -> None:
        if words:
            self.document.segments.append(Segment(place, words, zone, element, self.current))

    def _add_field(self, field: Field, identity: str) -> None:
        form = self._form_for_field()
        self.count += 1
        if len(form.fields) < MAX_FIELDS:
            form.fields.append(field)
            self.last = field
            if identity:
                self.waiting.append((field, identity))

    def _form_for_field(self) -> Form:
        if self.stack:
            return self.document.forms[self.current]
        if self.loose is None:
            self.document.forms.append(Form("", "", "", "main", 0))
            self.loose = len(self.document.forms) - 1
        return self.document.forms[self.loose]
