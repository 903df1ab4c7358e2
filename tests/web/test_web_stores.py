import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from catalogue.errors import StoreError
from store.opening import open_store
from store.settings import read_settings, write_setting
from web.stores import MOST_IDLE, AccountFiles, Stores


@pytest.fixture
def stores(store_path: Path):  # type: ignore[no-untyped-def]
    open_store(store_path).close()
    opened = Stores(store_path)
    yield opened
    opened.close()


def test_a_connection_is_opened_once_and_goes_from_thread_to_thread(stores: Stores) -> None:
    def note(name: str) -> int:
        with stores.using() as store:
            write_setting(store, name, "kept")
            return id(store)

    seen = set()
    for n in range(5):
        with ThreadPoolExecutor(1) as pool:
            seen.add(pool.submit(note, f"s{n}").result())
    assert len(seen) == 1
    with stores.using() as store:
        assert len(read_settings(store)) == 5


def test_two_threads_never_hold_the_same_connection(stores: Stores) -> None:
    together, seen = threading.Barrier(4), list[int]()

    def hold() -> None:
        with stores.using() as store:
            together.wait(10)
            seen.append(id(store))
            together.wait(10)

    with ThreadPoolExecutor(4) as pool:
        for work in [pool.submit(hold) for _ in range(4)]:
            work.result()
    assert len(set(seen)) == 4


def test_writers_in_many_threads_lose_nothing(stores: Stores) -> None:
    def write(n: int) -> None:
        with stores.using() as store:
            write_setting(store, f"s{n}", "kept")

    with ThreadPoolExecutor(16) as pool:
        for work in [pool.submit(write, n) for n in range(200)]:
            work.result()
    with stores.using() as store:
        assert len(read_settings(store)) == 200
    assert len(stores.idle) <= MOST_IDLE


def test_what_was_left_unfinished_is_rolled_back(stores: Stores) -> None:
    with stores.using() as store:
        store.db.execute("BEGIN")
        store.db.execute("INSERT INTO settings VALUES ('half', 'done')")
    with stores.using() as store:
        assert read_settings(store) == {}


def test_another_file_in_the_place_of_the_store_is_seen(stores: Stores, store_path: Path, tmp_path: Path) -> None:
    with stores.using() as store:
        write_setting(store, "which", "old")
    other = tmp_path / "other.db"
    with open_store(other) as store:
        write_setting(store, "which", "new")
    stores.close()
    with stores.using():
        pass
    for log in store_path.parent.glob("ecomstat.db-*"):
        log.unlink()
    other.replace(store_path)
    with stores.using() as store:
        assert read_settings(store) == {"which": "new"}


def test_a_store_that_is_not_there_is_one_sentence_until_it_is(tmp_path: Path) -> None:
    stores = Stores(tmp_path / "later.db")
    with pytest.raises(StoreError, match="There is no store"), stores.using():
        pass
    assert not stores.path.exists()
    open_store(stores.path).close()
    with stores.using() as store:
        assert read_settings(store) == {}
    stores.close()


def test_accounts_are_made_where_there_are_none(tmp_path: Path) -> None:
    files = AccountFiles(tmp_path / "office.db")
    with files.using() as accounts:
        assert accounts.path.name == "office-accounts.db"
    files.close()
