"""A page's visible words as one text in which quotations are found again, whatever their blanks and capitals."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeGuard

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from scrapers.signals.nesting import limit_work

MOST_FOUND = 50
LONGEST_PAGE = 600_000  # bytes of markup that are gone through, at a tenth of a second for 100,000

_INLINE = "a abbr b bdi bdo big cite code em font i kbd label mark q s samp small span strong sub sup time tt u var"
INLINE = frozenset(_INLINE.split())
UNSEEN = frozenset({"script", "style", "template", "noscript"})


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A text in small letters without blanks, and where each of its letters stood."""

    letters: str
    places: tuple[int, ...]

    def find(self, words: str) -> Iterator[tuple[int, int]]:
        """Where these words begin and end in the text, as often as they are there."""
        wanted = squeeze(words).letters
        at = self.letters.find(wanted) if wanted else -1
        for _ in range(MOST_FOUND):
            if at < 0:
                return
            yield self.places[at], self.places[at + len(wanted) - 1] + 1
            at = self.letters.find(wanted, at + 1)


@dataclass(frozen=True, slots=True)
class PageWords:
    """A page's tree and code; its visible text, title first, with a blank at the borders of blocks; the strings that it is made of."""

    soup: BeautifulSoup
    code: str
    text: str
    squeezed: Squeezed
    begins: tuple[int, ...]
    strings: tuple[NavigableString, ...]

    def string_at(self, at: int) -> NavigableString:
        """The string in the tree that the letter at this place of the text belongs to."""
        return self.strings[max(0, bisect_right(self.begins, at) - 1)]


def read_words(markup: bytes) -> PageWords:
    """The words of a page in UTF-8."""
    code = limit_work(markup[:LONGEST_PAGE])[0].decode("utf-8", "replace")
    soup = BeautifulSoup(code, "lxml")
    pieces, begins, strings, at = list[str](), list[int](), list[NavigableString](), 0
    block: Tag | None = None
    for string in filter(_is_visible, soup.descendants):
        before, block = block, _find_block(string)
        piece = f"{string}" if block is before else f" {string}"
        begins.append(at)
        strings.append(string)
        pieces.append(piece)
        at += len(piece)
    text = "".join(pieces)
    return PageWords(soup, code, text, squeeze(text), tuple(begins), tuple(strings))


def squeeze(text: str) -> Squeezed:
    """The text for comparing."""
    letters = [(letter, at) for at, written in enumerate(text) if not written.isspace() for letter in written.casefold()]
    return Squeezed("".join(letter for letter, _ in letters), tuple(at for _, at in letters))


def _is_visible(node: PageElement) -> TypeGuard[NavigableString]:
    if not isinstance(node, NavigableString) or isinstance(node, PreformattedString):
        return False
    return node.parent is None or node.parent.name not in UNSEEN


def _find_block(string: NavigableString) -> Tag | None:
    """The nearest element around a string that begins a line or a box; a line break before it counts as one."""
    if isinstance(string.previous_sibling, Tag) and string.previous_sibling.name == "br":
        return string.previous_sibling
    return next((parent for parent in string.parents if parent.name not in INLINE), None)
