"""The register's websites out of a crawl of Common Crawl's, and nothing else."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from catalogue.errors import CrawlError
from catalogue.progress import Quiet
from scrapers.archives import ingesting
from scrapers.archives.reading import Damage, read_archive, read_record
from scrapers.common_crawl import asking
from scrapers.common_crawl.collecting import LEAVE, Collected, Source, check_leave, collect_crawl, find_source
from scrapers.readers.pool import ReaderPool
from scrapers.readers.tasks import Beginning
from store.opening import Store
from store.runs import read_runs
from store.settings import add_opt_outs, write_setting
from store.websites import find_website, read_pages
from tests.scrapers.common_crawl.conftest import AT, CRAWL, FILE, Server, SmallCrawl


@pytest.fixture(autouse=True)
def no_waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits that a client asks for, none of which is made."""
    waits: list[float] = []
    begin = asking.PoliteClient.__init__

    def start(self: asking.PoliteClient, agent: str, *, seconds: float, **_: Any) -> None:
        begin(self, agent, seconds=seconds, pause=waits.append)

    monkeypatch.setattr(asking.PoliteClient, "__init__", start)
    return waits


def collect(store: Store, source: Source) -> Collected:
    return collect_crawl(store, source, country="KE", wave="2026", progress=Quiet())


def source_of(server: Server) -> Source:
    return Source(CRAWL, server.address, server.address, index_seconds=0, storage_seconds=0)


def urls(collected: Collected) -> list[str]:
    assert collected.archive is not None
    return [record.response.url for record in read_archive(collected.archive, Damage()) if record.response]


