"""Work on a cluster of computers, as commands offer it: its options, the office's leave, and what came of it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

import click

from catalogue.errors import CrawlError
from catalogue.leaving import Leaving, check_leaves, describe_leaving, require_leave
from catalogue.messages import say, say_count
from cli.leaving import announce_leaving
from cli.session import Session

if TYPE_CHECKING:
    from scrapers.cluster.options import ClusterOptions, ClusterReport


def scheduler_option(function: Any) -> Any:
    """The option that names a cluster."""
    return click.option(
        "--scheduler",
        metavar="ADDRESS",
        help=say("Have the work done by the computers of this Dask cluster (tls://HOST:8786), or by processes here (local:4)."),
    )(function)


def storage_option(function: Any) -> Any:
    """The option that names where a cluster's work is put."""
    return click.option(
        "--storage", metavar="PLACE", help=say("Where the cluster puts what it read: a folder that all its computers see, or s3://….")
    )(function)


def choose_cluster(
    scheduler: str, storage: str | None, at_once: int, allowed: Sequence[str], command: str, session: Session
) -> "ClusterOptions":
    """The cluster asked for, once it is allowed; says what leaves.

    Raises:
        UsageError: no storage is named.
        CrawlError: its address is none, it is not installed, or the office's leave was not given.
    """
    from scrapers.cluster.options import ClusterOptions, check_scheduler, require_cluster, stays_here

    given = check_leaves(allowed, command)
    if not storage:
        raise click.UsageError(say("--scheduler goes with --storage PLACE: a folder that all computers see, or s3://BUCKET/FOLDER."))
    check_scheduler(scheduler)  # before anybody is asked for a leave that would be for nothing
    require_cluster()
    disclosed: dict[str, Any] = {}
    if not stays_here(scheduler, storage):
        leave = require_leave("cluster", given)
        leaving = Leaving("cluster", leave.tells, f"{scheduler}, {storage}")
        announce_leaving(leaving)
        disclosed = describe_leaving([leaving])
    _note_own_words(session)
    return ClusterOptions(scheduler, storage, at_once, disclosed=disclosed)


def _note_own_words(session: Session) -> None:
    """The office's own words are no hosts, and do not leave."""
    from store.additions import additions_folder

    if additions_folder(session.db).is_dir():
        session.progress.note(
            say("Your office's own words are not sent: for those, run `ecomstat ingest` on the archives afterwards, here.")
        )


def print_rest(report: "ClusterReport") -> None:
    """Says which websites the cluster was not asked for."""
    if report.staying:
        click.echo(
            say_count(
                "{count} website was not sent: its address says more than a host name, or its owner asked not to be visited. "
                "`ecomstat crawl {country}` does it from here.",
                "{count} websites were not sent: their addresses say more than a host name, or their owners asked not to be visited. "
                "`ecomstat crawl {country}` does them from here.",
                report.staying,
                country=report.crawl.country,
            )
        )


def fail_shards(reasons: Sequence[str]) -> NoReturn:
    """Raises CrawlError for shards that nobody could do; what others did is in the store by then."""
    raise CrawlError(
        say(
            "{count} shards failed; the first: {reason} What others read is in the store; run the same command again for the rest.",
            count=len(reasons),
            reason=reasons[0],
        )
    )
