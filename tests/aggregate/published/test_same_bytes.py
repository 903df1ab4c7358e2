"""The same store gives the same bytes: on another day, in another zone, land and folder, by a process with another order of hashes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from aggregate import aggregate
from aggregate.publication.checking import load_meanings
from aggregate.publication.releasing import Approval, release_wave
from store.opening import open_store
from store.runs import recording
from tests.aggregate.stores_of_cases import BRIEF, WAVE, write_case_frame, write_case_labels, write_case_sample

PROGRAM = """
import sys
from pathlib import Path
import store.rows
store.rows.current_time = lambda: sys.argv[3]
from aggregate.export import FORMATS, export
from store.opening import open_store
with open_store(Path(sys.argv[1])) as opened:
    export(opened, "XD", "2026", Path(sys.argv[2]), [*FORMATS], languages=["en", "fr"], vintage=sys.argv[4])
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a release."""
    place = tmp_path_factory.mktemp("store") / "ecomstat.db"
    with open_store(place) as store:
        write_case_frame(store)
        write_case_sample(store)
        write_case_labels(store)
        with recording(store, "aggregate", {"by": BRIEF}, *WAVE) as counts:
            aggregate(store, *WAVE, by=BRIEF, run=counts["run"])
        despite = [code for code, entry in load_meanings().items() if entry["if_failed"] == "blocks"]
        release_wave(store, *WAVE, "provisional", Approval("Ann", "invented", despite=despite))
    return place


ONE = {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C"}
TWO = {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "fr_FR.UTF-8"}
"""Two zones that are on one day for three hours only."""


def write_elsewhere(path: Path, folder: Path, place: dict[str, str], now: str, vintage: str) -> dict[str, bytes]:
    """All files of an export by a process of its own."""
    surroundings = {**os.environ, **place, "PYTHONPATH": str(Path(__file__).parents[3])}
    subprocess.run([sys.executable, "-c", PROGRAM, path, folder, now, vintage], env=surroundings, check=True)
    return {found.name: found.read_bytes() for found in folder.iterdir()}


@pytest.mark.parametrize("vintage", ["draft", "provisional"])
def test_another_day_zone_language_folder_and_order_of_hashes_give_the_same_bytes(path, tmp_path, vintage):
    one = write_elsewhere(path, tmp_path / "one", ONE, "2026-12-01T08:00:00Z", vintage)
    two = write_elsewhere(path, tmp_path / "elsewhere" / "two", TWO, "2027-03-04T17:30:00Z", vintage)
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []
