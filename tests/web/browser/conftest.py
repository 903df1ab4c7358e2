"""One browser for these tests, an office to copy, and visitors who must not have met anything odd in the end."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.cheap_passwords import cheap_passwords
from tests.web.browser.offices import Listener, Office, finish_review, listening, make_store, opening_office, serving
from tests.web.browser.visitors import Visitor, open_visitor

__all__ = ["cheap_passwords"]

CHROMIUM = "/usr/bin/chromium"
Opening = Callable[..., Visitor]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder are long."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("long")


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """Debian's browser while the block lasts; nothing else may use asyncio in this thread meanwhile.

    Without it these tests fail, unless ECOMSTAT_NO_BROWSER=1 says that there is none to be had.
    """
    if os.environ.get("ECOMSTAT_NO_BROWSER") == "1":
        pytest.skip("ECOMSTAT_NO_BROWSER=1: NO PAGE WAS TRIED IN A BROWSER")
    assert Path(CHROMIUM).exists(), f"{CHROMIUM} is missing: install it (`apt-get install chromium`), or set ECOMSTAT_NO_BROWSER=1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The browser of all tests of this folder."""
    with open_chromium() as browser:
        yield browser


@pytest.fixture(scope="package")
def listener() -> Iterator[Listener]:
    """Where the hostile page wants its readers' browsers to go."""
    with listening() as server:
        yield server


@pytest.fixture(scope="package")
def template(tmp_path_factory: pytest.TempPathFactory, listener: Listener) -> Path:
    """The folder of an office that drew its sample; to copy."""
    folder = tmp_path_factory.mktemp("template")
    make_store(folder, listener.address)
    return folder


@pytest.fixture(scope="package")
def finished(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office that has reviewed its sample, closed the audit and estimated; for tests that only look."""
    folder = tmp_path_factory.mktemp("finished")
    shutil.copytree(template, folder, dirs_exist_ok=True)
    finish_review(folder)
    with serving(folder) as office:
        yield office


@pytest.fixture(scope="module")
def shared(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """For tests that only look; one a module."""
    with opening_office(template, tmp_path_factory.mktemp("shared")) as office:
        yield office


@pytest.fixture
def office(template: Path, tmp_path: Path) -> Iterator[Office]:
    """For tests that answer: an office of their own."""
    with opening_office(template, tmp_path / "office") as opened:
        yield opened


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Opening]:
    """Opens windows at an office: `visit(office, "Ana")`; at the end none of them may have met anything odd."""
    visitors: list[Visitor] = []

    def open_one(office: Office, name: str | None = None, **options: Any) -> Visitor:
        visitor = open_visitor(chromium, office, **options)
        visitors.append(visitor)
        if name:
            visitor.come_as(name)
        return visitor

    yield open_one
    for visitor in visitors:
        visitor.context.close()
    for visitor in visitors:
        visitor.check_untroubled()
