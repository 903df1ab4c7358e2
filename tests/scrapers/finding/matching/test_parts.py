"""Processes that match do not outlive the one that started them."""

import subprocess
import sys

CALLER = """
import time
from scrapers.finding.matching.parts import _open_pool

if __name__ == "__main__":
    with _open_pool(2) as pool:
        pool.submit(abs, 1).result()
        for _ in range(2):
            pool.submit(time.sleep, 300)
        print("begun", flush=True)
        time.sleep(300)
"""


def test_workers_end_when_their_caller_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", CALLER], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as caller:
        assert caller.stdout is not None
        assert caller.stdout.readline() == "begun\n"
        caller.kill()
        # The line stays open as long as anybody who inherited it lives.
        assert caller.communicate(timeout=60)[0] == ""
