"""How much memory a command may take: as people write it, and how several processes share it."""

import re
from dataclasses import dataclass

from catalogue.errors import EcomstatError
from catalogue.messages import say

VARIABLE = "ECOMSTAT_MEMORY"
"""The environment variable that says what commands may take where `--memory` does not."""

DEFAULT = "2GB"
MB, GB = 10**6, 10**9
LEAST = 500 * MB
"""With less no command that visits or reads websites can work."""

WRITTEN = re.compile(r"(\d{1,9}(?:[.,]\d{1,3})?)\s*([kmgt])(i?)[bo]?", re.IGNORECASE | re.ASCII)
POWERS = {"k": 1, "m": 2, "g": 3, "t": 4}

READER, LARGEST_READER = 220 * MB, 600 * MB
"""What a process that reads pages needs at least, and from which size on more is of no use: it is replaced when it has grown."""

SHARED = 60 * MB
"""Files of libraries that a reading process looks at together with the others; the system counts them to the size of each."""

COMMAND, INGESTING, CRAWLING = 100 * MB, 160 * MB, 150 * MB
"""What the command that people start takes, while others work for it and when it lists archives, and a crawling process without the
websites that it visits; all measured."""

VISIT = 2 * MB
"""A website under way: its pages as sent, until it is committed (ten of 40 KB as a rule, seldom of megabytes)."""

MOST_VISITS, LEAST_VISITS = 64, 8


class MemoryLimitError(EcomstatError):
    """Raised where an amount of memory cannot be understood, or does not suffice for what is asked for."""


@dataclass(frozen=True, slots=True)
class Shares:
    """What each process of several gets: websites at once where it crawls, how many readers, and bytes that each of these may grow to."""

    visits: int
    readers: int
    reader: int


def read_memory(text: str) -> int:
    """Bytes of an amount such as `500MB`, `2 GB`, `1.5G` or `2GiB`; GB counts by thousands, GiB by 1,024.

    Raises:
        MemoryLimitError: it is no such amount, or less than any command can do with.
    """
    found = WRITTEN.fullmatch(text.strip())
    if found is None:
        raise MemoryLimitError(say("{text} is no amount of memory: write it as 500MB, 2GB or 1.5GB.", text=repr(text)))
    number, unit, binary = float(found[1].replace(",", ".")), found[2].lower(), found[3]
    amount = int(number * (1024 if binary else 1000) ** POWERS[unit])
    if amount < LEAST:
        raise MemoryLimitError(say("{text} of memory is too little: give {least} or more.", text=text.strip(), least=write_memory(LEAST)))
    return amount


def write_memory(amount: float) -> str:
    """An amount of memory or disk as people read it: 500 MB, 1.5 GB, 2 GB."""
    from catalogue.numbers import write_number  # here, since it takes longer than the rest of the command line

    unit, name, digits = next(
        ((u, n, d) for u, n, d in ((1000 * GB, "TB", 1), (GB, "GB", 1), (MB, "MB", 0)) if amount >= 0.95 * u), (1000, "kB", 0)
    )
    value = round(amount / unit, digits)
    return f"{write_number(value, 0 if value == round(value) or value >= 100 else digits)}\N{NO-BREAK SPACE}{name}"


def share_reading(memory: int, most: int) -> Shares:
    """The readers of a command that reads archives: `most` of them at most."""
    return _share(memory - INGESTING, most, 0)


def share_crawl(memory: int, workers: int, most_readers: int, most_visits: int = MOST_VISITS) -> Shares:
    """What each of `workers` crawling processes gets, with `most_readers` readers and `most_visits` websites at once at the most.

    Raises:
        MemoryLimitError: so many processes do not fit.
    """
    least = CRAWLING + LEAST_VISITS * VISIT + READER
    if (needed := COMMAND + workers * least) > memory:
        raise MemoryLimitError(
            say(
                "{workers} crawling processes need {needed} of memory: give that with --memory, or fewer --workers.",
                workers=workers,
                needed=write_memory(needed),
            )
            if workers > 1
            else say("A crawl needs {needed} of memory: give that with --memory.", needed=write_memory(needed))
        )
    each = (memory - COMMAND) // workers - CRAWLING
    visits = max(1, min(most_visits, (each - READER) // VISIT))
    return _share(each - visits * VISIT, most_readers, visits)


def _share(left: int, most: int, visits: int) -> Shares:
    readers = max(1, min(most, left // READER))
    return Shares(visits, readers, min(LARGEST_READER, left // readers + SHARED))
