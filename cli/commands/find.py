"""`ecomstat find`: look for the websites of enterprises, visit what was proposed, and decide whose it is."""

from collections.abc import Mapping
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from catalogue.errors import CrawlError, StoreError
from catalogue.leaving import check_leaves, describe_leaving
from catalogue.messages import say
from cli.commands.classify import LOCK_SECONDS
from cli.commands.crawl import choose_phase, guest_options
from cli.finding import announce_leaves, list_leaving, print_found
from cli.leaving import allow_option
from cli.session import Number, Session, WholeNumber, country_argument, with_session
from store.crawl import end_broken_runs
from store.opening import Store
from store.purging.waves import find_purge
from store.runs import recording

if TYPE_CHECKING:
    from scrapers.crawling.options import CrawlReport
    from scrapers.finding.quests import FindOptions

PAGES, RETRIES = 5, 2
"""Of a candidate: pages at most, and attempts until a failure is final, the last on another day."""

VISITS = frozenset(("delay", "opt_out_file", "archive_dir", "connect_to", "allow_private", "night", "hours", "time_zone"))
"""The options that say how websites are visited."""


def search_options(function: Any) -> Any:
    """The options that name a search service and how it is asked."""
    options = [
        click.option(
            "--search",
            metavar="URL",
            help=say("The address of a search service's JSON, with {query} and, if it needs one, {key}.", query="{query}", key="{key}"),
        ),
        click.option("--search-results", default="results[].url", show_default=True, help=say("Where its answer holds the addresses.")),
        click.option(
            "--search-header", "search_headers", multiple=True, metavar="NAME: VALUE", help=say("A header that the service wants.")
        ),
        click.option("--search-query", metavar="TEXT", help=say("The question, with {name} and {place}.", name="{name}", place="{place}")),
        click.option(
            "--search-seconds", type=Number(0, 600), default=1.0, show_default=True, help=say("Seconds between two questions at least.")
        ),
    ]
    for option in reversed(options):
        function = option(function)
    return function


def find_options(function: Any) -> Any:
    """The options that say where candidates come from, which `run` takes too."""
    options: list[Any] = [
        allow_option("find"),
        click.option(
            "--list",
            "lists",
            multiple=True,
            metavar="FILE",
            help=say("A list of domains that you have: zone file, directory, extract (FILE or FILE:FORM). May be repeated."),
        ),
        search_options,
        click.option(
            "--dns",
            "name_server",
            metavar="HOST:PORT",
            help=say("The name server asked whether guessed names exist, in place of the system's; visits go by the system's."),
        ),
        click.option(
            "--guesses",
            type=WholeNumber(1, 100),
            default=20,
            show_default=True,
            help=say("At most so many names guessed for one enterprise."),
        ),
    ]
    for option in reversed(options):
        function = option(function)
    return function


@click.command(
    help=say("Look for the websites of a country's enterprises, visit what was proposed, and decide whose it is. Goes on where it stopped.")
)
@country_argument
@find_options
@guest_options
@with_session
def command(session: Session, country: str, **options: Any) -> None:
    """Finds and says what came out."""
    with session.open() as store:
        wave = session.begin(store, country)
        choose_phase(store, country, wave, None)
    find_websites(session, country, wave, options)


def find_websites(session: Session, country: str, wave: str, options: Mapping[str, Any]) -> None:
    """Candidates from every source that is wanted and allowed, visits, comparisons and decisions of a country's wave.

    `options` are those of `find_options` and `guest_options`; others are passed over.
    """
    from cli.seeking import seek_websites
    from scrapers.crawling.launching import check_crawl
    from scrapers.crawling.locking import lock_decisions
    from scrapers.crawling.options import CrawlOptions

    how = {name: value for name, value in options.items() if name in VISITS}
    crawl = CrawlOptions(
        country=country, wave=wave, pages=PAGES, retries=RETRIES, depth=1, spider="candidates", memory=session.memory, **how
    )
    asked = replace(_read_options(country, options), memory=session.memory)
    with session.open() as store:
        _refuse_purged(store, country, wave)
    check_crawl(session.db, crawl)
    with session.open() as store, lock_decisions(store.path, country, LOCK_SECONDS):
        end_broken_runs(store, country, "find")
        with recording(store, "find", _describe(asked, country), country, wave) as counts:
            if asked.allowed:
                counts["disclosed"] = " ".join(sorted(asked.allowed))
            announce_leaves(store, country, wave, asked)
            sought = seek_websites(store, crawl, asked, session.progress, counts, partial(_print_visit, session))
        session.progress.finish()
        print_found(store, country, wave, sought.reports, sought.links)


def _refuse_purged(store: Store, country: str, wave: str) -> None:
    """Raises StoreError for a wave that was purged: without its pages every link that rests on them would be taken back."""
    if at := find_purge(store, country, wave):
        raise StoreError(
            say(
                "The pages of wave {wave} of {country} were purged on {day}, so its links stay as they are: search in a newer wave.",
                wave=wave,
                country=country,
                day=at[:10],
            )
        )


def _read_options(country: str, options: Mapping[str, Any]) -> "FindOptions":
    """The options of finding, checked: raises an error for a source that is not known, a list or a service that cannot be asked."""
    from catalogue.profiles import load_profile
    from scrapers.finding.listed import check_lists
    from scrapers.finding.name_servers import open_name_server
    from scrapers.finding.quests import FindOptions
    from scrapers.finding.searching.source import open_service

    if "search" in options["allowed"] and options["search"] is None:
        raise CrawlError(say("Searching is allowed but no service is named: add --search URL."))
    open_name_server(options["name_server"])
    known = {field.name for field in fields(FindOptions)} - {"allowed"}
    given = {name: value for name, value in options.items() if name in known}
    asked = FindOptions(check_leaves(options["allowed"], "find"), **given)
    check_lists(asked, load_profile(country))
    if asked.search is not None:  # also without leave, since `runs` keeps the address, which may hold no key
        open_service(asked, load_profile(country))
    return asked


def _describe(asked: "FindOptions", country: str) -> dict[str, Any]:
    """What `runs` keeps of the options: what was allowed to leave, and where to."""
    left = [list_leaving(leave, asked, country) for leave in sorted(asked.allowed)]
    return {
        **describe_leaving(left), "lists": [Path(file).name for file in asked.lists], "search": asked.search, "dns": asked.name_server,
        "guesses": asked.guesses,
    }  # fmt: skip


def _print_visit(session: Session, report: "CrawlReport | None") -> None:
    """Says what a round of visits brought."""
    session.progress.finish()
    if report is None:
        click.echo(say("No proposed website is left to visit today."))
        return
    click.echo(
        say("Visited {visited} proposed websites with {requests} requests ({megabytes:.1f} MB).", visited=report.visited,
            requests=report.requests, megabytes=report.bytes / 1e6)
    )  # fmt: skip
    if report.to_try_again:
        click.echo(
            say(
                "{count} of them did not answer: run `ecomstat find {country}` on or after {day} to try them again.",
                count=report.to_try_again,
                country=report.country,
                day=report.try_again_from,
            )
        )
