"""The end of a queue: what is left of it, and its closing."""

from dataclasses import dataclass

from store.opening import Store
from store.reviewing import ADJUDICATED, Queue, close_queue, count_left_enterprises, count_progress
from store.runs import recording


@dataclass(frozen=True, slots=True)
class Left:
    """How much of a queue nobody has answered: tasks of the first two rounds, the enterprises that these are about, and disagreements that
    nobody adjudicated.
    """

    tasks: int
    enterprises: int
    disputes: int


def count_left(store: Store, queue: Queue) -> Left:
    """What is left of a queue."""
    left = {True: 0, False: 0}
    for part in count_progress(store, queue.queue):
        left[part.round == ADJUDICATED] += part.tasks - part.done
    return Left(left[False], count_left_enterprises(store, queue.queue), left[True])


def end_reviewing(store: Store, queue: Queue, by: str) -> None:
    """Closes an open queue and notes the run: nothing of it is handed out any more, and what was predicted may be shown."""
    with recording(store, "review", {"close": queue.sample}, queue.country, queue.wave):
        close_queue(store, queue.queue, by)
