"""`ecomstat crawl`: visit the websites of a country."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from catalogue.leaving import check_leaves
from catalogue.messages import say, say_count
from cli.cluster import choose_cluster, fail_shards, print_rest, scheduler_option, storage_option
from cli.leaving import allow_option
from cli.rendering import begin_rendering, render_options, tell_shells
from cli.session import Number, Session, WholeNumber, country_argument, with_session
from cli.sharing import warn_of_shared_archive
from store.opening import Store
from store.runs import recording

if TYPE_CHECKING:
    from scrapers.cluster.options import ClusterOptions
    from scrapers.crawling.options import CrawlOptions, CrawlReport


class Archive(click.Choice[str]):
    """Which pages are archived; somebody who names a folder is told which option does that."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """`all` or `evidence`.

        Raises:
            UsageError: it is neither.
        """
        if str(value).lower() not in self.choices:
            self.fail(say("it is all or evidence, not {value}; a folder is named with --archive-folder.", value=repr(value)), param, ctx)
        return str(value).lower()


def guest_options(function: Any) -> Any:
    """The options of every command that visits websites."""
    options = [
        click.option("--delay", type=Number(0, 600), help=say("Seconds between two requests to one host.")),
        click.option(
            "--opt-out",
            "opt_out_file",
            type=click.Path(path_type=Path),
            help=say("A file with one website a line that is not to be visited."),
        ),
        click.option("--night", is_flag=True, help=say("Begin visits at night only: from 20 to 6 o'clock in the country.")),
        click.option("--hours", metavar="FROM-UNTIL", help=say("Begin visits in these hours only, such as 21:30-5.")),
        click.option("--time-zone", metavar="ZONE", help=say("The time zone that hours are of (otherwise the country's).")),
        click.option(
            "--archive-folder",
            "archive_dir",
            type=click.Path(path_type=Path),
            metavar="FOLDER",
            help=say("The folder for the archived pages (otherwise beside the store)."),
        ),
        click.option(
            "--connect-to",
            metavar="HOST:PORT",
            help=say("Send every connection there instead; addresses and archives keep their names. For tests."),
        ),
        click.option("--allow-private", is_flag=True, help=say("Allow addresses that are not public, such as 127.0.0.1.")),
    ]
    for option in reversed(options):
        function = option(function)
    return function


def crawl_options(function: Any) -> Any:
    """The options of a crawl, which `run` takes too."""
    options = [
        click.option("--pages", type=WholeNumber(1, 100), default=10, show_default=True, help=say("At most so many pages of one website.")),
        click.option(
            "--retries",
            type=WholeNumber(1, 20),
            default=3,
            show_default=True,
            help=say("A failure is final after so many attempts, the last on another day."),
        ),
        click.option(
            "--workers",
            type=WholeNumber(1, 64),
            default=1,
            show_default=True,
            help=say("Crawl in so many processes side by side, each with websites of its own: as many as the computer has cores at most."),
        ),
        click.option(
            "--archive",
            type=Archive(("all", "evidence")),
            default="all",
            show_default=True,
            help=say("Which pages of a website are archived: all, or those only on which something rests that was found."),
        ),
        click.option("--same-day", is_flag=True, help=say("Make all attempts in this crawl instead of waiting for another day.")),
        click.option(
            "--phase-one",
            type=WholeNumber(1),
            help=say("Visit only the websites of so many enterprises, drawn by chance before the first visit, where all are too many."),
        ),
        guest_options,
    ]
    for option in reversed(options):
        function = option(function)
    return function


@click.command(
    help=say("Visit the websites of a country's enterprises, archive their pages and keep the signals. Goes on where it stopped.")
)
@country_argument
@crawl_options
@render_options
@scheduler_option
@storage_option
@allow_option("crawl")
@click.option("--dry-run", is_flag=True, help=say("Visit nobody: only say what the crawl will take."))
@click.option("--contact", is_flag=True, help=say("Visit nobody: write the text of the office's contact page, from its settings."))
@with_session
def command(
    session: Session,
    country: str,
    *,
    contact: bool,
    dry_run: bool,
    render: bool,
    browser: Path | None,
    scheduler: str | None,
    storage: str | None,
    allowed: tuple[str, ...],
    **options: Any,
) -> None:
    """Crawls and says what came out, or writes what tells about crawls."""
    check_leaves(allowed, "crawl")
    cluster = choose_cluster(scheduler, storage, options["workers"], allowed, "crawl", session) if scheduler else None
    if cluster and (render or browser is not None):
        raise click.UsageError(say("--render opens websites from here: leave out --scheduler."))
    if cluster is None and storage:
        raise click.UsageError(say("--storage goes with --scheduler."))
    if dry_run and (render or browser is not None):
        raise click.UsageError(say("--dry-run tells of a crawl without --render: leave one of the two out."))
    if contact:
        write_contact(session, country, options["pages"], options["delay"])
    elif dry_run:
        forecast_wave(session, country, options)
    elif render or browser is not None:
        if (shells := begin_rendering(session, country, browser, options)) is not None:
            visit_websites(session, country, shells.wave, shells.options)
    else:
        crawl_wave(session, country, options, cluster)


def write_contact(session: Session, country: str, pages: int, delay: float | None) -> None:
    """Writes the contact page beside the store, and says what it lacks."""
    from cli.contact_page import Visits, list_missing, write_contact_pages
    from scrapers.crawling.contact import name_agent
    from scrapers.settings import DOWNLOAD_DELAY
    from store.settings import find_settings

    with session.open() as store:
        wave = session.begin(store, country, needs_frame=False)
        settings = find_settings(store, country, wave)
    agent = name_agent(settings.get("contact_name", ""), settings.get("contact_url", ""))
    visits = Visits(country, agent, pages, DOWNLOAD_DELAY if delay is None else delay)
    files = write_contact_pages(session.db.with_name(f"{session.db.stem}-contact"), settings, visits)
    click.echo("\n".join(str(file) for file in files))
    for name in list_missing(settings):
        click.echo(say("Still missing: ecomstat settings {name} …", name=name))
    click.echo(
        say("Read the page, fill what stands in [brackets], and publish it at {url}.", url=settings.get("contact_url") or "https://…")
    )


def crawl_wave(session: Session, country: str, options: dict[str, Any], cluster: "ClusterOptions | None" = None) -> None:
    """One crawl of a country's wave, after drawing its first phase where one is asked for."""
    size = options.pop("phase_one")
    with session.open() as store:
        wave = session.begin(store, country)
        choose_phase(store, country, wave, size)
    visit_websites(session, country, wave, options, cluster)


