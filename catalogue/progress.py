"""How long work tells that it moves on: stages call these methods, the command line draws them."""

from typing import Protocol


class Progress(Protocol):
    """What a stage may say while it works."""

    def start(self, label: str, total: int | None = None) -> None:
        """A new piece of work begins; `total` is the number of steps, or None where nobody knows."""

    def advance(self, steps: int = 1) -> None:
        """So many more steps are done."""

    def note(self, sentence: str) -> None:
        """Something that the user should read now."""


class Quiet:
    """Says nothing: for tests and for callers who do not watch."""

    def start(self, label: str, total: int | None = None) -> None:
        """Nothing."""

    def advance(self, steps: int = 1) -> None:
        """Nothing."""

    def note(self, sentence: str) -> None:
        """Nothing."""
