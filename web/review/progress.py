"""How far a queue is, in words and as figures of a progress bar."""

from collections.abc import Iterable
from typing import Any

from catalogue.messages import say, say_count, say_text
from catalogue.numbers import write_number
from catalogue.sizes import find_size_title
from classify.reviewing.pace import measure_pace
from store.opening import Store
from store.reviewing import ADJUDICATED, Progress, count_progress


def describe_progress(store: Store, queue: int, *, adjudicates: bool = False) -> dict[str, Any]:
    """{tasks, done, text, strata}: of the first two rounds together, or of the adjudicator's."""
    return write_progress(p for p in count_progress(store, queue) if (p.round == ADJUDICATED) == adjudicates)


def describe_pace(store: Store, queue: int, left: int) -> str:
    """How many are done a day and how many days that leaves, in words; '' before a day of work is over and where nothing is left."""
    pace = measure_pace(store, queue, left)
    if pace is None or left == 0:
        return ""
    a_day = say("{number} a day", number=write_number(pace.per_day))
    days = say_count("{count} more day at this pace", "{count} more days at this pace", pace.days_left, count=write_number(pace.days_left))
    return f"{a_day}, {days}"


def write_progress(counted: Iterable[Progress]) -> dict[str, Any]:
    """The same of counts at hand; strata of both rounds are put together."""
    strata = dict[str, list[int]]()
    for part in counted:
        known = strata.setdefault(part.stratum, [0, 0])
        known[0] += part.tasks
        known[1] += part.done
    tasks, done = (sum(numbers[place] for numbers in strata.values()) for place in (0, 1))
    numbers = {"done": write_number(done), "tasks": write_number(tasks), "left": write_number(tasks - done)}
    return {
        "tasks": tasks,
        "done": done,
        "text": say("{done} of {tasks} done, {left} left", **numbers),
        "strata": [{"name": name_stratum(name), "tasks": tasks, "done": done} for name, (tasks, done) in sorted(strata.items())],
    }


def name_stratum(code: str) -> str:
    """A size class in words; another stratum as it is."""
    size = find_size_title(code)
    return say_text(size) if size else code
