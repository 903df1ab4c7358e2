"""The work of matching in parts: each is done by any process and leaves a file, so that what is done is not done again."""

import json
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import connection, get_context, parent_process
from pathlib import Path
from threading import Thread

from catalogue.profiles import load_profile
from scrapers.finding.matching.index import KeyIndex, open_index
from scrapers.finding.matching.matcher import Matcher
from scrapers.finding.matching.prepared import PreparedList
from scrapers.finding.matching.seekers import SeekerFile, bucket_of, read_seekers, read_word_counts
from scrapers.finding.matching.variants import Telling, make_telling

BATCH = 500
WORD_CACHE = 200_000


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the enterprises against one list; `result` is the file that is there once it is done."""

    seekers: SeekerFile
    number: int
    list: PreparedList
    country: str
    most: int
    result: Path


def match_part(part: Part) -> None:
    """Does the part, where it is not done: a line for each enterprise with candidates, at the end the number of those cut."""
    if part.result.exists():
        return
    index = _open_index(part.list.folder)
    matcher = Matcher(index, load_profile(part.country), _telling(part.list.folder, part.seekers), part.most, part.list.has_names)
    unfinished = part.result.with_suffix(".part")
    with unfinished.open("w", encoding="ascii") as stream:
        seekers = list(read_seekers(part.seekers, part.number))
        for begin in range(0, len(seekers), BATCH):
            for seeker, found in matcher.match_seekers(seekers[begin : begin + BATCH]):
                stream.write(json.dumps([seeker.enterprise_id, found]) + "\n")
        stream.write(json.dumps(matcher.cut) + "\n")
    unfinished.replace(part.result)


def do_parts(parts: list[Part], workers: int) -> Iterator[Part]:
    """Does all parts in their order, several at once where there are several; gives each when it is done."""
    open_parts = [part for part in parts if not part.result.exists()]
    if workers < 2 or len(open_parts) < 2:
        for part in parts:
            match_part(part)
            yield part
        return
    with _open_pool(min(workers, len(open_parts))) as pool:
        done = {part.result: pool.submit(match_part, part) for part in open_parts}
        for part in parts:
            if part.result in done:
                done[part.result].result()
            yield part


def read_result(part: Part) -> tuple[list[tuple[str, list[tuple[str, float, str]]]], int]:
    """[(enterprise, its sites with score and words)] of a part that is done, and the number of sites cut."""
    *lines, last = part.result.read_text(encoding="ascii").splitlines()
    return [(identity, [(s, p, w) for s, p, w in found]) for identity, found in map(json.loads, lines)], int(json.loads(last))


@contextmanager
def _open_pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that end when the caller does, also where it is killed: what has not begun is not begun."""
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_watch_caller)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _watch_caller() -> None:
    """Lets this process end at once when the one that started it is gone: nobody is left to take its results."""
    if (caller := parent_process()) is not None:
        Thread(target=_end_with, args=(caller.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


@lru_cache(maxsize=2)
def _open_index(folder: Path) -> KeyIndex:
    return open_index(folder)


@lru_cache(maxsize=2)
def _telling(folder: Path, seekers: SeekerFile) -> Telling:
    index, counts = _open_index(folder), read_word_counts(seekers)
    named = lambda word: int(counts[bucket_of(word)])  # noqa: E731
    return lru_cache(maxsize=WORD_CACHE)(make_telling(index.count_holders, named, index.key_count, seekers.count))
