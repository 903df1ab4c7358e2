"""A store with invented content, and the application over it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.opening import Store, open_store
from tests.cheap_passwords import cheap_passwords
from tests.web.browsing import Browser, browsing
from tests.web.inventing import fill_store
from web.application import build_application

__all__ = ["cheap_passwords"]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """For tests that only look; one store a module."""
    path = tmp_path_factory.mktemp("browsed") / "ecomstat.db"
    with open_store(path) as store:
        fill_store(store)
    with browsing(build_application(path)) as opened:
        yield opened


@pytest.fixture
def filled(store: Store) -> Store:
    """For tests that write."""
    fill_store(store)
    return store


@pytest.fixture
def watching(filled: Store) -> Iterator[Browser]:
    """A browser over the store that a test writes to."""
    with browsing(build_application(filled.path)) as opened:
        yield opened


@pytest.fixture
def empty_client(tmp_path: Path) -> Iterator[Browser]:
    """A browser where there is no store yet."""
    with browsing(build_application(tmp_path / "none.db")) as opened:
        yield opened
