"""A crawl is a child process: it is started here, listened to, and stopped with us."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

from catalogue.additions import load_additions
from catalogue.errors import CrawlError
from catalogue.messages import say
from catalogue.profiles import load_profile
from catalogue.progress import Progress
from scrapers.crawling.contact import check_contact
from scrapers.crawling.nights import NIGHT, read_hours
from scrapers.crawling.opting_out import read_opt_out_file
from scrapers.crawling.options import CrawlOptions, CrawlReport
from scrapers.crawling.resolver_target import check_target
from scrapers.signals.matching import check_examples
from store.additions import additions_folder
from store.opening import open_store
from store.settings import read_settings

STOP_SECONDS = 30
WINDOWS_GROUP = 0x00000200
"""CREATE_NEW_PROCESS_GROUP: Ctrl-C reaches this process, and the child through it."""


def launch_crawl(store_path: Path, options: CrawlOptions, progress: Progress) -> CrawlReport:
    """Crawls a country's websites in a child process and waits for it; Ctrl-C stops it, and what is done is kept.

    Raises:
        CrawlError: the crawl could not begin, or broke off.
        KeyboardInterrupt: the user stopped it.
    """
    check_crawl(store_path, options)
    failure: str | None = None
    report: CrawlReport | None = None
    with _running(store_path, options) as child:
        for event in _read_events(child):
            if event["event"] == "failed":
                failure = str(event["sentence"])
            elif event["event"] == "report":
                report = _read_report(event)
            else:
                _pass_on(event, progress)
        code = child.wait()
    if failure is not None:
        raise CrawlError(failure)
    if report is None or code:
        raise CrawlError(say("The crawl broke off; {log} says why. Run it again to go on.", log=log_path(store_path)))
    return report


def log_path(store_path: Path) -> Path:
    """Where a crawl's own messages go."""
    return store_path.with_name(f"{store_path.stem}-crawl.log")


def list_arguments(store_path: Path, options: CrawlOptions) -> list[str]:
    """The child's command line: the same as a person would type."""
    settings: dict[str, object] = {
        "ECOMSTAT_DB": store_path.absolute(), "ECOMSTAT_RETRIES": options.retries, "ECOMSTAT_SAME_DAY": options.same_day,
        "ECOMSTAT_PAGES": options.pages, "ECOMSTAT_DEPTH": options.depth, "ECOMSTAT_CONCURRENCY": options.concurrency or 0,
        "ECOMSTAT_ALLOW_PRIVATE": options.allow_private, "ECOMSTAT_CONTACT_NAME": options.contact_name,
        "ECOMSTAT_CONTACT_URL": options.contact_url, "ECOMSTAT_CONNECT_TO": options.connect_to or "",
        "ECOMSTAT_ARCHIVE_DIR": options.archive_dir.absolute() if options.archive_dir else "",
        "ECOMSTAT_HOURS": name_hours(options), "ECOMSTAT_TIME_ZONE": options.time_zone or "",
        "ECOMSTAT_OPT_OUT_FILE": options.opt_out_file.absolute() if options.opt_out_file else "",
    }  # fmt: skip
    if options.delay is not None:
        settings["DOWNLOAD_DELAY"] = options.delay
    if options.canaries is not None:
        settings["ECOMSTAT_CANARIES"] = ",".join(options.canaries)
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
        sentence = "The folder {folder} for the archived pages cannot be made ({reason}): name another one with --archive."
        raise CrawlError(say(sentence, folder=folder, reason=error.strerror or error)) from error


@contextmanager
def _running(store_path: Path, options: CrawlOptions) -> Iterator["subprocess.Popen[bytes]"]:
    """The child while it runs; it is asked to stop where the block is left early, by closing what it listens to."""
    environment = {**os.environ, "SCRAPY_SETTINGS_MODULE": "scrapers.settings", "ECOMSTAT_PROGRESS": "json", "PYTHONUNBUFFERED": "1"}
    environment["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parents[2]), environment.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    own_group: dict[str, Any] = {"creationflags": WINDOWS_GROUP} if sys.platform == "win32" else {"start_new_session": True}
    with log_path(store_path).open("ab") as log:
        child = subprocess.Popen(  # noqa: S603  our own interpreter and module
            list_arguments(store_path, options), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, env=environment, **own_group
        )
        try:
            yield child
        finally:
            _end(child)


def _end(child: "subprocess.Popen[bytes]") -> None:
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.close()
    try:
        child.wait(STOP_SECONDS)
    except (subprocess.TimeoutExpired, KeyboardInterrupt):
        child.kill()
        child.wait()
    child.stdout.close()


def _read_events(child: "subprocess.Popen[bytes]") -> Iterator[dict[str, Any]]:
    """What the child tells; other output is passed over."""
    assert child.stdout is not None
    for line in child.stdout:
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if isinstance(event, dict) and "event" in event:
            yield event


def _pass_on(event: dict[str, Any], progress: Progress) -> None:
    if event["event"] == "start":
        progress.start(event["label"], event["total"])
    elif event["event"] == "advance":
        progress.advance(event["steps"])
    elif event["event"] == "note":
        progress.note(event["sentence"])


def _read_report(event: dict[str, Any]) -> CrawlReport:
    values = {f.name: event[f.name] for f in fields(CrawlReport)}
    values["archive"] = Path(values["archive"]) if values["archive"] else None
    return CrawlReport(**values)
