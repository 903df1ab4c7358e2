"""`ecomstat ingest`: signals from web archives, without the network."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from catalogue.messages import say
from cli.session import Session, country_argument, with_session

if TYPE_CHECKING:
    from scrapers.archives.reports import IngestReport


@click.command(help=say("Read websites from web archives (WARC): our own, or those of Common Crawl. No network is used."))
@country_argument
@click.argument("archives", type=click.Path(path_type=Path), nargs=-1, required=True)
@with_session
def command(session: Session, country: str, archives: tuple[Path, ...]) -> None:
    """Ingests archives and says what came out."""
    from scrapers.archives.ingesting import ingest_archives

    with session.open() as store:
        wave = session.begin(store, country)
        report = ingest_archives(store, archives, country=country, wave=wave, progress=session.progress)
    session.progress.finish()
    for note in report.notes:
        click.echo(say("Note: {warning}", warning=note))
    _print_report(report)


def _print_report(report: "IngestReport") -> None:
    if report.not_registered:
        click.echo(say("{count} sites of the archives are not in the register and were left out.", count=report.not_registered))
    if report.kept:
        click.echo(say("{count} sites were read later than these archives; what the store held of them stays.", count=report.kept))
    if report.unusable:
        click.echo(say("{count} sites have only redirects in these archives and were left as they were.", count=report.unusable))
    statuses = ", ".join(f"{status} {count}" for status, count in report.statuses.items()) or say("none")
    click.echo(
        say(
            "Read {sites} sites with {pages} pages. The wave's websites: {statuses}. Next: ecomstat classify {country}",
            sites=report.sites,
            pages=report.pages,
            statuses=statuses,
            country=report.country,
        )
    )
