"""Reviewers at work on a real server: how long an answer takes, and whether a killed server loses one. `python -m benchmarks.review`.

Ends 1 where an answer fails, the 95th percentile of answer-to-next is 150 ms or more, or an acknowledged answer is not in the store.
"""

import argparse
import os
import socket
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.review_office import make_office
from benchmarks.review_people import Answered, Reviewer

LIMIT = 0.150
STARTING = 180.0
COMMITS = 200


def measure(path: Path, tokens: dict[str, str], answers: int, think: float) -> list[Reviewer]:
    """Lets everybody answer so often."""
    with serving(path) as (port, _):
        people = [Reviewer(name, token, port, 1, think) for name, token in tokens.items()]
        work_together(people, answers)
    return people


def kill_in_the_middle(path: Path, tokens: dict[str, str], after: int) -> tuple[int, list[Answered]]:
    """Kills the server (SIGKILL) once so many answers are acknowledged, while everybody answers as fast as they can.

    Gives how many were acknowledged in the end, and those of them that are not in the store.
    """
    with serving(path) as (port, server):
        people = [Reviewer(name, token, port, 1, 0.0) for name, token in tokens.items()]
        killing = threading.Thread(target=_kill, args=[server, people, after])
        killing.start()
        work_together(people, sys.maxsize)
        killing.join()
    acknowledged = [answered for person in people for answered in person.answered]
    return len(acknowledged), [answered for answered in acknowledged if not is_kept(path, answered)]


def _kill(server: "subprocess.Popen[bytes]", people: Sequence[Reviewer], after: int) -> None:
    while server.poll() is None and not any(person.problems for person in people):
        if sum(len(person.answered) for person in people) >= after:
            server.kill()
        time.sleep(0.001)


def is_kept(path: Path, answered: Answered) -> bool:
    """Whether the store holds an answer as it was sent."""
    with closing(sqlite3.connect(path)) as store:
        row = store.execute("SELECT task, kind, question FROM review_acts WHERE act = ?", [answered.act]).fetchone()
    return row == (answered.task, answered.kind, answered.question)


def work_together(people: Sequence[Reviewer], most: int) -> None:
    """All at once, each in a thread of their own."""
    threads = [threading.Thread(target=person.work, args=[most]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@contextmanager
def serving(path: Path) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """The port of `ecomstat serve` in a process of its own, and the process."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "cli", "serve", "--db", str(path), "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    try:
        _wait(port, server)
        yield port, server
    finally:
        server.terminate()
        server.wait()


def measure_commits(path: Path, count: int = COMMITS) -> list[float]:
    """Seconds of bare commits of one row into a file beside the store, opened as the store is: no answer can be kept faster."""
    with closing(sqlite3.connect(path.with_name("commits.db"), isolation_level=None)) as bare:
        bare.execute("PRAGMA journal_mode = WAL")
        bare.execute("PRAGMA synchronous = NORMAL")
        bare.execute("CREATE TABLE IF NOT EXISTS acts (act INTEGER PRIMARY KEY, content TEXT)")
        seconds = []
        for number in range(count):
            begun = time.perf_counter()
            bare.execute("INSERT INTO acts (content) VALUES (?)", [f"answer {number}" * 20])
            seconds.append(time.perf_counter() - begun)
    return seconds


def percentile(seconds: Sequence[float], share: float = 0.95) -> float:
    """The value below which so many lie."""
    return sorted(seconds)[min(int(len(seconds) * share), len(seconds) - 1)]


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + STARTING
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("The server did not start.")


def _print_times(name: str, seconds: Sequence[float], commit: float) -> None:
    middle, late = statistics.median(seconds), percentile(seconds)
    print(f"{name:<28} {len(seconds):>6} {1000 * middle:8.1f} {1000 * late:8.1f} {1000 * max(seconds):8.1f} {late / commit:8.0f}")


def run(arguments: argparse.Namespace, folder: Path) -> bool:
    """Prints what was measured; whether all is within its limits."""
    path = folder / "office.db"
    tokens = make_office(path, arguments.enterprises, arguments.reviewers)
    commit = percentile(measure_commits(path))
    print(
        f"{arguments.reviewers} reviewers, {arguments.enterprises} enterprises, {arguments.think} s before an answer (people need several)"
    )
    print(f"{'milliseconds':<28} {'n':>6} {'median':>8} {'p95':>8} {'most':>8} {'p95 / commit':>8}")
    print(f"{'bare commit':<28} {COMMITS:>6} {'':>8} {1000 * commit:8.2f}")
    people = measure(path, tokens, arguments.answers, arguments.think)
    given = [answered for person in people for answered in person.answered]
    problems = [problem for person in people for problem in person.problems]
    _print_times("answer", [answered.seconds for answered in given], commit)
    following = [answered.seconds for answered in given if answered.finished]
    _print_times("last answer, with next case", following, commit)
    print(f"errors: {len(problems)}", *problems[:5], sep="\n  ")
    acknowledged, lost = kill_in_the_middle(path, tokens, arguments.kill_after)
    print(f"killed at full speed: {acknowledged} answers acknowledged, {len(lost)} lost")
    return not problems and not lost and acknowledged >= arguments.kill_after and percentile(following) < LIMIT


def main(words: Sequence[str] | None = None) -> bool:
    """Reads the options and runs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--enterprises", type=int, default=5000)
    parser.add_argument("--reviewers", type=int, default=10)
    parser.add_argument("--answers", type=int, default=200, help="of each reviewer")
    parser.add_argument("--think", type=float, default=0.3, help="seconds before each answer")
    parser.add_argument("--kill-after", type=int, default=500, help="acknowledged answers")
    with TemporaryDirectory() as folder:
        return run(parser.parse_args(words), Path(folder))


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
