"""Crawling processes: each is started, listened to, and stopped with us."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any

STOP_SECONDS = 30
WINDOWS_GROUP = 0x00000200
"""CREATE_NEW_PROCESS_GROUP: Ctrl-C reaches this process, and the child through it."""

Child = subprocess.Popen[bytes]
Event = dict[str, Any]


@contextmanager
def running(commands: Sequence[Sequence[str]], log_file: Path) -> Iterator[list[Child]]:
    """The children while they run; they are asked to stop where the block is left early, by closing what they listen to."""
    environment = {**os.environ, "SCRAPY_SETTINGS_MODULE": "scrapers.settings", "ECOMSTAT_PROGRESS": "json", "PYTHONUNBUFFERED": "1"}
    environment["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parents[2]), environment.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    own_group: dict[str, Any] = {"creationflags": WINDOWS_GROUP} if sys.platform == "win32" else {"start_new_session": True}
    with ExitStack() as stack:
        log = stack.enter_context(log_file.open("ab"))
        children = list[Child]()
        stack.callback(_end, children)
        for command in commands:
            children.append(
                subprocess.Popen(  # noqa: S603  our own interpreter and module
                    command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, env=environment, **own_group
                )
            )
        yield children


def listen(children: Sequence[Child]) -> Iterator[tuple[int, Event]]:
    """What the children tell, with the number of who tells it, until all have ended; other output is passed over."""
    told: SimpleQueue[tuple[int, Event | None]] = SimpleQueue()
    for number, child in enumerate(children):
        Thread(target=_hear, args=(number, child, told), daemon=True).start()
    left = len(children)
    while left:
        number, event = told.get()
        if event is None:
            left -= 1
        else:
            yield number, event


def _hear(number: int, child: Child, told: "SimpleQueue[tuple[int, Event | None]]") -> None:
    assert child.stdout is not None
    try:
        for line in child.stdout:
            try:
                event = json.loads(line)
            except ValueError:
                continue
            if isinstance(event, dict) and "event" in event:
                told.put((number, event))
    except ValueError:
        pass  # closed meanwhile: nobody listens any more
    finally:
        told.put((number, None))


def _end(children: Sequence[Child]) -> None:
    """Asks all to stop, then waits for each."""
    for child in children:
        assert child.stdin is not None
        child.stdin.close()
    for child in children:
        assert child.stdout is not None
        try:
            child.wait(STOP_SECONDS)
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            child.kill()
            child.wait()
        child.stdout.close()
