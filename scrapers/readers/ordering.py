"""Many tasks at once, their answers in the order of the tasks."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

AHEAD = 8
"""Tasks under way or done for each that can be worked on at once, so that one that takes long does not let the others stand idle."""

T = TypeVar("T")
A = TypeVar("A")


def answer_in_order(ask: Callable[[T], A], tasks: Iterable[T], count: int) -> Iterator[A]:
    """The answer to each task, `count` asked at once; tasks are taken by the thread that takes the answers, a little ahead."""
    threads = ThreadPoolExecutor(count, thread_name_prefix="ordered")
    waiting: deque[Future[A]] = deque()
    try:
        for task in tasks:
            waiting.append(threads.submit(ask, task))
            if len(waiting) >= AHEAD * count:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
