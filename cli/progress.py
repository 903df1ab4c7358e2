"""Progress of long work: a bar on a terminal, plain lines elsewhere."""

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

import click

from catalogue.messages import say

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

SECONDS_BETWEEN_LINES = 10.0


class ScreenProgress:
    """Draws a bar where somebody watches; elsewhere prints a line at the start, now and then, and at the end of each piece of work."""

    def __init__(self) -> None:
        self._is_watched = sys.stderr.isatty()
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._label, self._total, self._done, self._said_at = "", None, 0, 0.0  # type: str, int | None, int, float

    def start(self, label: str, total: int | None = None) -> None:
        """A new piece of work begins."""
        self._finish()
        self._label, self._total, self._done, self._said_at = label, total, 0, time.monotonic()
        if self._is_watched:
            if self._bar is None:
                self._bar = _make_bar()
                self._bar.start()
            self._task = self._bar.add_task(label, total=total)
        else:
            click.echo(f"{label} …", err=True)

    def advance(self, steps: int = 1) -> None:
        """So many more steps are done."""
        self._done += steps
        if self._bar:
            if self._task is not None:
                self._bar.update(self._task, advance=steps)
        elif time.monotonic() - self._said_at >= SECONDS_BETWEEN_LINES:
            self._said_at = time.monotonic()
            self._say_line()

    def note(self, sentence: str) -> None:
        """Something that the user should read now."""
        if self._bar and self._task is not None:
            self._bar.console.print(sentence, markup=False, highlight=False)
        else:
            click.echo(sentence, err=True)

    def finish(self) -> None:
        """The piece of work is over; what is printed next stands below the bar."""
        self._finish()
        if self._bar:
            self._bar.stop()
            self._bar = None

    def __enter__(self) -> "ScreenProgress":
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self.finish()

    def _finish(self) -> None:
        if self._bar and self._task is not None:
            self._bar.update(self._task, total=self._done if self._total is None else self._total)
            self._bar.stop_task(self._task)
            self._task = None

    def _say_line(self) -> None:
        if self._total:
            click.echo(say("{label}: {done} of {total}", label=self._label, done=self._done, total=self._total), err=True)
        else:
            click.echo(say("{label}: {done}", label=self._label, done=self._done), err=True)


def _make_bar() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    # What commands print goes where it is sent, not to the bar's console: `ecomstat … > file` holds it also where the bar is on a screen.
    return Progress(*columns, console=Console(stderr=True), transient=False, redirect_stdout=False, redirect_stderr=False)
