"""`ecomstat find` stopped or killed while it visits candidates: the same command goes on, and nothing is done twice."""

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from store.comparisons import read_comparisons
from store.decisions import read_links
from store.frame import write_enterprises
from store.opening import open_store
from store.records import Enterprise
from store.runs import read_runs
from store.settings import write_setting
from store.websites import find_website, read_pages
from tests.cli.test_find import WAVE, business, find
from tests.scrapers.crawling.town import Answer, Host, Town, open_town

QUICK, SLOW = ("zuleka", "pombazi"), ("tandala", "mwiko")
FIRMS = {f"{word}.co.ke": (f"{word.title()} Works Ltd", f"+254 722 845 1{i:02}") for i, word in enumerate(QUICK + SLOW)}
PATIENCE = 90.0

pytestmark = pytest.mark.long


def slow(host: Host, until: threading.Event) -> Host:
    """The same host, which answers nothing before the event, and then thinks before it answers."""

    def answer(path: str, before: int) -> Answer:
        until.wait(PATIENCE)
        time.sleep(1.5)
        return host(path, before)

    return answer


def list_hosts(slow_until: threading.Event | None = None) -> dict[str, Host]:
    hosts = {site: business(name, phone, "Nyeri") for site, (name, phone) in FIRMS.items()}
    hosts = {site: slow(host, slow_until) if slow_until and site.startswith(SLOW) else host for site, host in hosts.items()}
    return hosts | {f"www.{site}": host for site, host in hosts.items()}


def make_register(path: Path) -> Path:
    firms = [
        Enterprise(*WAVE, f"{number}", name, size_class="S10T49", phone=phone, place="Nyeri", email=f"info@{site}")
        for number, (site, (name, phone)) in enumerate(FIRMS.items())
    ]
    with open_store(path) as store:
        write_enterprises(store, firms)
        write_setting(store, "contact_url", "https://stats.example/contact")
    return path


def list_options(town: Town) -> tuple[str, ...]:
    return "--connect-to", town.address, "--allow-private", "--delay", "0"


def heed_interrupts() -> None:
    """Ctrl-C counts, also where tests run in the background of a shell that lets its jobs ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start_find(db: Path, town: Town) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "cli", "--db", str(db), "--wave", "2026", "find", "KE", *list_options(town)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, **pipes, text=True, start_new_session=True, preexec_fn=heed_interrupts)


def read_done(db: Path) -> set[str]:
    with open_store(db) as store:
        return {site for site in FIRMS if (website := find_website(store, *WAVE, site)) is not None and website.attempts}


def wait_for(db: Path, count: int) -> set[str]:
    """The sites that are finished, as soon as there are so many."""
    end = time.monotonic() + PATIENCE
    while len(done := read_done(db)) < count:
        assert time.monotonic() < end, "the visits never got going"
        time.sleep(0.05)
    return done


def read_all(db: Path) -> tuple[object, ...]:
    """Pages, comparisons and links of the wave, without times and places in archives."""
    with open_store(db) as store:
        pages = sorted((p.url, p.http_status, p.digest or "") for site in FIRMS for p in read_pages(store, *WAVE, site))
        compared = sorted(
            (c.enterprise_id, c.site, c.kind, c.level, c.words or "") for key in range(4) for c in read_comparisons(store, *WAVE, str(key))
        )
        links = sorted((link.enterprise_id, link.site, link.relation, link.probability or 0) for link in read_links(store, *WAVE))
    return pages, compared, links


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX systems")
@pytest.mark.parametrize(("sign", "code", "outcome"), [(signal.SIGINT, 130, "interrupted"), (signal.SIGKILL, -9, "running")])
def test_find_broken_off_among_the_visits_goes_on_with_those_that_are_left(
    tmp_path: Path, sign: signal.Signals, code: int, outcome: str
) -> None:
    db, whole = make_register(tmp_path / "broken.db"), make_register(tmp_path / "whole.db")
    broken_off = threading.Event()
    with open_town(list_hosts(broken_off)) as town:
        child = start_find(db, town)
        try:
            done = wait_for(db, 2)
        finally:
            child.send_signal(sign)
            broken_off.set()
            _, told = child.communicate(timeout=PATIENCE)
        assert (child.returncode, "Traceback" in told) == (code, False), told
        assert ("run the same command again" in told) is (sign is signal.SIGINT)
    assert {site.partition(".")[0] for site in done} == set(QUICK)
    with open_store(db) as store:
        first = [run.outcome for run in read_runs(store) if run.command == "find"]
    assert first == [outcome]
    with open_town(list_hosts()) as town:
        assert find(db, *list_options(town))[0] == 0
        assert {asked.host.removeprefix("www.") for asked in town.asked} == {site for site in FIRMS if site.startswith(SLOW)}
        assert find(whole, *list_options(town))[0] == 0
    with open_store(db) as store:
        assert [run.outcome for run in read_runs(store) if run.command == "find"] == ["done", "interrupted"]
    assert read_all(db) == read_all(whole)
    with open_store(db) as store:
        linked = sorted((link.enterprise_id, link.site) for link in read_links(store, *WAVE))
    assert linked == [(str(number), site) for number, site in enumerate(FIRMS)]
