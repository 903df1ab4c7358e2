"""Extraction alone: processes that hold all responses in memory, read them, and keep nothing."""

import multiprocessing
import time
from dataclasses import dataclass
from itertools import groupby
from multiprocessing.connection import Connection
from os import cpu_count
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from benchmarks.ingest_speed.archives import COUNTRY
from catalogue.profiles import load_profile
from scrapers.archives.judging import get_ready, read_response_page
from scrapers.archives.reading import Damage, read_archive


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds by the clock and of the processors; of the latter `command` in the process that hands out the work."""

    wall: float
    processor: float
    command: float = 0.0


class Extractors:
    """One process for each core, each with all responses; whoever is free takes the next website."""

    def __init__(self, archive: Path) -> None:
        context, self._count = multiprocessing.get_context("spawn"), cpu_count() or 1
        self._next = context.Value("i", 0)
        pipes = [context.Pipe() for _ in range(self._count)]
        self._ends = [own for own, _ in pipes]
        self._processes = [context.Process(target=_serve, args=(archive, self._next, other)) for _, other in pipes]
        for process in self._processes:
            process.start()
        for end in self._ends:
            end.recv()

    def extract(self) -> Took:
        """From the first process's beginning to the last one's end."""
        self._next.value = 0
        for end in self._ends:
            end.send(True)
        times = [end.recv() for end in self._ends]
        return Took(max(t[1] for t in times) - min(t[0] for t in times), sum(t[2] for t in times))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for end in self._ends:
            end.send(False)
        for process in self._processes:
            process.join()


def _serve(archive: Path, counter: Any, end: Connection) -> None:
    found = (record.response for record in read_archive(archive, Damage()) if record.response)
    sites = [list(pages) for _, pages in groupby(found, key=lambda response: response.url.split("/")[2])]
    profile = load_profile(COUNTRY)
    get_ready(profile)
    end.send(True)
    while end.recv():
        began, used = time.monotonic(), time.process_time()
        while (number := _take(counter)) < len(sites):
            for response in sites[number]:
                read_response_page(response, profile)
        end.send((began, time.monotonic(), time.process_time() - used))


def _take(counter: Any) -> int:
    with counter.get_lock():
        number = int(counter.value)
        counter.value += 1
    return number
