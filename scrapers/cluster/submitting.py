"""Tasks go to the cluster, a few at a time; what is finished is handed on. Queueing, retrying and moving tasks is Dask's work."""

from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError
from itertools import islice
from queue import Empty, SimpleQueue

from distributed import Client, Future

from catalogue.errors import CrawlError
from catalogue.messages import say
from catalogue.progress import Progress
from scrapers.cluster.working import perform_task
from store.shards import AskedShard

RETRIES = 2
"""How often a task that failed is given out again; one whose computer died is moved to another by Dask, as its settings say."""

WAIT_SECONDS = 30.0

Submitted = tuple[AskedShard, bytes]


def run_tasks(
    client: Client,
    tasks: Iterable[Submitted],
    at_once: int,
    ask: Callable[[AskedShard], None],
    finish: Callable[[AskedShard], None],
    progress: Progress,
) -> list[str]:
    """Has all tasks done; `ask` is called before one is sent and `finish` when it is done. Gives the reasons of those that failed.

    Raises:
        CrawlError: the scheduler is gone.
    """
    waiting, done, running, failed = iter(tasks), SimpleQueue["Future[str]"](), dict["Future[str]", AskedShard](), list[str]()
    try:
        while True:
            for asked, encoded in islice(waiting, at_once - len(running)):
                ask(asked)
                future = client.submit(perform_task, encoded, key=f"ecomstat-{asked.shard}", retries=RETRIES, pure=False)
                running[future] = asked
                future.add_done_callback(done.put)
            if not running:
                return failed
            future = _wait(client, done, progress)
            asked = running.pop(future)
            if reason := _find_failure(future):
                failed.append(reason)
                progress.note(say("A shard of {count} websites failed: {reason}", count=asked.sites, reason=reason))
            else:
                finish(asked)
            future.release()
    finally:
        if running:
            client.cancel(list(running))


def _wait(client: Client, done: "SimpleQueue[Future[str]]", progress: Progress) -> "Future[str]":
    """The next task that has ended; says so where there is nobody to do any."""
    while True:
        try:
            return done.get(timeout=WAIT_SECONDS)
        except Empty:
            if not client.scheduler_info()["workers"]:
                progress.note(say("The cluster has no computers at work now: tasks wait until there are some."))


def _find_failure(future: "Future[str]") -> str | None:
    """Why a task failed; None where it did not."""
    if future.status == "finished":
        return None
    if future.status != "error":
        raise CrawlError(say("The connection to the cluster's scheduler was lost: run the same command again to go on."))
    try:
        error = future.exception()
    except CancelledError:
        error = None
    return str(error).splitlines()[0][:500] if str(error) else type(error).__name__