def visit_websites(session: Session, country: str, wave: str, options: dict[str, Any], cluster: "ClusterOptions | None" = None) -> None:
    """One crawl of a country's wave, in processes of its own or on a cluster."""
    from cli.forecast import announce_crawl
    from scrapers.crawling.burdens import place_burdens, write_burdens
    from scrapers.crawling.launching import launch_crawl

    crawl = _read_options(session, country, wave, options)
    if cluster:
        crawl = replace(crawl, workers=1)  # those of the cluster take nothing of this computer
    if crawl.archive_dir is not None:
        warn_of_shared_archive(crawl.archive_dir)
    if crawl.browser is None:  # the forecast is of websites that are not finished, and shells are
        with session.open() as store:
            announce_crawl(store, crawl)
    report = _crawl_on_cluster(session, crawl, cluster) if cluster else launch_crawl(session.db, crawl, session.progress)
    session.progress.finish()
    click.echo(_describe(report))
    with session.open() as store:
        burden = write_burdens(store, country, wave, place_burdens(session.db, country, wave))
        tell_shells(store, country, wave)
    click.echo(say("What every website was asked for: {path}", path=burden.path))


def forecast_wave(session: Session, country: str, options: dict[str, Any]) -> None:
    """Says what a crawl of a country's wave would take; what `--phase-one` would leave is not known before it is drawn."""
    from cli.forecast import announce_crawl

    if options.pop("phase_one") is not None:
        raise click.UsageError(say("--dry-run does not go with --phase-one: the first phase is drawn when the crawl begins."))
    with session.open() as store:
        wave = session.begin(store, country)
        announce_crawl(store, _read_options(session, country, wave, options))


def _read_options(session: Session, country: str, wave: str, options: Mapping[str, Any]) -> "CrawlOptions":
    from scrapers.crawling.options import CrawlOptions

    how = {name: value for name, value in options.items() if name != "archive"}
    return CrawlOptions(country=country, wave=wave, memory=session.memory, is_evidence=options["archive"] == "evidence", **how)


def _crawl_on_cluster(session: Session, asked: "CrawlOptions", cluster: "ClusterOptions") -> "CrawlReport":
    from scrapers.cluster.crawling import crawl_on_cluster

    report = crawl_on_cluster(session.db, asked, cluster, session.progress)
    session.progress.finish()
    print_rest(report)
    if report.failed:
        fail_shards(report.failed)
    return report.crawl


def choose_phase(store: Store, country: str, wave: str, size: int | None) -> None:
    """Draws the first phase where one is asked for, and says which enterprises are visited where these are not all."""
    from store.phases import find_phase

    design = None if size is not None else find_phase(store, country, wave)
    if size is None and design is None:
        return
    from aggregate.sampling.phases import draw_phase, report_phase

    if size is not None:
        with recording(store, "crawl", {"phase_one": size}, country, wave) as counts:
            report = draw_phase(store, country, wave, size)
            counts.update(phase_one=report.size, frame=report.frame_size)
    elif design is not None:
        report = report_phase(store, country, wave, design)
    click.echo(report.sentence)


def _describe(report: "CrawlReport") -> str:
    """What a crawl did and what comes next, in a line or two."""
    from scrapers.crawling.telling import describe_rest

    read, others = report.statuses.get("ok", 0), {s: n for s, n in report.statuses.items() if s not in {"ok", "not_attempted"}}
    done = say(
        "Visited {visited} websites with {requests} requests ({megabytes:.1f} MB). Of the wave's websites {read} were read; {others}.",
        visited=report.visited,
        requests=report.requests,
        megabytes=report.bytes / 1e6,
        read=read,
        others=", ".join(f"{status} {count}" for status, count in others.items()) or say("none failed"),
    )
    done += " " + say("Next: ecomstat classify {country}", country=report.country)
    if not report.to_try_again:
        return done
    again = say_count(
        "{count} website will be tried again: run `ecomstat crawl {country}` on or after {day}.",
        "{count} websites will be tried again: run `ecomstat crawl {country}` on or after {day}.",
        report.to_try_again,
        country=report.country,
        day=report.try_again_from or say("tomorrow"),
    )
    return f"{done}\n{again}{describe_rest(report)}"
