"""`ecomstat ingest`: signals from web archives, without the network."""

from pathlib import Path

import click

from catalogue.messages import say
from cli.session import Session, country_argument, with_session
from store.runs import recording


@click.command(help=say("Read websites from web archives (WARC): our own, or those of Common Crawl. No network is used."))
@country_argument
@click.argument("archives", type=click.Path(path_type=Path), nargs=-1, required=True)
@with_session
def command(session: Session, country: str, archives: tuple[Path, ...]) -> None:
    """Ingests archives and says what came out."""
    from scrapers.archives import ingest_archives

    with session.open() as store:
        wave = session.begin(store, country)
        with recording(store, "ingest", {"archives": [path.name for path in archives]}, country, wave) as counts:
            report = ingest_archives(store, archives, country=country, wave=wave, progress=session.progress)
            counts.update(report.counts)
    click.echo(report.sentence)
