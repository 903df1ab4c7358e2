"""`ecomstat import`: another office's figures beside one's own."""

from pathlib import Path

import click

from catalogue.errors import PackageError
from catalogue.messages import say
from cli.imported import name_import, print_imports
from cli.session import Session, with_session
from store.imports import read_imports, remove_import
from store.opening import Store
from store.rows import current_time
from store.runs import recording


@click.command(help=say("Take in the package of another office, which `ecomstat export --format package` wrote there."))
@click.argument("package", type=click.Path(path_type=Path), required=False)
@click.option("--list", "lists", is_flag=True, help=say("List what was imported, with its numbers, and change nothing."))
@click.option("--remove", type=click.IntRange(1), metavar="NUMBER", help=say("Take an import away again; --list tells its number."))
@with_session
def command(session: Session, package: Path | None, lists: bool, remove: int | None) -> None:
    """Takes a package in, takes one away, or lists them."""
    if [package is not None, lists, remove is not None].count(True) != 1:
        raise click.UsageError(say("Name a package (ecomstat-UG-2026-package.zip), or --list, or --remove NUMBER: one of them."))
    if package is not None:
        _import(session, package)
        return
    with session.open() as store:
        if remove is not None:
            _remove(store, remove)
        elif not print_imports(store):
            click.echo(say("Nothing has been imported from other offices."))


def _import(session: Session, package: Path) -> None:
    """Checks the package, keeps its figures, and says what they are."""
    from aggregate.imports import import_package

    with session.open(create=True) as store, recording(store, "import", {"package": package.name}) as counts:
        release, figures, is_new = import_package(store, package, current_time())
        counts.update(figures=figures, new=int(is_new))
    told = name_import(release)
    if not is_new:
        click.echo(say("{what} was here already: nothing was changed.", what=told))
        return
    if release.licence:
        click.echo(say("Licence: {licence}", licence=release.licence))
    else:
        click.echo(say("The package names no licence: ask the office before you publish anything with its figures."))
    click.echo(
        say(
            "Imported {figures} figures of {what}, beside your own: compare them with `ecomstat compare`.",
            figures=figures,
            what=told,
        )
    )


def _remove(store: Store, number: int) -> None:
    with recording(store, "import", {"remove": number}) as counts:
        if (found := remove_import(store, number)) is None:
            known = ", ".join(str(release.import_number) for release in read_imports(store)) or say("none")
            raise PackageError(
                say("There is no import {number}; the store has: {known}. `--list` tells what they are.", number=number, known=known)
            )
        counts["removed"] = 1
    click.echo(say("Took {what} away. The file that it came from was not touched.", what=name_import(found)))
