"""What is said before a command writes onto another computer's disk."""

from pathlib import Path

import click

from catalogue.messages import say
from store.shares import find_share

READING = frozenset(("burden", "compare", "countries", "evaluate", "explain", "indicators", "status"))
"""Commands that write nothing into the store."""


def warn_of_share(store: Path) -> None:
    """Says so where the store lies on a network share, and what to do."""
    if kind := find_share(store):
        click.echo(
            say(
                "Careful: the store {store} is on a network share ({kind}). SQLite's locks may fail there, so that two commands damage it,"
                " and a lost connection stops every command. Keep it on a disk of this computer (--db FILE), and copy it to the share with"
                " `ecomstat backup`.",
                store=store,
                kind=kind,
            ),
            err=True,
        )


def warn_of_shared_archive(folder: Path) -> None:
    """Says so where pages would be archived on a network share; a lost connection costs the websites under way, no more."""
    if kind := find_share(folder):
        click.echo(
            say(
                "Careful: the folder {folder} for archived pages is on a network share ({kind}). Where the connection is lost the crawl"
                " stops; run it again to go on, or name a folder of this computer with --archive-folder.",
                folder=folder,
                kind=kind,
            ),
            err=True,
        )
