"""What every test may use: an empty store of its own, and no network but this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue.messages import use_language
from store.opening import Store, open_store


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on the language, the store or the proxies of the machine it runs on."""
    for name in ("ECOMSTAT_DB", "ECOMSTAT_LANGUAGE", "ECOMSTAT_MEMORY", "http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    """Where a test's store may stand."""
    return tmp_path / "ecomstat.db"


@pytest.fixture
def store(store_path: Path) -> Iterator[Store]:
    """An open, empty store."""
    with open_store(store_path) as opened:
        yield opened


@pytest.fixture
def in_french() -> Iterator[None]:
    """The language in which a test's sentences are said."""
    use_language("fr")
    yield
    use_language(None)
