"""One page on a social network or a marketplace that several enterprises have: whose name it bears, and how many there are."""

import math
from collections.abc import Collection
from dataclasses import dataclass

from classify.linking.pairs import Piece

SERIOUS = -3.0
"""Log-odds below which nobody has the page in earnest."""

OTHERS_NAME = -3.5
BEARING = frozenset({"host_name.exact", "host_name.starts"})


@dataclass(slots=True)
class PageClaims:
    """How many enterprises have a page, and how many of them it is named after."""

    count: int = 0
    bearing: int = 0

    def add(self, log_odds: float, seen: Collection[str]) -> None:
        """One more enterprise with what is seen of it and the page."""
        if log_odds >= SERIOUS:
            self.count += 1
            self.bearing += not BEARING.isdisjoint(seen)


def weigh_page_rivals(log_odds: float, seen: Collection[str], claims: PageClaims) -> Piece | None:
    """What others take from an enterprise's claim to a page: nothing where the page bears its name, as those of branches do.

    A page named after another one of them is that one's; one that bears nobody's name is a group's or that of whoever keeps
    their papers, and the less surely each one's own the more there are.
    """
    if log_odds < SERIOUS or claims.count < 2 or not BEARING.isdisjoint(seen):
        return None
    return Piece("rivals.page_named_after", OTHERS_NAME) if claims.bearing else Piece("rivals.page_of_many", -math.log(claims.count))
