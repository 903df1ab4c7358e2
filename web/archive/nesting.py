"""A page is cut where a parser would begin to labour.

Its time grows with the tags times the elements that stand open at each, and with the square of a tag's attributes.
"""

import re
from collections import Counter

MOST_WORK = 6_000_000
"""Tags and comments times open elements that are read. Of 2,500 real pages the most laborious has a third of it in tags, an ordinary one a
five-hundredth."""

AGAIN = 10
"""What an open element of looks counts more than others, since parsers open it again in each paragraph."""

_OVERLOADED_TAG = re.compile(  # a thousand attributes; the quantifiers give nothing back, so that looking takes no longer than reading
    rb"""<[A-Za-z][^\s/>]*+(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+){1000}"""
)
_TAG = re.compile(rb"<(/?)([A-Za-z!?][^\s/>]{0,20})")
"""Comments and instructions, too: the words between them are texts of their own."""

_NEVER_OPEN = frozenset(
    b"area base br col embed hr img input link meta param source track wbr a body button dd dt h1 h2 h3 h4 h5 h6 head html li nobr"
    b" optgroup option p rp rt tbody td tfoot th thead tr".split()
)
"""Elements that have no inside, or end by themselves where the next one begins."""

_LOOKS = frozenset(b"b big code em font i s small strike strong tt u".split())


def limit_work(markup: bytes) -> tuple[bytes, bool]:
    """The markup up to a tag that is overloaded or where it has cost `MOST_WORK`, and whether something was cut off.

    An end tag closes only what was opened under its name, so that nobody hides open elements behind end tags of others.
    """
    if overloaded := _OVERLOADED_TAG.search(markup):
        return limit_work(markup[: overloaded.start()])[0], True
    if markup.count(b"<") ** 2 <= MOST_WORK:
        return markup, False
    opened: Counter[bytes] = Counter()
    depth = work = 0
    for tag in _TAG.finditer(markup):
        name = tag[2].lower()
        if name not in _NEVER_OPEN and name[:1].isalpha():
            change = 1 if not tag[1] else -(opened[name] > 0)
            opened[name] += change
            depth += change * (AGAIN if name in _LOOKS else 1)
        work += depth + 1
        if work > MOST_WORK:
            return markup[: tag.start()], True
    return markup, False
