"""The highest memory of every command on a large invented register: `python -m benchmarks.small [SIZE] [--memory SIZE] [COMMAND ...]`.

Each command runs as a person would type it; what it and all that it starts take together is looked at four times a second (Linux).
"""

import argparse
import csv
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.estimate import invent_store
from benchmarks.invented_names import draw_enterprises
from benchmarks.memory import read_rollup

SECONDS = 0.25
SIGNALS = 30
"""Signals of each website that was read."""

KINDS = """INSERT INTO terms (kind, text) VALUES ('signal', 'platform'), ('signal', 'basket'), ('signal', 'price'),
    ('place', 'main'), ('rule', 'benchmark@1')"""
PAGES = """INSERT INTO pages (country, wave, url, site, http_status, warc_file, warc_offset)
    SELECT country, wave, 'http://' || site || '/', site, 200, 'x.warc.gz', 0 FROM websites"""
SIGNAL_ROWS = """WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :signals)
    INSERT INTO signal_rows (website, kind, value, page, place, words, rule)
    SELECT w.website, k.term, 'value ' || n.i, p.page, l.term, 'words ' || n.i, r.term
    FROM websites w JOIN pages p USING (country, wave, site), n
    JOIN (SELECT term, row_number() OVER () - 1 AS place FROM terms WHERE kind = 'signal') k ON k.place = n.i % 3
    JOIN terms l ON l.kind = 'place' JOIN terms r ON r.kind = 'rule'"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: the highest memory of all its processes in MB, seconds of the clock, and its exit code."""

    peak: float
    seconds: float
    code: int


def list_family(root: int) -> list[int]:
    """A process and all that it started, and so on; empty where it has ended."""
    parents = dict[int, int]()
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
            except (OSError, IndexError):
                continue
    family = [root] if root in parents else []
    for member in family:  # grows while it is read
        family.extend(child for child, parent in parents.items() if parent == member)
    return family


def measure(command: Sequence[str], folder: Path) -> Cost:
    """Runs a command of ours to its end."""
    began, peak = time.monotonic(), 0.0
    with (folder / "out.txt").open("ab") as out:
        process = subprocess.Popen([sys.executable, "-m", "cli", *command], stdout=out, stderr=out)
        while process.poll() is None:
            peak = max(peak, sum(read_rollup(member)[1] for member in list_family(process.pid)))
            time.sleep(SECONDS)
    return Cost(peak * 2**20 / 1e6, time.monotonic() - began, process.returncode)


def write_register(path: Path, size: int) -> None:
    """A register extract of so many enterprises, four in ten with a website."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("id", "name", "address", "city", "phone", "employees", "activity", "website"))
        for number, one in enumerate(draw_enterprises(size, 1)):
            site = f"http://www.firm-{number}.com" if number % 5 < 2 else ""
            writer.writerow((one.enterprise_id, one.name, one.address, one.place, one.phone, 1 + number % 300, "4711", site))


def invent(path: Path, size: int, signals: int) -> None:
    """A store of so many enterprises, with websites, so many signals of each, decisions and labels."""
    with invent_store(path, size) as store, store.writing() as db:
        for sql in (KINDS, PAGES):
            db.conn.execute(sql)
        db.conn.execute(SIGNAL_ROWS, {"signals": signals})


def list_commands(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """(name, arguments) of what is measured, in the order of the work."""
    made, loaded = ["--db", str(folder / "made.db")], ["--db", str(folder / "loaded.db")]
    yield "frame", [*loaded, "--wave", "2026", "frame", "XD", str(folder / "register.csv")]
    yield "find", [*loaded, "find", "XD", "--connect-to", "127.0.0.1:9"]
    yield "classify", [*made, "classify", "XD"]
    yield "sample", [*made, "sample", "XD", "--size", "400"]
    yield "review", [*made, "review", "XD"]
    yield "evaluate", [*made, "evaluate", "XD"]
    yield "train", [*made, "train", "XD", "--with-audit"]
    yield "aggregate", [*made, "aggregate", "XD"]
    yield "export", [*made, "export", "XD", "--to", str(folder / "out"), "--format", "csv,xlsx,sdmx,jsonstat,html"]
    yield "settings", [*made, "settings", "office", "Office"]
    yield "release", [*made, "release", "XD", "--vintage", "provisional", "--by", "Ann", "--despite", "office", "--reason", "a test"]
    yield "status", [*made, "status"]
    yield "burden", [*made, "burden", "XD"]
    yield "backup", [*made, "backup", str(folder / "backup.zip")]


def measure_all(size: int, memory: str, chosen: Iterable[str]) -> int:
    """Prints a line for every command; gives how many took more than two billion bytes."""
    wanted, over = set(chosen), 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not wanted or wanted & {"frame", "find"}:
            write_register(folder / "register.csv", size)
        if not wanted or wanted - {"frame", "find"}:
            invent(folder / "made.db", size, 1 if wanted and "classify" not in wanted else SIGNALS)
        print(f"{size:,} enterprises\n{'':12} {'MB':>8} {'seconds':>8}", flush=True)
        for command, arguments in list_commands(folder):
            if wanted and command not in wanted:
                continue
            cost = measure([*(["--memory", memory] if memory else []), *arguments], folder)
            over += cost.peak > 2000
            print(f"{command:12} {cost.peak:8.0f} {cost.seconds:8.1f}{'' if cost.code == 0 else f'   ended {cost.code}'}", flush=True)
        print((folder / "out.txt").read_text(encoding="utf-8", errors="replace")[-3000:], file=sys.stderr)
    return over


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints; 1 where a command took more than 2 GB."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.small", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("size", type=int, nargs="?", default=100_000)
    parser.add_argument("commands", nargs="*", help="only these (otherwise all)")
    parser.add_argument("--memory", default="", help="what the commands are given with --memory")
    chosen = parser.parse_args(arguments)
    return int(measure_all(chosen.size, chosen.memory, chosen.commands) > 0)


if __name__ == "__main__":
    sys.exit(main())
