"""One reading process, seen from the crawl."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic

from scrapers.readers.child import LAST, READY
from scrapers.readers.frames import read_frame, write_frame

END_SECONDS = 5.0


class NotStartedError(Exception):
    """A reading process ended before it could take a task."""


class Reader:
    """A process that is started with its first task, and again after it ended; one task at a time."""

    def __init__(self, beginning: bytes) -> None:
        self._beginning = beginning
        self._process: subprocess.Popen[bytes] | None = None
        self.asked_at: float | None = None
        self.was_stopped = False

    @property
    def number(self) -> int | None:
        """The number of the process; None where none runs."""
        return self._process.pid if self._process is not None else None

    def ask(self, task: bytes) -> bytes | None:
        """The answer to a task; None where the process died over it.

        Raises:
            NotStartedError: the process ended before that.
        """
        self.was_stopped = False
        process = self.start()
        assert process.stdin is not None
        assert process.stdout is not None
        self.asked_at, answer = monotonic(), None
        try:
            write_frame(process.stdin, task)
            answer = read_frame(process.stdout)
        except OSError:
            pass  # the process has ended, which an answer that does not come says too
        finally:
            self.asked_at = None
        if not answer or answer[:1] == LAST:
            self.close()
        return answer[1:] if answer else None

    def stop(self) -> None:
        """Ends the process in the middle of a task; for another thread than the one that asks."""
        self.was_stopped = True
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        """Ends the process: by the end of its input, by force if it does not listen."""
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def start(self) -> "subprocess.Popen[bytes]":
        """The process, once it has loaded all that it reads with.

        Raises:
            NotStartedError: it ended before that.
        """
        if self._process is None:
            process = self._process = self._launch()
            assert process.stdout is not None
            if read_frame(process.stdout) != READY:
                self.close()
                raise NotStartedError
        return self._process

    def _launch(self) -> "subprocess.Popen[bytes]":
        root = str(Path(__file__).parents[2])
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))}
        process = subprocess.Popen(
            [sys.executable, "-m", "scrapers.readers.child"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )
        assert process.stdin is not None
        with suppress(OSError):
            write_frame(process.stdin, self._beginning)
        return process
