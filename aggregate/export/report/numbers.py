"""Shares and differences as the sentences of a report write them."""

from catalogue.messages import say
from catalogue.numbers import write_number

SMALL = 10
"""Shares in percent below this have a decimal in sentences."""
WIDEST = 100


def write_points(value: float) -> str:
    """A difference of shares in percentage points, with its sign; none where it is 0.0."""
    points = round(100 * value, 1)
    return ("+" if points > 0 else "") + write_number(points or 0.0, 1)


def is_small(value: float) -> bool:
    """Whether a share is told with a decimal: below ten of 100, but for none."""
    return 0 < round(100 * value, 1) < SMALL


def write_of_100(value: float, digits: int = 0) -> str:
    """A share as so many of 100, as sentences have it: whole (or to `digits`) where there are ten or more, else with one decimal.

    Only none is 0 and only all is 100: what is near is said to be so.
    """
    of_100 = 100 * value
    if of_100 in (0, WIDEST):
        return write_number(of_100)
    if of_100 < 0.05:
        return say("less than {share}", share=write_number(0.1, 1))
    if of_100 >= WIDEST - 0.5:
        return write_number(of_100, 1) if of_100 < WIDEST - 0.05 else say("more than {share}", share=write_number(99.9, 1))
    return write_number(of_100, 1 if is_small(value) else digits)
