"""`ecomstat restore`: a store as a backup holds it."""

from pathlib import Path

import click

from catalogue.messages import say
from cli.session import Session, with_session


@click.command(help=say("Bring back what a backup holds; what stands there now is kept aside."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help=say("Also where the store holds newer work than the backup, or is damaged."))
@with_session
def command(session: Session, file: Path, replace: bool) -> None:
    """Restores a backup and says what was kept aside."""
    from store.backups import restore_backup

    click.echo(say("Store {db}", db=session.db))
    restored = restore_backup(file, session.db, replace=replace)
    if restored.aside:
        click.echo(say("What stood there before is kept in {file}.", file=restored.aside))
    manifest = restored.manifest
    click.echo(
        say(
            "Restored {db} as it was on {moment}: {enterprises} enterprises, {labels} labels. Everybody has to log in again.",
            db=session.db,
            moment=manifest.made_at,
            enterprises=manifest.holds["enterprises"],
            labels=manifest.holds["labels"],
        )
    )
