"""The memory of a crawl with many websites ahead of it: `python -m benchmarks.frontier --hosts 100000` (Linux).

Visits the invented hosts of one local server for some time, then stops as Ctrl-C does. Prints the highest memory (VmHWM) that the
crawling process and each of its reading processes ever had; ends 1 where one of them is above the limit.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.crawl import register, serving
from scrapers.crawling.launching import list_arguments
from scrapers.crawling.options import CrawlOptions
from store.opening import open_store
from store.websites import count_statuses

LIMIT = 500
"""MB a process, with 100,000 hosts ahead."""


def read_peak(number: int) -> float:
    """The highest memory of a process so far, in MB; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{number}/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def list_children(number: int) -> list[int]:
    """The processes that a process has started."""
    found: list[int] = []
    for file in Path(f"/proc/{number}/task").glob("*/children"):
        try:
            found += map(int, file.read_text(encoding="ascii").split())
        except OSError:
            continue
    return found


def watch(crawl: "subprocess.Popen[bytes]", seconds: float, steps: int = 6) -> dict[str, float]:
    """The peaks of a crawl and of those that it starts, {who: MB}, after so many seconds; tells how it grows meanwhile."""
    peaks: dict[str, float] = {}
    began, told = time.monotonic(), 0
    while crawl.poll() is None and (passed := time.monotonic() - began) < seconds:
        peaks["crawling"] = max(peaks.get("crawling", 0.0), read_peak(crawl.pid))
        for child in list_children(crawl.pid):
            peaks[f"reading {child}"] = max(peaks.get(f"reading {child}", 0.0), read_peak(child))
        if passed >= told * seconds / steps:
            told += 1
            print(f"after {passed:4.0f} s: {peaks['crawling']:.0f} MB", flush=True)
        time.sleep(0.2)
    return peaks


def measure(folder: Path, hosts: int, seconds: float, concurrency: int) -> dict[str, float]:
    """The peaks of a crawl of so many hosts."""
    path = folder / "many.db"
    register(path, hosts)
    with serving() as address:
        options = CrawlOptions(
            "KE", "2026", contact_name="Office", contact_url="https://stats.example/contact", connect_to=address, allow_private=True,
            delay=0.0, retries=1, concurrency=concurrency,
        )  # fmt: skip
        environment = {**os.environ, "SCRAPY_SETTINGS_MODULE": "scrapers.settings", "PYTHONPATH": str(Path(__file__).parents[1])}
        with subprocess.Popen(list_arguments(path, options), env=environment, stdout=subprocess.DEVNULL) as crawl:
            peaks = watch(crawl, seconds)
            crawl.send_signal(signal.SIGINT)
    with open_store(path) as store:
        done = {status: n for status, n in count_statuses(store, "KE", "2026").items() if status != "not_attempted"}
    print(f"{hosts} websites registered; visited meanwhile: {done}")
    return peaks


def main() -> None:
    """Measures once."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hosts", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--concurrency", type=int, default=64)
    given = parser.parse_args()
    with TemporaryDirectory() as name:
        peaks = measure(Path(name), given.hosts, given.seconds, given.concurrency)
    for who, peak in peaks.items():
        print(f"{who}: {peak:.0f} MB at most")
    print(f"at most {LIMIT} MB is asked for")
    sys.exit(not peaks or max(peaks.values()) > LIMIT)


if __name__ == "__main__":
    main()
