"""A page is cut where a parser would begin to labour.

Its time grows with the tags times the elements that stand open at each, with the square of a tag's attributes, and with the attributes that
further `body` and `html` tags add to the first.
"""

import re
from itertools import islice

MOST_WORK = 6_000_000
"""Tags and comments times open elements that are read. Of 2,500 real pages the most laborious has a third of it in tags, an ordinary one a
five-hundredth."""

AGAIN = 10
"""What an open element of looks counts more than others, since parsers open it again in each paragraph."""

MOST_ROOTS = 10
"""Tags of `body` and `html` that are read; pages put together of whole pages have a few."""

_OVERLOADED_TAG = re.compile(  # a thousand attributes; the quantifiers give nothing back, so that looking takes no longer than reading
    rb"""<[A-Za-z][^\s/>]*+(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+){1000}"""
)
_ROOT = re.compile(rb"<(?:html|body)[\s/>]", re.IGNORECASE)
_TAG = re.compile(rb"<(/?[A-Za-z!?][^\s/>]{0,20})")
"""Comments and instructions, too: the words between them are texts of their own."""

_NEVER_OPEN = frozenset(
    b"area base br col embed hr img input link meta param source track wbr a body button dd dt h1 h2 h3 h4 h5 h6 head html li nobr"
    b" optgroup option p rp rt tbody td tfoot th thead tr".split()
)
"""Elements that have no inside, or end by themselves where the next one begins."""

_LOOKS = frozenset(b"b big code em font i s small strike strong tt u".split())


def limit_work(markup: bytes) -> tuple[bytes, bool]:
    """The markup (UTF-8) up to a tag that is overloaded or where it has cost `MOST_WORK`, and whether something was cut off.

    An end tag closes only what was opened under its name, so that nobody hides open elements behind end tags of others.
    """
    whole = len(markup)
    if overloaded := _OVERLOADED_TAG.search(markup):
        markup = markup[: overloaded.start()]
    for root in islice(_ROOT.finditer(markup), MOST_ROOTS, MOST_ROOTS + 1):
        markup = markup[: root.start()]
    if markup.count(b"<") ** 2 > MOST_WORK and (cost := _count_affordable(markup)) is not None:
        markup = markup[: next(islice(_TAG.finditer(markup), cost, None)).start()]
    return markup, len(markup) < whole


def _count_affordable(markup: bytes) -> int | None:
    """How many tags can be read before they have cost `MOST_WORK`; None where all can."""
    opened: dict[bytes, int] = {}
    weights: dict[bytes, int] = {}
    depth = work = 0
    for number, tag in enumerate(_TAG.findall(markup)):
        weight = weights.get(tag)
        if weight is None:
            weight = weights[tag] = _weigh(tag)
        if weight > 0:
            name = tag.lower()
            opened[name] = opened.get(name, 0) + 1
            depth += weight
        elif weight < 0 and opened.get(name := tag[1:].lower()):
            opened[name] -= 1
            depth += weight
        work += depth + 1
        if work > MOST_WORK:
            return number
    return None


def _weigh(tag: bytes) -> int:
    """What a tag adds to the open elements: less than nothing where it is an end tag, nothing where it opens none."""
    name = tag.lstrip(b"/").lower()
    if name in _NEVER_OPEN or not name[:1].isalpha():
        return 0
    weight = AGAIN if name in _LOOKS else 1
    return -weight if tag.startswith(b"/") else weight
