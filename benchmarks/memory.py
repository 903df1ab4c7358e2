"""The memory of this process and of those that it starts, as long as they run (Linux; elsewhere 0)."""

import os
from multiprocessing import active_children
from pathlib import Path
from threading import Event, Thread
from types import TracebackType

SECONDS = 3.0


class MemoryWatch:
    """Looks every few seconds; `own` and `all` are the peaks, in MiB summed over the processes.

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