@pytest.fixture
def stopping(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Says after how many records the power goes off."""
    from scrapers.common_crawl import collecting

    fetch, left = collecting.fetch_record, [1000]

    def count(*given: Any) -> bytes | None:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return fetch(*given)

    monkeypatch.setattr(collecting, "fetch_record", count)
    return lambda number: left.__setitem__(0, number)


def test_only_the_registers_pages_are_fetched(known: Store, server: Server) -> None:
    collected = collect(known, source_of(server))
    assert (collected.sites, collected.lacking, collected.records, collected.damaged) == (2, 1, 3, 0)
    assert urls(collected) == ["https://www.bikes.co.ke/", "https://www.bikes.co.ke/contact", "http://kahawa.co.ke/"]
    assert all(agent.startswith("ecomstat/") for agent in server.agents)


def test_the_rows_are_those_of_an_archive_with_the_captures_day(known: Store, server: Server) -> None:
    archive = collect(known, source_of(server)).archive
    assert archive is not None
    with ReaderPool(Beginning("KE"), 1) as pool, pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingesting, "ReaderPool", lambda *_: nullcontext(pool))
        ingesting.ingest_archives(known, [archive], country="KE", wave="2026", progress=Quiet())
    bikes, absent = find_website(known, "KE", "2026", "bikes.co.ke"), find_website(known, "KE", "2026", "absent.co.ke")
    assert bikes is not None
    assert absent is not None
    assert (bikes.status, bikes.last_attempt_at, absent.status) == ("ok", AT, "not_attempted")
    page = read_pages(known, "KE", "2026", "bikes.co.ke")[0]
    assert (page.title, page.fetched_at, page.warc_file) == ("Bikes", AT, archive.name)
    assert page.warc_offset is not None
    assert b"Bikes" in read_record(archive, page.warc_offset).body


def test_a_second_run_asks_nothing_again(known: Store, server: Server) -> None:
    first = collect(known, source_of(server))
    server.asked.clear()
    assert collect(known, source_of(server)) == replace(first, records=0)
    assert server.asked == []


def test_it_goes_on_where_it_was_stopped(known: Store, server: Server, stopping: Callable[[int], None]) -> None:
    stopping(1)
    with pytest.raises(KeyboardInterrupt):
        collect(known, source_of(server))
    archive = known.path.parent / f"{known.path.stem}-archive" / f"KE-2026-{CRAWL}.warc.gz"
    archive.write_bytes(archive.read_bytes() + b"\x1f\x8b\x08half a record")
    server.asked.clear()
    stopping(1000)
    collected = collect(known, source_of(server))
    assert urls(collected) == ["https://www.bikes.co.ke/", "https://www.bikes.co.ke/contact", "http://kahawa.co.ke/"]
    assert server.asked == [f"/{FILE}?"] * 2


def test_a_half_written_line_of_the_plan_is_looked_up_again(known: Store, server: Server) -> None:
    first = collect(known, source_of(server))
    assert first.archive is not None
    plan = first.archive.with_name(f"{first.archive.name}.plan")
    plan.write_bytes(plan.read_bytes()[:-4])
    assert collect(known, source_of(server)) == replace(first, records=0)


def test_a_busy_server_is_asked_again_after_as_long_as_it_says(known: Store, server: Server, no_waits: list[float]) -> None:
    server.before = [(503, {"Retry-After": "7"}), (429, {})]
    assert collect(known, source_of(server)).records == 3
    assert no_waits == [7.0, 8.0]


def test_a_server_that_stays_busy_ends_the_command_and_keeps_what_there_is(known: Store, server: Server) -> None:
    server.before = [(503, {})] * 4
    with pytest.raises(CrawlError, match="run the same command again"):
        collect(known, source_of(server))
    assert collect(known, source_of(server)).records == 3


def test_a_folder_is_read_without_any_server(known: Store, server: Server, crawl: SmallCrawl) -> None:
    collected = collect(known, replace(source_of(server), storage=str(crawl.folder)))
    assert collected.records == 3
    assert not [path for path in server.asked if ".warc" in path]


@pytest.mark.parametrize(
    "change", [{"offset": "1"}, {"length": "50"}, {"url": "https://www.bikes.co.ke/other"}, {"filename": f"{FILE[:-8]}x.warc.gz"}]
)
def test_what_is_not_the_record_that_the_index_promises_is_left_out(
    known: Store, server: Server, crawl: SmallCrawl, change: dict[str, str]
) -> None:
    crawl.entries[1].update(change)
    collected = collect(known, source_of(server))
    assert (collected.records, collected.damaged) == (2, 1)


@pytest.mark.parametrize(
    "change",
    [{"filename": "../../secret.warc.gz"}, {"filename": "/etc/x.warc.gz"}, {"length": "999999999999"}, {"offset": "-5"}, {"status": "x"},
     {"timestamp": "20261340101112"}, {"mime": "application/pdf"}, {"mime": "warc/revisit"}],
)  # fmt: skip
def test_captures_that_make_no_sense_are_passed_over(known: Store, server: Server, crawl: SmallCrawl, change: dict[str, str]) -> None:
    crawl.entries[1].update(change)
    collected = collect(known, source_of(server))
    assert (collected.records, collected.damaged) == (2, 0)


def test_sites_that_opted_out_are_not_asked_for(known: Store, server: Server) -> None:
    add_opt_outs(known, ["kahawa.co.ke"], "asked")
    collect(known, source_of(server))
    assert not [path for path in server.asked if "kahawa" in path]


def test_no_server_is_told_of_the_register_without_leave(crawl: SmallCrawl) -> None:
    folder = str(crawl.folder)
    for index, storage in (("https://index.example.org", folder), (folder, "https://data.example.org")):
        with pytest.raises(CrawlError, match="--allow-disclosure common_crawl"):
            check_leave(Source(CRAWL, index, storage), ())
        check_leave(Source(CRAWL, index, storage), (LEAVE,))
    check_leave(Source(CRAWL, folder, folder), ())
    with pytest.raises(CrawlError, match="dns"):
        check_leave(Source(CRAWL, folder, folder), ("dns",))


def test_what_was_told_to_whom_is_noted(known: Store, server: Server) -> None:
    collect(known, source_of(server))
    run = read_runs(known)[0]
    assert run.command == "common-crawl"
    assert server.address in str(run.arguments)


def test_places_come_from_the_command_then_the_settings_then_common_crawl(known: Store) -> None:
    assert find_source(known, "KE", "2026", CRAWL, None, None).index == "https://index.commoncrawl.org"
    write_setting(known, "common_crawl_index", "/data/index")
    write_setting(known, "common_crawl_storage", "/data/crawls")
    source = find_source(known, "KE", "2026", CRAWL, None, "/elsewhere")
    assert (source.index, source.storage) == ("/data/index", "/elsewhere")


@pytest.mark.parametrize("name", ["CC-MAIN", "../x", "CC-MAIN-2026-04/..", "2026"])
def test_what_is_no_crawls_name_is_refused(known: Store, name: str) -> None:
    with pytest.raises(CrawlError, match="no crawl"):
        find_source(known, "KE", "2026", name, None, None)


def test_an_index_that_does_not_have_the_crawl_is_no_site_without_pages(known: Store, server: Server) -> None:
    with pytest.raises(CrawlError, match="no index of CC-MAIN-2020-01"):
        collect(known, replace(source_of(server), crawl="CC-MAIN-2020-01"))


def test_a_storage_that_gives_whole_files_is_refused(known: Store, server: Server, tmp_path: Path) -> None:
    collect(known, source_of(server))
    (known.path.parent / f"{known.path.stem}-archive" / f"KE-2026-{CRAWL}.warc.gz").unlink()
    server.before = [(200, {})]
    with pytest.raises(CrawlError, match="gives no parts of files"):
        collect(known, source_of(server))
