"""A crawl is one child process or several: what they are asked for, and what they tell together."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from catalogue.additions import load_additions
from catalogue.errors import CrawlError
from catalogue.memory import MB, share_crawl
from catalogue.messages import say
from catalogue.profiles import load_profile
from catalogue.progress import Progress
from scrapers.crawling.children import running
from scrapers.crawling.contact import check_contact
from scrapers.crawling.locking import lock_country
from scrapers.crawling.mending import mend_broken_runs
from scrapers.crawling.nights import NIGHT, read_hours
from scrapers.crawling.opting_out import read_opt_out_file
from scrapers.crawling.options import CrawlOptions, CrawlReport
from scrapers.crawling.resolver_target import check_target
from scrapers.crawling.scopes import CANDIDATES, ENTERPRISES
from scrapers.crawling.session import say_when
from scrapers.crawling.shards import ALL, Shard
from scrapers.signals.matching import check_examples
from store.additions import additions_folder
from store.crawl import count_open
from store.opening import open_store
from store.settings import read_settings
from store.websites import count_statuses

LOCK_SECONDS = 15.0

MOST_BROKEN = 3
"""How often in a row a crawling process that breaks off is started again without having finished any site."""


def launch_crawl(store_path: Path, options: CrawlOptions, progress: Progress) -> CrawlReport:
    """Crawls a country's websites in child processes and waits for them; Ctrl-C stops them, and what is done is kept.

    Raises:
        CrawlError: the crawl could not begin, or broke off.
        KeyboardInterrupt: the user stopped it.
    """
    check_crawl(store_path, options)
    shards = [Shard(index, options.workers) for index in range(1, options.workers + 1)]
    commands = [list_arguments(store_path, options, shard) for shard in shards]
    told, patience = Together(progress), float(options.settings.get("ECOMSTAT_LOCK_SECONDS", LOCK_SECONDS))
    with (
        nullcontext() if len(shards) == 1 else hold_country(store_path, options, patience),
        running(commands, log_path(store_path)) as children,
    ):
        for number, event in children.listen():
            if event is not None:
                told.hear(number, event)
            elif told.may_go_on(number):
                children.launch(number)
        codes = [children.exit_code(number) for number in range(len(shards))]
    if told.failures:
        raise CrawlError(told.failures[0])
    if len(told.reports) < len(shards) or any(codes):
        raise CrawlError(say("The crawl broke off; {log} says why. Run it again to go on.", log=log_path(store_path)))
    reports = [told.reports[number] for number in range(len(shards))]
    report = reports[0] if len(shards) == 1 else _join_reports(store_path, reports)
    return replace(report, visited=told.visited)


@contextmanager
def hold_country(store_path: Path, options: CrawlOptions, seconds: float) -> Iterator[None]:
    """The country's lock for all parts of a crawl; what a killed crawl left is mended before they begin."""
    command = CANDIDATES.command if options.spider == CANDIDATES.command else ENTERPRISES.command
    with lock_country(store_path, options.country, seconds):
        with open_store(store_path, create=False) as store:
            mend_broken_runs(store, options.country, command)
        yield


class Together:
    """What children tell, as if one told it."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._totals: dict[int, int] = {}
        self._done: dict[int, int] = {}
        self._noted = (0, "")
        self._broken: dict[int, int] = {}
        self.visited = 0
        self.failures: list[str] = []
        self.reports: dict[int, CrawlReport] = {}

    def hear(self, number: int, event: dict[str, Any]) -> None:
        """Takes what a child tells."""
        match event["event"]:
            case "failed":
                self.failures.append(str(event["sentence"]))
            case "report":
                self.reports[number] = _read_report(event)
            case "note":
                self._note(number, event["sentence"])
            case "start":
                self._totals[number], self._done[number] = event["total"], 0
                self._progress.start(event["label"], sum(self._totals.values()))
                self._progress.advance(sum(self._done.values()))
            case "advance":
                self._done[number] = self._done.get(number, 0) + event["steps"]
                self.visited += event["steps"]
                self._broken.pop(number, None)
                self._progress.advance(event["steps"])

    def may_go_on(self, number: int) -> bool:
        """Whether a process that has ended is to be started again: it was killed, or broke off, without a word on why; says so."""
        if number in self.reports or self.failures:
            return False
        self._broken[number] = self._broken.get(number, 0) + 1
        if self._broken[number] > MOST_BROKEN:
            return False
        self._progress.note(say("A crawling process was ended from outside or broke off: it is started again, and goes on where it was."))
        return True

    def _note(self, number: int, sentence: str) -> None:
        """Passes a sentence on, unless another child has just told the same."""
        by, last = self._noted
        if sentence != last or number == by:
            self._noted = number, sentence
            self._progress.note(sentence)


def _join_reports(store_path: Path, reports: list[CrawlReport]) -> CrawlReport:
    """One report of all parts: their sums, and the wave as it stands now that all have ended."""
    first = reports[0]
    with open_store(store_path, create=False) as store:
        statuses = count_statuses(store, first.country, first.wave)
        again, _ = count_open(store, first.country, first.wave)
        joined = replace(
            first, visited=sum(r.visited for r in reports), statuses=statuses, to_try_again=again, try_again_from=None, resting=0,
            requests=sum(r.requests for r in reports), bytes=sum(r.bytes for r in reports),
            archive=next((r.archive for r in reports if r.archive), None), interrupted=any(r.interrupted for r in reports),
        )  # fmt: skip
        return say_when(store, joined) if again and not joined.interrupted else joined


def log_path(store_path: Path) -> Path:
    """Where a crawl's own messages go."""
    return store_path.with_name(f"{store_path.stem}-crawl.log")


