"""The cluster that does the work: one that is there already, or processes on this computer."""

import logging
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from distributed import Client, LocalCluster

from catalogue.errors import CrawlError
from catalogue.messages import say
from catalogue.progress import Progress
from scrapers.cluster.options import LOCAL, check_scheduler

SECONDS = "30s"
LISTEN_SECONDS = 15.0


@contextmanager
def connecting(scheduler: str, at_once: int, progress: Progress) -> Iterator[Client]:
    """A connection to the scheduler while the block works; certificates for `tls://` are those of Dask's own configuration.

    Raises:
        CrawlError: the address is none, or nobody answers there.
    """
    check_scheduler(scheduler)
    local = LOCAL.fullmatch(scheduler)
    with ExitStack() as stack:
        if local:
            yield stack.enter_context(Client(stack.enter_context(_start_local(int(local[1] or at_once))), set_as_default=False))
            return
        if not scheduler.startswith(("tls://", "wss://")):
            progress.note(
                say(
                    "The connection to {scheduler} is not encrypted and asks nobody who they are: for closed networks only.",
                    scheduler=scheduler,
                )
            )
        _find_listener(scheduler)
        try:
            client = stack.enter_context(Client(scheduler, timeout=SECONDS, set_as_default=False))
        except (OSError, TypeError, ValueError, RuntimeError) as error:
            raise _miss(scheduler, error) from error
        yield client


def _find_listener(scheduler: str) -> None:
    """Raises CrawlError where nobody listens: Dask itself would say so only after long, and in many lines."""
    host, _, port = scheduler.partition("://")[2].rpartition(":")
    try:
        socket.create_connection((host.strip("[]"), int(port)), LISTEN_SECONDS).close()
    except (OSError, OverflowError) as error:
        raise _miss(scheduler, error) from error


def _miss(scheduler: str, error: Exception) -> CrawlError:
    return CrawlError(
        say(
            "No Dask scheduler can be reached at {scheduler} ({reason}): is it running, and has this computer its certificates?",
            scheduler=scheduler,
            reason=str(error) or type(error).__name__,
        )
    )


def _start_local(count: int) -> LocalCluster:
    """Processes on this computer; certificates made for the moment keep its other users from giving them tasks."""
    return LocalCluster(
        n_workers=count, threads_per_worker=1, processes=True, dashboard_address="127.0.0.1:0", host="127.0.0.1", security=True,
        silence_logs=logging.ERROR,
    )  # fmt: skip
