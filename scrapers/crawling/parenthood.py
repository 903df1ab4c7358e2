"""A crawl that was started by another process ends with it: its standard input closes, whatever ended the parent."""

import asyncio
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

STANDARD_INPUT = 0


@dataclass(slots=True)
class Watch:
    """A watch on the parent; after `cancel` it does nothing more."""

    is_over: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ends the watch."""
        self.is_over.set()


def watch_parent(loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> Watch:
    """Calls `stop` in the loop as soon as standard input ends."""
    watch = Watch()

    def wait() -> None:
        while os.read(STANDARD_INPUT, 1):
            pass
        if not watch.is_over.is_set() and not loop.is_closed():
            loop.call_soon_threadsafe(stop)

    threading.Thread(target=wait, name="parent", daemon=True).start()
    return watch
