"""A page is cut where a parser would begin to labour: its time grows with the tags times the elements that stand open at each."""

import re
from collections import Counter

MOST_WORK = 3_000_000
"""Tags times open elements that are read. Of 2,500 real pages the most laborious needs half of it, an ordinary one a three-hundredth."""

_TAG = re.compile(rb"<(/?)([A-Za-z][^\s/>]{0,20})")
_NEVER_OPEN = frozenset(
    b"area base br col embed hr img input link meta param source track wbr"  # have no inside
    b" a body button dd dt h1 h2 h3 h4 h5 h6 head html li nobr optgroup option p rp rt tbody td tfoot th thead tr".split()  # end by themselves
)


def limit_work(markup: bytes) -> tuple[bytes, bool]:
    """The markup up to where it has cost `MOST_WORK`, and whether something was cut off.

    An end tag closes only what was opened under its name, so that nobody hides open elements behind end tags of others.
    """
    if markup.count(b"<") ** 2 <= MOST_WORK:
        return markup, False
    opened: Counter[bytes] = Counter()
    depth = work = 0
    for tag in _TAG.finditer(markup):
        name = tag[2].lower()
        if name not in _NEVER_OPEN:
            change = 1 if not tag[1] else -(opened[name] > 0)
            opened[name] += change
            depth += change
        work += depth + 1
        if work > MOST_WORK:
            return markup[: tag.start()], True
    return markup, False
