"""`ecomstat ingest --common-crawl`, typed as a person would: what leaves, what comes, and what happens when servers misbehave."""

import gzip
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from scrapers.archives import ingesting
from scrapers.archives.places import archive_folder
from scrapers.common_crawl import asking
from scrapers.finding.searching import asking as connections
from scrapers.readers.pool import ReaderPool
from scrapers.readers.tasks import Beginning
from store.opening import open_store
from store.runs import read_runs
from store.websites import find_website, read_pages
from tests.cli.test_commands import run
from tests.scrapers.common_crawl.conftest import AT, CRAWL, FILE, SITES, Server, SmallCrawl, crawl, server, write_parquet

__all__ = ["crawl", "server"]
REGISTER = "id,name,isic,employees,url\n" + "".join(f"{n},{site},4711,12,{site}.co.ke\n" for n, site in enumerate(SITES))
ALLOWED = ("--allow-disclosure", "common-crawl")
AGAIN = (200, {}, None)
"""An answer as always."""


@pytest.fixture(scope="module", autouse=True)
def pool() -> Iterator[None]:
    """One reading process for all tests."""
    with ReaderPool(Beginning("KE"), 1) as pool, pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingesting, "ReaderPool", lambda *_: nullcontext(pool))
        yield


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits."""
    monkeypatch.setattr(asking, "WAITS", (0.0, 0.0, 0.0))
    monkeypatch.setattr(asking, "LONGEST_WAIT", 0.0)
    monkeypatch.setattr("scrapers.common_crawl.sources.Source.__init__.__defaults__", (20, 0.0, 0.0))


@pytest.fixture
def db(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A store whose register names three websites, of which the crawl has two."""
    (tmp_path / "register.csv").write_text(REGISTER, encoding="utf-8")
    assert run("frame", "KE", tmp_path / "register.csv", "--wave", "2026", "--db", tmp_path / "s.db") == 0
    capsys.readouterr()
    return tmp_path / "s.db"


def ingest(db: Path, index: object, storage: object, *more: str, name: str = CRAWL) -> int:
    return run("ingest", "KE", "--common-crawl", name, "--index", index, "--storage", storage, *more, "--db", db)


def read_statuses(db: Path) -> dict[str, str]:
    with open_store(db) as store:
        found = {site: find_website(store, "KE", "2026", f"{site}.co.ke") for site in SITES}
    return {site: website.status for site, website in found.items() if website}


