"""The register's websites out of a crawl of Common Crawl's, and nothing else."""

import gzip
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from catalogue.errors import CrawlError
from catalogue.progress import Quiet
from scrapers.archives import ingesting
from scrapers.archives.places import archive_folder
from scrapers.archives.reading import Damage, read_archive, read_record
from scrapers.common_crawl import asking, collecting
from scrapers.common_crawl.collecting import AT_ONCE, Collected, collect_crawl
from scrapers.common_crawl.sources import LEAVE, Source, find_leaving, find_source
from scrapers.crawling.locking import lock_country
from scrapers.purging.sites import plan_sites, purge_opted_out
from scrapers.purging.waves import carry_out, plan_wave
from scrapers.readers.pool import ReaderPool
from scrapers.readers.tasks import Beginning
from store.opening import Store
from store.runs import read_runs
from store.settings import add_opt_outs, write_setting
from store.websites import find_website, read_pages
from tests.scrapers.common_crawl.conftest import AT, CRAWL, FILE, Server, SmallCrawl


@pytest.fixture(autouse=True)
def no_waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits that a client asks for, none of which is made: its clock goes on by them alone."""
    waits: list[float] = []
    begin = asking.PoliteClient.__init__

    def start(self: asking.PoliteClient, agent: str, *, seconds: float, **_: Any) -> None:
        begin(self, agent, seconds=seconds, pause=waits.append, clock=lambda: sum(waits))

    monkeypatch.setattr(asking.PoliteClient, "__init__", start)
    return waits


def collect(store: Store, source: Source) -> Collected:
    return collect_crawl(store, source, [LEAVE], country="KE", wave="2026", progress=Quiet())


def source_of(server: Server) -> Source:
    return Source(CRAWL, server.address, server.address, index_seconds=0, storage_seconds=0)


def urls(collected: Collected) -> list[str]:
    assert collected.archive is not None
    return [record.response.url for record in read_archive(collected.archive, Damage()) if record.response]


@pytest.fixture
def stopping(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Says after how many records the power goes off."""
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
    server.before = [(503, {"Retry-After": "7"}, b""), (429, {}, b"")]
    assert collect(known, source_of(server)).records == 3
    assert no_waits == [7.0, 8.0]


def test_a_server_that_stays_busy_ends_the_command_and_keeps_what_there_is(known: Store, server: Server) -> None:
    server.before = [(503, {}, b"")] * 4
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


def test_nor_are_those_that_a_crawl_left_alone_by_a_list_of_its_own(known: Store, server: Server) -> None:
    known.db.execute("UPDATE websites SET status = 'opted_out' WHERE site = 'kahawa.co.ke'")
    collected = collect(known, source_of(server))
    assert "http://kahawa.co.ke/" not in urls(collected)
    assert not [asked for asked in server.asked if "kahawa" in asked]


def test_no_server_is_told_of_the_register_without_leave(crawl: SmallCrawl) -> None:
    folder = str(crawl.folder)
    for index, storage in (("https://index.example.org", folder), (folder, "https://data.example.org")):
        with pytest.raises(CrawlError, match=r"host names.*Nothing was sent.*--allow-disclosure common-crawl"):
            find_leaving(Source(CRAWL, index, storage), ("cluster",))
        leaving = find_leaving(Source(CRAWL, index, storage), (LEAVE,))
        assert leaving is not None
        assert leaving.to in {"index.example.org", "data.example.org"}
    assert find_leaving(Source(CRAWL, folder, folder), ()) is None


def test_collecting_itself_asks_nobody_without_leave(known: Store, server: Server) -> None:
    with pytest.raises(CrawlError, match="--allow-disclosure common-crawl"):
        collect_crawl(known, source_of(server), country="KE", wave="2026", progress=Quiet())
    assert server.asked == []


def test_what_was_told_to_whom_is_noted(known: Store, server: Server) -> None:
    collect(known, source_of(server))
    run = read_runs(known)[0]
    assert run.command == "common-crawl"
    assert set(run.arguments["disclosed"]) == {"common-crawl"}
    assert run.arguments["disclosed_to"] == {"common-crawl": server.address.removeprefix("http://")}


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
    server.before = [(200, {}, b"")]
    with pytest.raises(CrawlError, match="whole files instead of parts"):
        collect(known, source_of(server))


def test_records_of_a_website_that_opts_out_go_and_the_rest_is_not_fetched_again(known: Store, server: Server) -> None:
    collect(known, source_of(server))
    add_opt_outs(known, ["bikes.co.ke"], "asked")
    purge_opted_out(known, plan_sites(known, ["bikes.co.ke"]), Quiet())
    folder = archive_folder(known.path)
    assert [path.name for path in folder.iterdir() if b"bikes" in read_packed(path)] == []
    server.asked.clear()
    assert urls(collect(known, source_of(server))) == ["http://kahawa.co.ke/"]
    assert server.asked == []


def test_the_archive_goes_with_its_wave(known: Store, server: Server) -> None:
    collect(known, source_of(server))
    carry_out(known, plan_wave(known, "KE", "2026"))
    assert list(archive_folder(known.path).iterdir()) == []


def read_packed(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def test_nothing_is_asked_while_a_crawl_of_the_country_runs(known: Store, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "LOCK_SECONDS", 0.0)
    with lock_country(known.path, "KE", 0), pytest.raises(CrawlError, match="already running"):
        collect(known, source_of(server))
    assert server.asked == []


def test_an_index_that_answers_in_html_is_told_and_no_website_counts_as_lacking(known: Store, server: Server) -> None:
    server.before = [(200, {}, b"<html><p>Welcome to the hotel's wireless network</html>")]
    with pytest.raises(CrawlError, match="does not answer as an index of Common Crawl"):
        collect(known, source_of(server))
    assert collect(known, source_of(server)).lacking == 1


@pytest.mark.parametrize(("status", "headers"), [(302, {"Location": "http://127.0.0.1:1/secret"}), (403, {}), (501, {})])
def test_a_storage_that_redirects_or_refuses_is_told_and_nothing_is_followed(
    known: Store, server: Server, status: int, headers: dict[str, str]
) -> None:
    server.before = [(200, {}, None)] * 3 + [(status, headers, b"")] * 4
    with pytest.raises(CrawlError, match=f"answers with status {status}"):
        collect(known, source_of(server))
    assert not [path for path in server.asked if "secret" in path]


def test_an_index_that_redirects_is_told(known: Store, server: Server) -> None:
    server.before = [(302, {"Location": "http://10.0.0.1/"}, b"")]
    with pytest.raises(CrawlError, match="status 302"):
        collect(known, source_of(server))


@pytest.mark.parametrize("body", [b"", b"\x1f\x8b\x08 no member", b"x" * 100_000])
def test_a_storage_that_sends_rubbish_costs_that_page_only(known: Store, server: Server, body: bytes) -> None:
    server.before = [(200, {}, None)] * 3 + [(206, {}, body)]
    collected = collect(known, source_of(server))
    assert (collected.records, collected.damaged) == (2, 1)
    assert collect(known, source_of(server)).records == 1


def test_a_folder_that_is_not_there_is_told(known: Store, server: Server) -> None:
    with pytest.raises(CrawlError, match="no folder"):
        collect(known, replace(source_of(server), storage="/nowhere/at/all"))


def test_a_few_records_are_fetched_at_once_and_no_more(known: Store, server: Server) -> None:
    server.slow = 0.05
    assert collect(known, source_of(server)).records == 3
    assert 1 < server.most_at_once <= AT_ONCE
