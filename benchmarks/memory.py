"""The memory of this process and of those that it starts."""

import os
import sys
from multiprocessing import active_children
from pathlib import Path
from threading import Event, Thread
from types import TracebackType

SECONDS = 3.0


class MemoryWatch:
    """Looks every few seconds; `own` and `all` are the peaks, in MiB summed over the processes (Linux; elsewhere 0).

    own: what they hold themselves; all: with the files that they look at, pages that several share counted once.
    """

    def __init__(self) -> None:
        self.own = self.all = 0.0
        self._end = Event()
        self._thread = Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "MemoryWatch":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._end.set()
        self._thread.join()

    def _watch(self) -> None:
        while True:
            told = [read_rollup(number) for number in (os.getpid(), *(child.pid for child in active_children()))]
            self.own = max(self.own, sum(own for own, _ in told))
            self.all = max(self.all, sum(both for _, both in told))
            if self._end.wait(SECONDS):
                return


def read_rollup(number: int | None) -> tuple[float, float]:
    """(anonymous, proportional) MiB of a process; zeros where it has ended or the system does not tell."""
    try:
        lines = Path(f"/proc/{number}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0, 0.0
    sizes = {name: int(rest.split()[0]) / 1024 for name, _, rest in (line.partition(":") for line in lines) if rest.endswith("kB")}
    return sizes.get("Pss_Anon", 0.0), sizes.get("Pss", 0.0)


def read_peak() -> float:
    """The highest memory of this process so far, in MB; not a number where the system does not tell."""
    try:
        import resource
    except ImportError:
        return float("nan")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1e3
