"""The demo country is crawled while its processes are killed again and again: nothing is lost, nothing is there twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from shutil import copyfile
from typing import Any

import pytest
from fastwarc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator

from catalogue.progress import Quiet
from cli.demo.country import invent_country
from cli.demo.register import write_register
from cli.demo.server import DemoServer
from cli.demo.wave import REFERENCE_DATE, SCOPE
from scrapers.frame.loading import load_register
from store.opening import fold_log, open_store
from store.runs import read_runs
from store.websites import read_pages, read_signals, read_websites

pytestmark = [pytest.mark.long, pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")]

KILLS = int(os.environ.get("ECOMSTAT_TEST_KILLS", "20"))
ENTERPRISES = 240
PATIENCE = 240.0
TIMELESS: dict[str, Any] = {"first_attempt_at": None, "last_attempt_at": None}


@dataclass(slots=True)
class Attacker:
    """Starts the command, and kills one of its processes after so many more requests; what was killed stands in `killed`."""

    command: list[str]
    server: DemoServer
    rng: Random
    killed: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    crawl: "subprocess.Popen[str] | None" = None

    def strike(self, within: int) -> bool:
        """One kill somewhere in the next requests; False where the crawl has ended before."""
        crawl = self.crawl = self.crawl or subprocess.Popen(
            self.command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
        )
        if not self._wait(len(self.server.asked) + self.rng.randint(1, within)):
            self.finish()
            return False
        time.sleep(self.rng.uniform(0, 0.1))
        processes = {"command": [crawl.pid], "crawler": children_of(crawl.pid)}
        processes["reader"] = [reader for crawler in processes["crawler"] for reader in children_of(crawler)]
        kind = self.rng.choice([name for name, numbers in processes.items() if numbers])
        with suppress(ProcessLookupError):
            os.kill(self.rng.choice(processes[kind]), signal.SIGKILL)
        self.killed.append(kind)
        if kind == "command":
            self.finish()
            wait_until_gone(processes["crawler"] + processes["reader"])
        return True

    def finish(self) -> int:
        """Waits for the command to end."""
        crawl, self.crawl = self.crawl, None
        if crawl is None:
            return 0
        self.told.append(crawl.communicate(timeout=PATIENCE)[0])
        return crawl.returncode

    def _wait(self, requests: int) -> bool:
        assert self.crawl is not None
        last = time.monotonic() + PATIENCE
        while len(self.server.asked) < requests and self.crawl.poll() is None:
            assert time.monotonic() < last, "the crawl does not go on"
            time.sleep(0.01)
        return self.crawl.poll() is None


def children_of(parent: int) -> list[int]:
    """The processes that a process has started and that run."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            number, rest = stat.parent.name, stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            if rest[0] != "Z" and int(rest[1]) == parent:
                found.append(int(number))
    return found


def wait_until_gone(numbers: list[int]) -> None:
    """Waits until processes that lost their parent have ended by themselves."""
    last = time.monotonic() + PATIENCE / 2
    while left := [number for number in numbers if is_ours(number)]:
        assert time.monotonic() < last, f"still there: {left}"
        time.sleep(0.05)


def is_ours(number: int) -> bool:
    """Whether a process of this number runs and belongs to a crawl."""
    try:
        return b"scrap" in Path(f"/proc/{number}/cmdline").read_bytes()
    except OSError:
        return False


@contextmanager
def framed_country(store_path: Path) -> Iterator[DemoServer]:
    """The demo country on its server, with its register in a store."""
    country, register = invent_country(8, ENTERPRISES), store_path.with_suffix(".csv")
    write_register(country, register)
    with open_store(store_path) as store:
        load_register(
            store, register, country="XD", wave="2026", classification="ISIC4", reference_date=REFERENCE_DATE, scope=SCOPE, progress=Quiet()
        )
    fold_log(store_path)
    with DemoServer(country) as server:
        yield server


def crawl_command(store_path: Path, server: DemoServer, workers: int) -> list[str]:
    """The command as somebody types it."""
    options = ["--connect-to", server.address, "--allow-private", "--delay", "0", "--retries", "1", "--workers", str(workers)]
    return [sys.executable, "-m", "cli", "--db", str(store_path), "crawl", "XD", *options]


def tables(store_path: Path) -> dict[str, Any]:
    """What a crawl leaves in a store, but for times and places in archives."""
    with open_store(store_path) as store:
        websites = {w.site: replace(w, **TIMELESS) for w in read_websites(store, "XD", "2026")}
        pages = {
            site: [replace(p, fetched_at=None, warc_file=None, warc_offset=None) for p in read_pages(store, "XD", "2026", site)]
            for site in websites
        }
        return {"websites": websites, "pages": pages, "signals": {site: read_signals(store, "XD", "2026", site) for site in websites}}


@pytest.mark.parametrize(("workers", "seed", "kills"), [(1, 1, KILLS // 2), (2, 2, KILLS - KILLS // 2)])
def test_a_crawl_whose_processes_are_killed_ends_as_one_that_nobody_disturbs(tmp_path: Path, workers: int, seed: int, kills: int) -> None:
    whole, broken = tmp_path / "whole.db", tmp_path / "broken.db"
    with framed_country(whole) as server:
        copyfile(whole, broken)
        undisturbed = Attacker(crawl_command(whole, server, workers), server, Random(seed))
        undisturbed.crawl = subprocess.Popen(undisturbed.command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert undisturbed.finish() == 0, undisturbed.told
        attacker = Attacker(crawl_command(broken, server, workers), server, Random(seed))
        within = len(server.asked) // kills
        while len(attacker.killed) < kills and attacker.strike(within):
            pass
        assert len(attacker.killed) == kills, "the crawl ended before it was disturbed enough"
        if attacker.crawl is None:
            attacker.crawl = subprocess.Popen(attacker.command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert attacker.finish() == 0, attacker.told
    assert tables(broken) == tables(whole)
    assert not [told for told in attacker.told if "Traceback" in told]
    check_archives(broken)
    with open_store(broken) as store:
        runs = [run.outcome for run in read_runs(store, 200)]
    assert runs[0] == "done"
    assert set(runs[workers:]) <= {"interrupted", "done"}


def check_archives(store_path: Path) -> None:
    """Two readers come to the end of every archive, and every page of the store is where it says."""
    folder = store_path.with_name(f"{store_path.stem}-archive")
    offsets = {path.name: read_offsets(path) for path in folder.iterdir()}
    with open_store(store_path) as store:
        rows = store.db.execute("SELECT url, warc_file, warc_offset FROM pages").fetchall()
    assert rows
    assert sorted(url for found in offsets.values() for url in found.values()) == sorted(url for url, _, _ in rows)
    assert [row for row in rows if offsets[row[1]].get(row[2]) != row[0]] == []
    assert len({row[1:] for row in rows}) == len(rows)


def read_offsets(path: Path) -> dict[int, str]:
    """{byte where a response begins: its address}, the same to fastwarc and to warcio."""
    with path.open("rb") as stream:
        fast = {r.stream_pos: r.headers["WARC-Target-URI"] for r in FastIterator(stream) if r.headers["WARC-Type"] == "response"}
    slow = {}
    with path.open("rb") as stream:
        records = ArchiveIterator(stream)
        for record in records:
            record.content_stream().read()
            if record.rec_type == "response":
                slow[records.get_record_offset()] = record.rec_headers.get_header("WARC-Target-URI")
    assert fast == slow
    return slow
