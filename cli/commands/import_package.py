"""`ecomstat import`: another office's figures beside one's own."""

from pathlib import Path

import click

from catalogue.messages import say
from cli.session import Session, with_session
from store.rows import current_time
from store.runs import recording


@click.command(help=say("Take in the package of another office, which `ecomstat export --format package` wrote there."))
@click.argument("package", type=click.Path(path_type=Path))
@with_session
def command(session: Session, package: Path) -> None:
    """Checks the package, keeps its figures, and says what they are."""
    from aggregate.imports import import_package
    from aggregate.publication.vintages import name_vintage

    with session.open(create=True) as store, recording(store, "import", {"package": package.name}) as counts:
        release, figures, is_new = import_package(store, package, current_time())
        counts.update(figures=figures, new=int(is_new))
    told = {
        "country": release.country,
        "wave": release.wave,
        "vintage": name_vintage(release.vintage),
        "office": release.office or say("office not named"),
    }
    if not is_new:
        click.echo(say("{country} {wave} ({vintage}, {office}) was here already: nothing was changed.", **told))
        return
    if release.licence:
        click.echo(say("Licence: {licence}", licence=release.licence))
    else:
        click.echo(say("The package names no licence: ask the office before you publish anything with its figures."))
    click.echo(
        say(
            "Imported {figures} figures of {country} {wave} ({vintage}, {office}), beside your own: compare them with `ecomstat compare`.",
            figures=figures,
            **told,
        )
    )
