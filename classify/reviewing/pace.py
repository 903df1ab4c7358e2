"""How fast a queue goes, and how long it will take at that."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from store.opening import Store
from store.reviewing import ADJUDICATED, current_moment, read_done_tasks

LATEST = 5
"""Days of work that the pace is taken from."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Enterprises done on a day of work, by all together, and days of work left at that."""

    per_day: float
    days_left: int


def measure_pace(store: Store, queue: int, left: int) -> Pace | None:
    """The pace of a queue's reviewers on days that are over; `left` and pace are of the first two rounds, without adjudicators' work."""
    done = (task.done_at or "" for task in read_done_tasks(store, queue) if task.round != ADJUDICATED)
    return estimate_pace(done, left, today=datetime.fromisoformat(current_moment()).astimezone().date())


def estimate_pace(done_at: Iterable[str], left: int, zone: tzinfo | None = None, *, today: date | None = None) -> Pace | None:
    """The pace of the latest days on which anything was done; None before anything was.

    Times as ISO 8601 in UTC; days are those of the time zone (None: this computer's), since midnight in UTC may fall into a day of work.
    `today` is left out, since it is not over: ten minutes of it would count as a day of work.
    """
    moments = (datetime.fromisoformat(moment).astimezone(zone).date() for moment in done_at if moment)
    days = Counter(day for day in moments if day != today)
    latest = sorted(days)[-LATEST:]
    if not latest:
        return None
    per_day = sum(days[day] for day in latest) / len(latest)
    return Pace(per_day, math.ceil(left / per_day))
