"""A store, a folder or an archive that cannot be written is said in one sentence before anybody is visited."""

import asyncio
import errno
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.exceptions import CloseSpider
from scrapy.settings import Settings

import store.opening
from scrapers import settings as own_settings
from scrapers.crawling.opting_out import OptOuts
from scrapers.crawling.options import Limits
from scrapers.crawling.rounds import CrawlPlan, Rounds
from scrapers.spiders.enterprises import EnterprisesSpider
from store.opening import open_store
from store.runs import read_runs
from tests.scrapers.crawling.conftest import register_sites


def begin(path: Path) -> None:
    """Begins a crawl in this process, which must not come to a visit."""
    values = {name: getattr(own_settings, name) for name in dir(own_settings) if name.isupper()}
    values |= {"ECOMSTAT_DB": str(path), "ECOMSTAT_CONNECT_TO": "127.0.0.1:9", "ECOMSTAT_LOCK_SECONDS": "0.1"}
    spider = EnterprisesSpider(country="KE", wave="2026")
    spider.crawler = SimpleNamespace(settings=Settings(values), engine=None)  # type: ignore[assignment]

    async def run() -> None:
        async for _ in spider.start():
            raise AssertionError("somebody was visited")

    with pytest.raises(CloseSpider):
        asyncio.run(run())
    assert spider.has_failed
    assert not hasattr(spider, "rounds")


def make_folder_a_file(path: Path, _: pytest.MonkeyPatch) -> None:
    path.with_name("e-archive").write_text("x", encoding="utf-8")


def refuse_archives(_: Path, patch: pytest.MonkeyPatch) -> None:
    really = Path.open

    def refuse(path: Path, *arguments: Any, **named: Any) -> Any:
        if path.name.endswith(".warc.gz"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return really(path, *arguments, **named)

    patch.setattr(Path, "open", refuse)


def refuse_locks(_: Path, patch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise OSError(errno.EROFS, "Read-only file system", "e-KE.lock")

    patch.setattr("filelock.FileLock.acquire", refuse)


def refuse_rows(_: Path, patch: pytest.MonkeyPatch) -> None:
    really = store.opening.connect

    def connect(*arguments: Any, **named: Any) -> Any:
        db = really(*arguments, **named)
        db.execute("PRAGMA query_only = ON")
        return db

    patch.setattr("store.opening.connect", connect)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (make_folder_a_file, "e-archive (a file of this name is there already): allow writing there, or name another with --archive"),
        (refuse_archives, "(no permission): allow writing there, or name another with --archive"),
        (refuse_locks, "e-KE.lock cannot be used (nothing can be written there)"),
        (refuse_rows, "The store may not be written: allow writing to its file and folder"),
    ],
)
def test_what_cannot_be_written_is_said_before_anybody_is_visited(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    spoil: Callable[[Path, pytest.MonkeyPatch], None],
    words: str,
) -> None:
    path = tmp_path / "e.db"
    register_sites(path, ["a.co.ke"])
    with monkeypatch.context() as patch:
        spoil(path, patch)
        begin(path)
    told = capsys.readouterr().err
    assert words in told
    assert len(told.splitlines()) == 1
    with open_store(path) as opened:
        assert read_runs(opened) == []
    assert not list(tmp_path.glob("e-archive/*"))


class FullSession:
    """A session that cannot commit."""

    teller = SimpleNamespace(note=lambda _: None, start=lambda *_: None)

    def keep(self, _: object) -> list[str]:
        raise sqlite3.OperationalError("database or disk is full")

    def flush_old(self) -> list[str]:
        return []


class EndlessFrontier:
    """A frontier where one site is never committed."""

    is_busy = True

    async def begin_round(self, *, first: bool) -> int:
        return 1

    def take(self) -> None:
        return None


def test_a_crawl_that_cannot_commit_ends_although_the_pipelines_pass_over_the_error() -> None:
    plan = CrawlPlan(Limits(), 1, 1, OptOuts(set()))

    async def run() -> None:
        rounds = Rounds(None, FullSession(), EndlessFrontier(), plan, None)  # type: ignore[arg-type]

        async def collect() -> None:
            async for _ in rounds.run():
                pass

        collecting = asyncio.create_task(collect())
        await asyncio.sleep(0)
        with suppress(sqlite3.OperationalError):  # as Scrapy does
            rounds.keep(None)  # type: ignore[arg-type]
        await asyncio.wait_for(collecting, 20)

    with pytest.raises(sqlite3.OperationalError, match="full"):
        asyncio.run(run())
