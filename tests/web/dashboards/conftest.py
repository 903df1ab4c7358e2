"""The application over an invented wave."""

from collections.abc import Iterator

import pytest

from store.opening import open_store
from tests.web.browsing import Browser, browsing
from tests.web.dashboards.waves import fill_dashboards
from web.application import build_application


@pytest.fixture(scope="module")
def dashboards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A methodologist's browser over one store a module, which tests only look at."""
    path = tmp_path_factory.mktemp("dashboards") / "ecomstat.db"
    with open_store(path) as store:
        fill_dashboards(store)
    with browsing(build_application(path)) as opened:
        yield opened
