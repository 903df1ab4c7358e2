"""What leaves this computer: the option that allows it, the line that says it, and what `runs` keeps of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import click

from catalogue.leaving import list_leaves
from catalogue.messages import say


@dataclass(frozen=True, slots=True)
class Leaving:
    """One thing that leaves in this run: by which leave, what exactly, and to whom."""

    leave: str
    tells: tuple[str, ...]
    to: str


def allow_option(command: str) -> Callable[[Any], Any]:
    """The option --allow-disclosure of a command, as `allowed`."""
    return click.option(
        "--allow-disclosure",
        "allowed",
        multiple=True,
        metavar="SOURCE",
        help=say("Allow what tells others more than a visit does: {leaves}. May be repeated.", leaves=", ".join(list_leaves(command))),
    )


def announce_leaving(leaving: Leaving) -> None:
    """Says what leaves, before it does."""
    click.echo(
        say(
            "Leaving this computer, for {leave}: {fields}; to {where}. Names of natural persons never leave.",
            leave=leaving.leave,
            fields=", ".join(map(say, leaving.tells)),
            where=leaving.to,
        )
    )


def describe_leaving(left: Sequence[Leaving]) -> dict[str, Any]:
    """What `runs` keeps among a run's arguments: what left, and to whom."""
    return {"disclosed": {one.leave: list(one.tells) for one in left}, "disclosed_to": {one.leave: one.to for one in left}}
