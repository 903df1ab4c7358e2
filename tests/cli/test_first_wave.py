"""The handbook's first wave, typed as it stands."""

import csv
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.estimates import read_estimates
from store.opening import open_store
from tests.cli.test_documents import ROOT, find_commands

ENTERPRISES = 150


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The address of a small invented country, its register beside it as the page says."""
    options = ["--port", "0", "--enterprises", str(ENTERPRISES), "--register", "register.csv", "--lists", "."]
    command = [sys.executable, "-m", "cli.demo.server", *options]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}) as server:
        assert server.stdout is not None
        found = re.search(r"127\.0\.0\.1:\d+", server.stdout.readline())
        assert found
        yield found[0]
        server.terminate()


def fill_sheet(sheet: Path) -> None:
    """Answers every question of the sheet: yes to one in three."""
    with sheet.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for number, row in enumerate(rows):
        row.update(dict.fromkeys(("own_website", "online_ordering"), "yes" if number % 3 == 0 else "no"))
    with sheet.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.long
def test_the_first_wave_of_the_handbook_runs_as_it_is_written(served: str, tmp_path: Path) -> None:
    for line in find_commands(ROOT / "docs" / "first-wave.md"):
        words = shlex.split(line.replace("127.0.0.1:8899", served).replace("--size 200", "--size 100"))[1:]
        done = subprocess.run(
            [sys.executable, "-m", "cli", *words],
            cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr
        if words[0] == "sample":
            fill_sheet(tmp_path / "to-review.csv")
    with open_store(tmp_path / "ecomstat.db") as store:
        estimates = read_estimates(store, "XD", "2026")
    assert {"own_website", "online_ordering"} <= set(estimates["indicator"])
    assert "post_stratified" in estimates["method"]
    assert list((tmp_path / "tables").glob("*.xlsx"))
