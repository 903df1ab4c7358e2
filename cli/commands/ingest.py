"""`ecomstat ingest`: signals from web archives, without the network."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from catalogue.leaving import check_leaves
from catalogue.messages import say
from cli.cluster import choose_cluster, fail_shards, scheduler_option
from cli.leaving import allow_option, announce_leaving
from cli.session import Session, WholeNumber, country_argument, with_session

if TYPE_CHECKING:
    from scrapers.archives.reports import IngestReport
    from scrapers.common_crawl.collecting import Collected
    from store.opening import Store


def common_crawl_options(function: Any) -> Any:
    """The options that name a crawl of Common Crawl's and where it is read from."""
    options = [
        click.option(
            "--common-crawl",
            "crawl",
            metavar="CRAWL",
            help=say("Read the register's websites from this crawl of Common Crawl's, such as CC-MAIN-2026-04."),
        ),
        click.option(
            "--index", metavar="PLACE", help=say("A folder with the crawl's columnar index in Parquet, or a CDX server's address.")
        ),
        click.option(
            "--storage",
            metavar="PLACE",
            help=say(
                "A folder with the crawl's archives, or the address that they are fetched from; with --scheduler, where the cluster puts"
                " what it read."
            ),
        ),
        allow_option("ingest"),
    ]
    for option in reversed(options):
        function = option(function)
    return function


@click.command(
    help=say("Read websites from web archives (WARC): our own, or those of Common Crawl. No network is used without --common-crawl.")
)
@country_argument
@click.argument("archives", type=click.Path(), nargs=-1)
@common_crawl_options
@scheduler_option
@click.option("--workers", type=WholeNumber(1, 64), default=1, show_default=True, help=say("So many tasks of a cluster at the same time."))
@with_session
def command(session: Session, country: str, archives: tuple[str, ...], crawl: str | None, scheduler: str | None, **options: Any) -> None:
    """Ingests archives and says what came out."""
    from scrapers.archives.ingesting import ingest_archives

    if bool(archives) == bool(crawl):
        raise click.UsageError(say("Name archives (.warc or .warc.gz files), or a crawl with --common-crawl: one of the two."))
    check_leaves(options["allowed"], "ingest")
    if options["index"] and not crawl:
        raise click.UsageError(say("--index goes with --common-crawl."))
    if options["storage"] and not (crawl or scheduler):
        raise click.UsageError(say("--storage goes with --common-crawl or --scheduler."))
    if scheduler:
        _ingest_on_cluster(session, country, archives, scheduler, options)
        return
    with session.open() as store:
        wave = session.begin(store, country)
        paths = _collect(session, store, country, wave, crawl, options) if crawl else tuple(map(Path, archives))
        if not paths:
            return
        report = ingest_archives(store, paths, country=country, wave=wave, progress=session.progress, memory=session.memory)
    session.progress.finish()
    for note in report.notes:
        click.echo(say("Note: {warning}", warning=note))
    _print_report(report)


def _ingest_on_cluster(session: Session, country: str, archives: tuple[str, ...], scheduler: str, options: dict[str, Any]) -> None:
    """Has archives read by the computers of a cluster."""
    if not archives:
        raise click.UsageError(say("--scheduler reads archives; those of Common Crawl's are first fetched without it."))
    cluster = choose_cluster(scheduler, options["storage"], options["workers"], options["allowed"], "ingest", session)
    from scrapers.cluster.ingesting import ingest_on_cluster

    with session.open() as store:
        wave = session.begin(store, country)
        report, failed = ingest_on_cluster(store, archives, country=country, wave=wave, cluster=cluster, progress=session.progress)
    session.progress.finish()
    for note in report.notes:
        click.echo(say("Note: {warning}", warning=note))
    _print_report(report)
    if failed:
        fail_shards(failed)


def _collect(session: Session, store: "Store", country: str, wave: str, crawl: str, options: dict[str, Any]) -> tuple[Path, ...]:
    """The archive with what a crawl has of the register's websites; none where it has nothing."""
    from scrapers.common_crawl.collecting import collect_crawl
    from scrapers.common_crawl.sources import find_leaving, find_source

    source = find_source(store, country, wave, crawl, options["index"], options["storage"])
    if (leaving := find_leaving(source, check_leaves(options["allowed"], "ingest"))) is not None:
        announce_leaving(leaving)
    collected = collect_crawl(store, source, options["allowed"], country=country, wave=wave, progress=session.progress)
    session.progress.finish()
    _print_collected(collected, crawl)
    return (collected.archive,) if collected.archive else ()


def _print_collected(collected: "Collected", crawl: str) -> None:
    click.echo(
        say(
            "{crawl} has {sites} of the websites; {count} pages were fetched now.",
            crawl=crawl,
            sites=collected.sites,
            count=collected.records,
        )
    )
    if collected.lacking:
        click.echo(
            say(
                "{count} websites of the register are not in {crawl}: they were not read, and `ecomstat crawl` can visit them.",
                count=collected.lacking,
                crawl=crawl,
            )
        )
    if collected.damaged:
        click.echo(say("{count} pages could not be had whole; the same command tries them again.", count=collected.damaged))


def _print_report(report: "IngestReport") -> None:
    if report.not_registered:
        click.echo(say("{count} sites of the archives are not in the register and were left out.", count=report.not_registered))
    if report.opted_out:
        click.echo(say("{count} sites were left out, since their owners asked not to be visited.", count=report.opted_out))
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
