"""What leaves this computer: the option that allows it, and the line that says it."""

from collections.abc import Callable
from typing import Any

import click

from catalogue.leaving import Leaving, list_leaves
from catalogue.messages import say


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
