"""How far a queue is, in words and as figures of a progress bar."""

from collections.abc import Iterable
from typing import Any

from catalogue.messages import say
from catalogue.sizes import list_size_classes
from store.opening import Store
from store.reviewing import count_progress
from store.reviewing.records import ADJUDICATED, Progress


def describe_progress(store: Store, queue: int, *, adjudicates: bool = False) -> dict[str, Any]:
    """{tasks, done, text, strata}: of the first two rounds together, or of the adjudicator's."""
    return write_progress(p for p in count_progress(store, queue) if (p.round == ADJUDICATED) == adjudicates)


def write_progress(counted: Iterable[Progress]) -> dict[str, Any]:
    """The same of counts at hand; strata of both rounds are put together."""
    strata = dict[str, list[int]]()
    for part in counted:
        known = strata.setdefault(part.stratum, [0, 0])
        known[0] += part.tasks
        known[1] += part.done
    tasks, done = (sum(numbers[place] for numbers in strata.values()) for place in (0, 1))
    return {
        "tasks": tasks,
        "done": done,
        "text": say("{done} of {tasks} done, {left} left", done=done, tasks=tasks, left=tasks - done),
        "strata": [{"name": name_stratum(name), "tasks": tasks, "done": done} for name, (tasks, done) in sorted(strata.items())],
    }


def name_stratum(code: str) -> str:
    """A size class in words; another stratum as it is."""
    size = list_size_classes().get(code, {}).get("title")
    return say(size) if size else code
