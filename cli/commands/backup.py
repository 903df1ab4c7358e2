"""`ecomstat backup`: all that belongs to a store in one file."""

from pathlib import Path

import click

from catalogue.messages import say
from cli.session import Session, with_session


@click.command(
    help=say("Write the store, the accounts, and your own words and models into one file; others may go on working meanwhile."),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--with-archives", is_flag=True, help=say("The archived pages too, which may be large."))
@with_session
def command(session: Session, file: Path, with_archives: bool) -> None:
    """Writes a backup and says what is in it."""
    from store.backups import check_restored, write_backup

    click.echo(say("Store {db}", db=session.db))
    check_restored(session.db)
    manifest = write_backup(session.db, file, with_archives=with_archives)
    if not with_archives:
        click.echo(say("Archived pages are not in it: keep a copy of their folder, or add --with-archives."))
    click.echo(
        say(
            "Wrote {file} ({size} MB): {enterprises} enterprises, {labels} labels, {files} files. It holds the register: keep it safe.",
            file=file,
            size=round(file.stat().st_size / 1e6, 1),
            enterprises=manifest.holds["enterprises"],
            labels=manifest.holds["labels"],
            files=len(manifest.files),
        )
    )