def list_arguments(store_path: Path, options: CrawlOptions, shard: Shard = ALL) -> list[str]:
    """A child's command line: the same as a person would type."""
    settings: dict[str, object] = {
        "ECOMSTAT_DB": store_path.absolute(), "ECOMSTAT_RETRIES": options.retries, "ECOMSTAT_SAME_DAY": options.same_day,
        "ECOMSTAT_PAGES": options.pages, "ECOMSTAT_DEPTH": options.depth, "ECOMSTAT_CONCURRENCY": options.concurrency or 0,
        "ECOMSTAT_ALLOW_PRIVATE": options.allow_private, "ECOMSTAT_CONTACT_NAME": options.contact_name,
        "ECOMSTAT_CONTACT_URL": options.contact_url, "ECOMSTAT_CONNECT_TO": options.connect_to or "",
        "ECOMSTAT_ARCHIVE_DIR": options.archive_dir.absolute() if options.archive_dir else "",
        "ECOMSTAT_MEMORY": f"{options.memory // MB}MB",
        "ECOMSTAT_EVIDENCE": options.is_evidence, "ECOMSTAT_HOURS": name_hours(options), "ECOMSTAT_TIME_ZONE": options.time_zone or "",
        "ECOMSTAT_BROWSER": options.browser.absolute() if options.browser else "",
        "ECOMSTAT_OPT_OUT_FILE": options.opt_out_file.absolute() if options.opt_out_file else "",
    }  # fmt: skip
    if options.delay is not None:
        settings["DOWNLOAD_DELAY"] = options.delay
    if options.canaries is not None:
        settings["ECOMSTAT_CANARIES"] = ",".join(options.canaries)
    if shard != ALL:
        settings["ECOMSTAT_SHARD"] = shard
    settings.update(options.settings)
    given = [part for name, value in settings.items() if value != "" for part in ("-s", f"{name}={value}")]
    return [
        sys.executable,
        "-m",
        "scrapy",
        "crawl",
        options.spider,
        "-a",
        f"country={options.country}",
        "-a",
        f"wave={options.wave}",
        *given,
    ]


def check_crawl(store_path: Path, options: CrawlOptions) -> None:
    """Raises CrawlError for what is missing or wrong before a process is started."""
    load_profile(options.country)
    check_examples(load_additions(additions_folder(store_path)))
    with open_store(store_path, create=False) as store:
        kept = read_settings(store)
    name, url = options.contact_name or kept.get("contact_name", ""), options.contact_url or kept.get("contact_url", "")
    check_contact(name, url, is_live=options.connect_to is None)
    share_crawl(options.memory, options.workers, 1)
    if hours := name_hours(options):
        read_hours(hours, options.country, options.time_zone or "")
    if options.archive_dir is not None:
        _make_folder(options.archive_dir)
    if options.opt_out_file is not None:
        read_opt_out_file(options.opt_out_file)
    if options.connect_to is not None:
        check_target(options.connect_to, allow_private=options.allow_private)


def name_hours(options: CrawlOptions) -> str:
    """The hours in which visits begin; "" for all. Raises CrawlError where a time zone is given without any."""
    hours = options.hours or (NIGHT if options.night else "")
    if options.time_zone and not hours:
        raise CrawlError(say("--time-zone goes with --night or --hours."))
    return hours


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CrawlError(
            say(
                "The folder {folder} for the archived pages cannot be made ({reason}): name another one with --archive-folder.",
                folder=folder,
                reason=error.strerror or error,
            )
        ) from error


def _read_report(event: dict[str, Any]) -> CrawlReport:
    values = {f.name: event[f.name] for f in fields(CrawlReport)}
    values["archive"] = Path(values["archive"]) if values["archive"] else None
    return CrawlReport(**values)
