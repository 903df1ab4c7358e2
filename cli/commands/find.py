"""`ecomstat find`: look for the websites of enterprises, visit what was proposed, and decide whose it is."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from catalogue.errors import CrawlError
from catalogue.messages import say
from cli.commands.crawl import choose_phase, guest_options
from cli.finding import announce_leaves, print_found
from cli.session import Session, WholeNumber, country_argument, with_session
from store.opening import Store
from store.runs import recording

if TYPE_CHECKING:
    from scrapers.crawling import CrawlOptions
    from scrapers.finding.finding import SourceReport
    from scrapers.finding.quests import FindOptions

PAGES, RETRIES = 5, 2
"""Of a candidate: pages at most, and attempts until a failure is final, the last on another day."""

VISITS = frozenset(("delay", "opt_out_file", "archive_dir", "connect_to", "allow_private"))
"""The options that say how websites are visited."""


def find_options(function: Any) -> Any:
    """The options that say where candidates come from, which `run` takes too."""
    options = [
        click.option(
            "--allow-disclosure",
            "allowed",
            multiple=True,
            metavar="SOURCE",
            help=say("Allow a source that tells others something: dns (guessed domain names are looked up) or search. May be repeated."),
        ),
        click.option(
            "--list",
            "lists",
            multiple=True,
            metavar="FILE",
            help=say("A list of domains that you have: zone file, directory, extract (FILE or FILE:FORM). May be repeated."),
        ),
        click.option(
            "--search",
            metavar="URL",
            help=say("The address of a search service's JSON, with {query} and, if it needs one, {key}.", query="{query}", key="{key}"),
        ),
        click.option("--search-results", default="results[].url", show_default=True, help=say("Where its answer holds the addresses.")),
        click.option(
            "--dns",
            "name_server",
            metavar="HOST:PORT",
            help=say("The name server that is asked for guessed names, in place of the system's."),
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
    from scrapers.crawling import CrawlOptions, check_crawl

    how = {name: value for name, value in options.items() if name in VISITS}
    crawl = CrawlOptions(country=country, wave=wave, pages=PAGES, retries=RETRIES, depth=1, spider="candidates", **how)
    asked = _read_options(options)
    check_crawl(session.db, crawl)
    with session.open() as store:
        with recording(store, "find", _describe(asked), country, wave) as counts:
            reports = _look(session, store, country, wave, asked)
            counts.update({report.key: report.kept for report in reports if not report.is_off})
            _visit(session, store, crawl)
            _decide(session, store, country, wave)
        session.progress.finish()
        print_found(store, country, wave, reports)


def _read_options(options: Mapping[str, Any]) -> "FindOptions":
    """The options of finding, checked. Raises CrawlError for a source that is not known and a list that is not there."""
    from scrapers.finding.name_servers import open_name_server
    from scrapers.finding.permissions import check_leaves
    from scrapers.finding.quests import FindOptions

    for file in options["lists"]:
        if not Path(file).is_file() and not Path(file.rpartition(":")[0] or file).is_file():
            raise CrawlError(say("There is no list {file}: name a file with --list.", file=file))
    if options["search"] is not None and "{query}" not in options["search"]:
        raise CrawlError(say("--search needs {query} where the words to look for stand.", query="{query}"))
    if "search" in options["allowed"] and options["search"] is None:
        raise CrawlError(say("Searching is allowed but no service is named: add --search URL."))
    open_name_server(options["name_server"])
    chosen = {name: options[name] for name in ("search", "search_results", "name_server", "guesses")}
    return FindOptions(check_leaves(options["allowed"]), tuple(options["lists"]), allow_private=bool(options["allow_private"]), **chosen)


def _describe(asked: "FindOptions") -> dict[str, Any]:
    """What `runs` keeps of the options: what was allowed to leave, and where to."""
    from catalogue.linking import load_candidate_sources

    left = {s.leave: list(s.fields) for s in load_candidate_sources().values() if s.leave in asked.allowed}
    return {
        "disclosed": left, "lists": [Path(file).name for file in asked.lists], "search": asked.search, "dns": asked.name_server,
        "guesses": asked.guesses,
    }  # fmt: skip


def _look(session: Session, store: Store, country: str, wave: str, asked: "FindOptions") -> list["SourceReport"]:
    """Asks the sources; what they propose is kept."""
    from catalogue.profiles import load_profile
    from scrapers.finding.finding import find_candidates
    from scrapers.finding.permissions import Permissions
    from scrapers.finding.quests import Quest

    announce_leaves(store, country, wave, asked)
    profile = load_profile(country)
    return find_candidates(Quest(store, country, wave, profile, asked, Permissions(profile, asked.allowed), session.progress))


def _visit(session: Session, store: Store, crawl: "CrawlOptions") -> None:
    """Visits the candidates that nobody has visited, as far as it takes to see whose they are."""
    from scrapers.crawling import launch_crawl
    from store.crawl import count_open

    if not count_open(store, crawl.country, crawl.wave, candidates=True)[0]:
        click.echo(say("No proposed website is left to visit."))
        return
    report = launch_crawl(session.db, crawl, session.progress)
    session.progress.finish()
    click.echo(
        say("Visited {visited} proposed websites with {requests} requests ({megabytes:.1f} MB).", visited=report.visited,
            requests=report.requests, megabytes=report.bytes / 1e6)
    )  # fmt: skip
    if report.to_try_again:
        sentence = "{count} of them did not answer: run `ecomstat find {country}` on or after {day} to try them again."
        click.echo(say(sentence, count=report.to_try_again, country=report.country, day=report.try_again_from))


def _decide(session: Session, store: Store, country: str, wave: str) -> None:
    """Compares enterprises with the sites proposed for them, decides whose they are, and opens those that belong to somebody."""
    from store.candidates import settle_candidates

    # Comparisons: compare_candidates(store, country, wave, profile, progress) of scrapers/comparing.
    # Decisions: link_found_sites(store, country, wave, progress) of classify/linking.
    settle_candidates(store, country, wave)
