"""The words that a claim rests on, cut out of their page with what stands around them."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from bs4.element import NavigableString, Tag
from markupsafe import Markup

from web.archive.page_words import PageWords, squeeze

AROUND, AROUND_CODE = 200, 80
"""Characters shown before and behind the words."""

ELEMENTS = {
    "title": frozenset({"title"}),
    "heading": frozenset({"h1", "h2", "h3", "h4", "h5", "h6"}),
    "link": frozenset({"a"}),
    "button": frozenset({"button"}),
    "form": frozenset({"form"}),
}
"""Elements in which the words of a place stand; the words of others are looked for anywhere in the text but the title."""

ATTRIBUTES = {
    "meta": ("meta", "content"),
    "image": ("img", "alt"),
    "button": ("input", "value"),
    "link": ("a", "href"),
    "url": ("a", "href"),
}
"""The element and attribute that hold the words of a place where its text does not."""

CODE = frozenset({"script", "structured", "url", "form", "image"})
"""Places whose words may stand in nothing but the page's code."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words with what stands before and behind them, their language and direction as the page states them; `code`: no visible text."""

    before: str
    words: str
    after: str
    language: str = ""
    direction: str = "auto"
    code: bool = False

    def draw(self) -> Markup:
        """The excerpt as HTML, its words marked and its direction kept apart from what surrounds it."""
        language = Markup(' lang="{}"').format(self.language) if self.language else ""
        inside = Markup("{}<mark>{}</mark>{}").format(self.before, self.words, self.after)
        if self.code:
            return Markup('<code dir="ltr">{}</code>').format(inside)
        return Markup('<bdi dir="{}"{}>{}</bdi>').format(self.direction, language, inside)


def cut_excerpt(page: PageWords, words: str, place: str) -> Excerpt | None:
    """The words in their surroundings, at the place (`text`, `heading`, `link` …) where a claim says that they stand.

    Letters are compared without case and blanks. Words that were joined by " · " are looked for together, then the longest alone. None
    where the page does not have them.
    """
    for part in dict.fromkeys((words, *sorted(words.split(" · "), key=len, reverse=True))):
        found = _cut_text(page, part, place) or _cut_attribute(page, part, place) or _cut_code(page, part, place)
        if found is not None:
            return found
    return None


def _cut_text(page: PageWords, words: str, place: str) -> Excerpt | None:
    places = list(page.squeezed.find(words))
    if not places or place == "script":
        return None
    begin, end = next((span for span in places if _stands_in(page.string_at(span[0]), place)), places[0])
    return _cut(page.text, begin, end, page.string_at(begin))


def _stands_in(string: NavigableString, place: str) -> bool:
    names = {parent.name for parent in string.parents}
    return bool(names & ELEMENTS[place]) if place in ELEMENTS else "title" not in names


def _cut_attribute(page: PageWords, words: str, place: str) -> Excerpt | None:
    tag, attribute = ATTRIBUTES.get(place, ("", ""))
    wanted = (words, _find_path(words)) if attribute == "href" else (words,)
    for element in page.soup.find_all(tag) if tag else ():
        value = str(element.get(attribute) or "")
        if span := next((span for part in wanted for span in squeeze(value).find(part)), None):
            said = f"{' '.join(element.get_text().split())} " if attribute == "href" else ""
            return _cut(said + value, len(said) + span[0], len(said) + span[1], element)
    return None


def _find_path(address: str) -> str:
    """What a link on the same site may say instead of the whole address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return path if len(path) > 1 else ""


def _cut_code(page: PageWords, words: str, place: str) -> Excerpt | None:
    if place not in CODE:
        return None
    found = re.search(r"\s+".join(map(re.escape, words.split())), page.code, re.IGNORECASE) if words.strip() else None
    if found is None:
        return None
    begin, end = found.span()
    return Excerpt(page.code[max(0, begin - AROUND_CODE) : begin], found[0], page.code[end : end + AROUND_CODE], code=True)


def _cut(text: str, begin: int, end: int, around: NavigableString | Tag) -> Excerpt:
    before = _join_blanks(text[max(0, begin - 4 * AROUND) : begin]).lstrip()
    after = _join_blanks(text[end : end + 4 * AROUND]).rstrip()
    if len(before) > AROUND:
        cut = before[-AROUND:]
        before = f"… {cut.partition(' ')[2] or cut}"
    if len(after) > AROUND:
        cut = after[:AROUND]
        after = f"{cut.rpartition(' ')[0] or cut} …"
    direction = _find_around(around, "dir").lower()
    return Excerpt(
        before, _join_blanks(text[begin:end]), after, _find_around(around, "lang"), direction if direction in {"rtl", "ltr"} else "auto"
    )


def _join_blanks(text: str) -> str:
    """Each run of blanks as one."""
    joined = " ".join(text.split())
    return f"{' ' if text[:1].isspace() and joined else ''}{joined}{' ' if text[-1:].isspace() else ''}"


def _find_around(node: NavigableString | Tag, attribute: str) -> str:
    """The attribute of the element itself or of the nearest around it that has it."""
    around = [node, *node.parents] if isinstance(node, Tag) else [*node.parents]
    return next((str(tag[attribute]) for tag in around if tag.get(attribute)), "")