def test_without_leave_it_says_what_would_leave_and_to_whom_and_asks_nobody(
    db: Path, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ingest(db, server.address, server.address) == 1
    said = capsys.readouterr().err
    for part in (
        server.address.removeprefix("http://"),
        "host names of the register's websites",
        "--allow-disclosure common-crawl",
        "--index",
    ):
        assert part in said
    assert "Traceback" not in said
    assert server.asked == []
    assert ingest(db, server.address, server.address, "--allow-disclosure", "dns") == 1
    assert "'dns' is nothing that can be allowed" in capsys.readouterr().err


def test_common_crawls_own_servers_need_leave_too(db: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ingest", "KE", "--common-crawl", CRAWL, "--db", db) == 1
    assert "index.commoncrawl.org, data.commoncrawl.org" in capsys.readouterr().err


def test_pages_come_with_the_captures_day_and_what_lacks_is_not_read(db: Path, server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    assert ingest(db, server.address, server.address, *ALLOWED) == 0
    said = capsys.readouterr().out
    assert "Leaving this computer, for common-crawl: host names of the register's websites" in said
    assert f"{CRAWL} has 2 of the websites; 3 pages were fetched now." in said
    assert f"1 websites of the register are not in {CRAWL}: they were not read" in said
    assert "Read 2 sites with 3 pages. The wave's websites: ok 2, not_attempted 1." in said
    assert read_statuses(db) == {"bikes": "ok", "kahawa": "ok", "absent": "not_attempted"}
    with open_store(db) as store:
        bikes = find_website(store, "KE", "2026", "bikes.co.ke")
        assert bikes is not None
        assert bikes.last_attempt_at == AT
        assert [page.fetched_at for page in read_pages(store, "KE", "2026", "bikes.co.ke")] == [AT, AT]
        noted = next(one for one in read_runs(store) if one.command == "common-crawl")
    assert (noted.outcome, noted.counts["lacking"], set(noted.arguments["disclosed_to"])) == ("done", 1, {"common-crawl"})


def test_enterprises_whose_websites_it_lacks_are_unknown_and_not_without(db: Path, server: Server) -> None:
    assert ingest(db, server.address, server.address, *ALLOWED) == 0
    assert run("classify", "KE", "--db", db) == 0
    with open_store(db) as store:
        sql = "SELECT answer FROM capabilities WHERE enterprise_id = ? AND capability = 'online_ordering'"
        absent = store.db.execute(sql, [str(SITES.index("absent"))]).fetchall()
    assert [answer for (answer,) in absent] == ["unknown"]


def test_folders_of_ones_own_tell_nobody(db: Path, crawl: SmallCrawl, server: Server, tmp_path: Path) -> None:
    index = write_parquet(crawl, tmp_path / "cc-index" / f"crawl={CRAWL}" / "subset=warc").parents[1]
    assert ingest(db, index, crawl.folder) == 0
    assert read_statuses(db) == {"bikes": "ok", "kahawa": "ok", "absent": "not_attempted"}
    assert server.asked == []


def test_an_index_of_ones_own_and_the_storage_of_others_tell_only_the_storage(
    db: Path, crawl: SmallCrawl, server: Server, tmp_path: Path
) -> None:
    index = write_parquet(crawl, tmp_path / "cc-index")
    assert ingest(db, index, server.address) == 1
    assert ingest(db, index, server.address, *ALLOWED) == 0
    assert server.asked == [f"/{FILE}?"] * 3


@pytest.mark.skipif(os.name != "posix", reason="a kill -9")
def test_killed_in_the_middle_it_goes_on_where_it_was(db: Path, server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    server.before = [AGAIN] * 4 + [(503, {"Retry-After": "60"}, b"")] * 20
    arguments = ["--common-crawl", CRAWL, "--index", server.address, "--storage", server.address, *ALLOWED, "--db", str(db)]
    child = subprocess.Popen(
        [sys.executable, "-m", "cli", "ingest", "KE", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    archive = archive_folder(db) / f"KE-2026-{CRAWL}.warc.gz"
    for _ in range(600):
        if archive.exists():
            break
        time.sleep(0.1)
    child.kill()
    child.wait()
    assert archive.exists(), "the first record is kept before the second one is there"
    server.before.clear()
    server.asked.clear()
    assert ingest(db, server.address, server.address, *ALLOWED) == 0
    assert server.asked == [f"/{FILE}?"] * 2, "no website is looked up again, and no record fetched again"
    assert "Read 2 sites with 3 pages." in capsys.readouterr().out
    with open_store(db) as store:
        outcomes = [one.outcome for one in read_runs(store) if one.command == "common-crawl"]
    assert outcomes == ["done", "interrupted"]


def test_interrupted_by_hand_it_says_to_run_again(
    db: Path, server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("scrapers.common_crawl.collecting.fetch_record", interrupt)
        assert ingest(db, server.address, server.address, *ALLOWED) == 130
    assert "again" in capsys.readouterr().err
    assert ingest(db, server.address, server.address, *ALLOWED) == 0


BAD_INDEXES = {
    "busy for ever": ([(503, {"Retry-After": "5"}, b"")] * 9, "does not answer (status 503)"),
    "too many questions": ([(429, {}, b"")] * 9, "does not answer (status 429)"),
    "a page of HTML": ([(200, {}, b"<!doctype html><title>Log in to the network</title>")], "does not answer as an index"),
    "noise": ([(200, {}, bytes(range(256)) * 40)], "does not answer as an index"),
    "JSON of another kind": ([(200, {}, b"[1, 2, 3]\n")], "does not answer as an index"),
    "sent elsewhere": ([(301, {"Location": "http://169.254.169.254/latest/meta-data"}, b"")], "status 301"),
    "a page that says not found": ([(404, {}, b"<html>Not found</html>")], f"no index of {CRAWL}"),
    "cut off": ([(200, {"Content-Length": "900"}, b'{"url": "https://bikes.co.ke/"}\n')] * 9, "does not answer (IncompleteRead)"),
}


@pytest.mark.parametrize("case", BAD_INDEXES)
def test_a_bad_index_ends_it_with_one_sentence_and_no_website_counts_as_lacking(
    db: Path, server: Server, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    server.before, expected = list(BAD_INDEXES[case][0]), BAD_INDEXES[case][1]
    assert ingest(db, server.address, server.address, *ALLOWED) == 1
    said = capsys.readouterr().err
    assert expected in said
    assert "Traceback" not in said
    server.before.clear()
    assert ingest(db, server.address, server.address, *ALLOWED) == 0
    assert read_statuses(db) == {"bikes": "ok", "kahawa": "ok", "absent": "not_attempted"}


def test_a_server_that_drips_is_left_after_some_patience(
    db: Path, server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(connections, "PATIENCE", 0.05)
    server.slow = 0.3
    assert ingest(db, server.address, server.address, *ALLOWED) == 1
    assert "does not answer" in capsys.readouterr().err


def test_busy_for_a_while_costs_nothing(db: Path, server: Server) -> None:
    server.before = [(503, {}, b""), (429, {"Retry-After": "1"}, b""), AGAIN, AGAIN, AGAIN, (503, {}, b"")]
    assert ingest(db, server.address, server.address, *ALLOWED) == 0
    assert read_statuses(db) == {"bikes": "ok", "kahawa": "ok", "absent": "not_attempted"}


BAD_STORAGES = {
    "whole files": ((200, {}, b"x" * 5000), "sends whole files"),
    "a refusal": ((403, {}, b""), "answers with status 403"),
    "sent to a private address": ((302, {"Location": "http://10.0.0.1/"}, b""), "answers with status 302"),
}


@pytest.mark.parametrize("case", BAD_STORAGES)
def test_a_storage_that_gives_no_records_ends_it_with_one_sentence(
    db: Path, server: Server, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answer, expected = BAD_STORAGES[case]
    server.before = [AGAIN] * 3 + [answer] * 9
    assert ingest(db, server.address, server.address, *ALLOWED) == 1
    said = capsys.readouterr().err
    assert expected in said
    assert "Traceback" not in said
    assert read_statuses(db) == dict.fromkeys(SITES, "not_attempted")


@pytest.mark.parametrize("case", ["cut off", "another record", "no gzip", "two records", "gone"])
def test_a_record_that_is_not_the_promised_one_costs_its_page_only(
    db: Path, server: Server, crawl: SmallCrawl, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = (crawl.folder / FILE).read_bytes()
    spans = [(int(e["offset"]), int(e["offset"]) + int(e["length"])) for e in crawl.entries]
    first, second = (whole[begin:end] for begin, end in spans[:2])
    foreign = gzip.compress(gzip.decompress(second).replace(b".ke/", b".ug/"))  # of a host that is none of those asked for at once
    bodies = {"cut off": first[:-20], "another record": foreign, "no gzip": b"x" * len(first), "two records": first + second}
    server.before = [AGAIN] * 3 + [(404, {}, b"<Error/>") if case == "gone" else (206, {}, bodies[case])]
    assert ingest(db, server.address, server.address, *ALLOWED) == 0
    assert "1 pages could not be had whole; the same command tries them again." in capsys.readouterr().out
    assert ingest(db, server.address, server.address, *ALLOWED) == 0
    assert "Read 2 sites with 3 pages." in capsys.readouterr().out


def test_an_archive_that_is_missing_leaves_its_websites_not_read(
    db: Path, crawl: SmallCrawl, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = write_parquet(crawl, tmp_path / "cc-index")
    (crawl.folder / FILE).unlink()
    assert ingest(db, index, crawl.folder) == 0
    assert "3 pages could not be had whole" in capsys.readouterr().out
    assert read_statuses(db) == dict.fromkeys(SITES, "not_attempted")


def test_wrong_names_and_folders_are_told(
    db: Path, server: Server, crawl: SmallCrawl, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = write_parquet(crawl, tmp_path / "cc-index")
    other = write_parquet(crawl, tmp_path / "other-table", "url, url_host_name")
    tries = {
        "is no crawl of Common Crawl": ingest(db, index, crawl.folder, name="CC-2026"),
        "There is no index of CC-MAIN-2020-01": ingest(db, server.address, crawl.folder, *ALLOWED, name="CC-MAIN-2020-01"),
        "holds nothing of CC-MAIN-2020-01": ingest(db, index, crawl.folder, name="CC-MAIN-2020-01"),
        "holds no Parquet file": ingest(db, tmp_path / "nowhere", crawl.folder),
        "it is not Common Crawl's columnar index": ingest(db, other, crawl.folder),
        "There is no folder": ingest(db, index, tmp_path / "nowhere"),
    }
    assert set(tries.values()) == {1}
    said = capsys.readouterr().err
    assert [sentence for sentence in tries if sentence not in said] == []
    assert "Traceback" not in said
    assert read_statuses(db) == dict.fromkeys(SITES, "not_attempted")
