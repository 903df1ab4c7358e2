"""The option --memory of every command, and its last guard: a command that needs more ends with a sentence, not by the system's hand."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import click

from catalogue.memory import DEFAULT, MB, VARIABLE, read_memory
from catalogue.messages import say

FOR_THREADS = 512 * MB
"""Address space that threads reserve for their stacks and hardly ever touch; the system counts it as taken."""

MOST_ALGEBRA = 8
"""Threads of linear algebra, each of which takes memory of its own."""


class Memory(click.ParamType[int]):
    """An amount of memory such as 500MB or 2GB."""

    name = "memory"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Bytes.

        Raises:
            MemoryLimitError: it is no amount, or too little.
        """
        return value if isinstance(value, int) else read_memory(str(value))


def build_option() -> click.Option:
    """The option, for a command that is there already."""
    return click.Option(["--memory"], **_describe())


def memory_option(function: Any) -> Any:
    """The option, for a command that is made by decorators."""
    return click.option("--memory", **_describe())(function)


def _describe() -> dict[str, Any]:
    sentence = say("Memory that the command may take, such as 500MB or 4GB (otherwise ECOMSTAT_MEMORY, else 2GB): with less it is slower.")
    return {"type": Memory(), "metavar": "SIZE", "expose_value": False, "callback": _keep, "help": sentence}


def find_memory(ctx: click.Context) -> int:
    """Bytes that the command may take: as asked for after its name or before it, as ECOMSTAT_MEMORY says, or 2 GB.

    Raises:
        MemoryLimitError: ECOMSTAT_MEMORY says no amount, or too little.
    """
    asked = ctx.meta.get(VARIABLE)
    return int(asked) if asked else read_memory(os.environ.get(VARIABLE) or DEFAULT)


def _keep(ctx: click.Context, param: click.Parameter, value: int | None) -> None:
    """Notes what was asked for; once the command's own options are read, this process is held to it."""
    if value is not None:
        ctx.meta[VARIABLE] = value
    if ctx.parent is not None:
        ctx.find_root().with_resource(keeping_to(find_memory(ctx)))


@contextmanager
def keeping_to(memory: int) -> Iterator[None]:
    """While the block lasts this process, and each that it starts, gets `memory` bytes more than it has now and no others.

    Python then raises MemoryError. Linux only: elsewhere the system has no such limit, or counts too much towards it.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", str(min(MOST_ALGEBRA, os.cpu_count() or 1)))
    if sys.platform != "linux":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = _measure_taken() + memory + FOR_THREADS
    known = [limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY]
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (min([wanted, *known]), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def _measure_taken() -> int:
    """Bytes that this process holds for itself by now; 0 where the system does not tell."""
    with suppress(OSError, ValueError, IndexError):
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5]) * os.sysconf("SC_PAGE_SIZE")
    return 0
