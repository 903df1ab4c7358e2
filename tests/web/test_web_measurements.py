import threading
from pathlib import Path

import pytest

from store.opening import Store, open_store
from store.settings import write_setting
from web.measurements import KEPT, LONG, PATIENCE, Measurement, Measurements, Reading
from web.stores import Stores


@pytest.fixture
def measurements(store_path: Path):  # type: ignore[no-untyped-def]
    open_store(store_path).close()
    stores = Stores(store_path)
    yield Measurements(stores)
    stores.close()


def test_a_store_is_measured_once_until_it_changes(measurements: Measurements) -> None:
    seen = list[int]()

    def count(store: Store) -> int:
        seen.append(store.db.execute("SELECT count(*) FROM settings").fetchone()[0])
        return seen[-1]

    before = [measurements.read("settings", count) for _ in range(3)]
    with measurements.stores.using() as store:
        write_setting(store, "name", "kept")
    assert measurements.read("settings", count) == before[0] + 1
    assert len(seen) == 2


def test_many_who_ask_at_once_wait_for_one_measurement(measurements: Measurements) -> None:
    begun, go, runs = threading.Event(), threading.Event(), list[int]()

    def measure(_: Store) -> str:
        runs.append(1)
        begun.set()
        assert go.wait(10)
        return "found"

    found = list[str]()
    askers = [threading.Thread(target=lambda: found.append(measurements.read("key", measure))) for _ in range(4)]
    for asker in askers:
        asker.start()
    assert begun.wait(10)
    assert measurements.read("another", lambda _: 1) == 1  # who asks for something else does not wait
    go.set()
    for asker in askers:
        asker.join(10)
    assert (found, len(runs)) == (["found"] * 4, 1)


def test_only_a_long_measurement_of_a_changed_store_is_used_for_a_while() -> None:
    short, long = (Measurement("found", ((1, 1),), 100.0, seconds) for seconds in (LONG / 2, LONG * 2))
    assert short.holds(((1, 1),), 1e9)
    assert not short.holds(((2, 2),), 100.1)
    assert long.holds(((2, 2),), 100 + PATIENCE * LONG)
    assert not long.holds(((2, 2),), 100 + PATIENCE * LONG * 2)


def test_old_measurements_are_forgotten(measurements: Measurements) -> None:
    for number in range(KEPT + 5):
        measurements.read(number, lambda _: None)
    assert len(measurements.known) == KEPT
    assert 0 not in measurements.known


def test_a_reader_learns_how_old_a_measurement_is_that_the_store_has_outlived(
    measurements: Measurements, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.measurements.LONG", -1.0)
    monkeypatch.setattr("web.measurements.PATIENCE", 1e12)
    fresh = Reading(measurements)
    assert (fresh.read("key", lambda _: "found"), fresh.age) == ("found", 0)
    with measurements.stores.using() as store:
        write_setting(store, "name", "changed")
    late = Reading(measurements)
    assert late.read("key", lambda _: "measured again") == "found"
    assert late.age > 0
