"""Crawling processes: each is started, listened to, and stopped with us."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, BinaryIO

STOP_SECONDS = 30
WINDOWS_GROUP = 0x00000200
"""CREATE_NEW_PROCESS_GROUP: Ctrl-C reaches this process, and the child through it."""

OWN_GROUP: dict[str, Any] = {"creationflags": WINDOWS_GROUP} if sys.platform == "win32" else {"start_new_session": True}

Child = subprocess.Popen[bytes]
Event = dict[str, Any]


@contextmanager
def running(commands: Sequence[Sequence[str]], log_file: Path) -> Iterator["Children"]:
    """The children while they run; they are asked to stop where the block is left early, by closing what they listen to."""
    with log_file.open("ab") as log:
        children = Children(commands, log)
        with ExitStack() as stack:
            stack.callback(children.end)
            children.start()
            yield children


class Children:
    """Processes by the number of their commands, from 0."""

    def __init__(self, commands: Sequence[Sequence[str]], log: BinaryIO) -> None:
        self._commands, self._log = commands, log
        self._running: dict[int, Child] = {}
        self._told: SimpleQueue[tuple[int, Event | None]] = SimpleQueue()

    def start(self) -> None:
        """Starts them all."""
        for number in range(len(self._commands)):
            self.launch(number)

    def launch(self, number: int) -> None:
        """Starts one, again if it has ended, and listens to it."""
        child = self._running[number] = subprocess.Popen(  # noqa: S603  our own interpreter and module
            self._commands[number], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, env=_environment(), **OWN_GROUP
        )
        Thread(target=_hear, args=(number, child, self._told), daemon=True).start()

    def listen(self) -> Iterator[tuple[int, Event | None]]:
        """What they tell, with the number of who tells it, until all have ended; other output is passed over. None: this one has ended."""
        left = len(self._running)
        while left:
            number, event = self._told.get()
            if event is not None:
                yield number, event
                continue
            ended = self._close(number)
            yield number, None
            left -= self._running[number] is ended

    def exit_code(self, number: int) -> int:
        """How a process that has ended did so; below 0 where something killed it."""
        return self._running[number].wait()

    def end(self) -> None:
        """Asks all to stop, then waits for each."""
        for child in self._running.values():
            assert child.stdin is not None
            with suppress(OSError):
                child.stdin.close()
        for child in self._running.values():
            assert child.stdout is not None
            try:
                child.wait(STOP_SECONDS)
            except (subprocess.TimeoutExpired, KeyboardInterrupt):
                child.kill()
                child.wait()
            child.stdout.close()

    def _close(self, number: int) -> Child:
        """The process that has ended, with its pipes closed."""
        child = self._running[number]
        assert child.stdin is not None
        assert child.stdout is not None
        child.wait()
        with suppress(OSError):
            child.stdin.close()
        child.stdout.close()
        return child


def _environment() -> dict[str, str]:
    environment = {**os.environ, "SCRAPY_SETTINGS_MODULE": "scrapers.settings", "ECOMSTAT_PROGRESS": "json", "PYTHONUNBUFFERED": "1"}
    environment["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parents[2]), environment.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    return environment


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
