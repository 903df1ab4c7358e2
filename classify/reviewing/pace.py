"""How fast a queue goes, and how long it will take at that."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

LATEST = 5
"""Days of work that the pace is taken from."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Enterprises done on a day of work, by all together, and days of work left at that."""

    per_day: float
    days_left: int


def estimate_pace(done_at: Iterable[str], left: int, *, today: str = "") -> Pace | None:
    """The pace of the latest days on which anything was done (times as ISO 8601); None before anything was.

    `today` (as 2026-11-22) is left out, since it is not over: ten minutes of it would count as a day of work.
    """
    days = Counter(moment[:10] for moment in done_at if moment[:10] != today)
    latest = sorted(days)[-LATEST:]
    if not latest:
        return None
    per_day = sum(days[day] for day in latest) / len(latest)
    return Pace(per_day, math.ceil(left / per_day))
