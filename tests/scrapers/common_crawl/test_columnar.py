"""The columnar index: Parquet files as Common Crawl writes them, made here."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue.errors import CrawlError
from scrapers.common_crawl.captures import Capture, build_capture
from scrapers.common_crawl.cdx import read_entries
from scrapers.common_crawl.columnar import list_captures
from tests.scrapers.common_crawl.conftest import COLUMNS, CRAWL, FILE

ROWS = [
    ("https://www.bikes.co.ke/contact", "www.bikes.co.ke", "2026-01-20 10:11:13", 200, "text/html", "text/html", FILE, 900, 400),
    ("https://www.bikes.co.ke/", "www.bikes.co.ke", "2026-01-20 10:11:12", 200, "text/html", "text/html", FILE, 500, 400),
    ("https://stranger.co.ke/", "stranger.co.ke", "2026-01-20 10:11:12", 200, "text/html", "text/html", FILE, 0, 400),
    ("https://bikes.co.ke/list.pdf", "bikes.co.ke", "2026-01-20 10:11:12", 200, "text/html", "application/pdf", FILE, 0, 400),
    (
        "https://bikes.co.ke/old",
        "bikes.co.ke",
        "2025-01-20 10:11:12",
        200,
        "text/html",
        "text/html",
        FILE.replace("2026-04", "2025-05"),
        0,
        9,
    ),
]
HOME = Capture("https://www.bikes.co.ke/", 200, "2026-01-20T10:11:12Z", FILE, 500, 400)


@pytest.fixture
def write_index(tmp_path: Path) -> Callable[[str, str], Path]:
    """Writes the rows into a file of the index folder, with this type of times; gives the folder."""
    duckdb = pytest.importorskip("duckdb")

    def write(name: str, times: str) -> Path:
        path = tmp_path / "index" / name
        path.parent.mkdir(parents=True)
        with duckdb.connect() as connection:
            connection.execute(f"CREATE TABLE t ({COLUMNS})")
            connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", ROWS)
            chosen = "fetch_time" if times == "plain" else "fetch_time AT TIME ZONE 'UTC'"
            connection.execute(f"COPY (SELECT * REPLACE ({chosen} AS fetch_time) FROM t) TO '{path.as_posix()}' (FORMAT parquet)")
        return tmp_path / "index"

    return write


@pytest.mark.parametrize("name", [f"crawl={CRAWL}/subset=warc/part-00000.gz.parquet", "part-00000.parquet"])
@pytest.mark.parametrize("times", ["plain", "with zone"])
def test_the_registers_hosts_are_found_with_and_without_www(write_index: Callable[[str, str], Path], name: str, times: str) -> None:
    found = dict(list_captures(write_index(name, times), CRAWL, ["bikes.co.ke", "absent.co.ke"]))
    contact = Capture("https://www.bikes.co.ke/contact", 200, "2026-01-20T10:11:13Z", FILE, 900, 400)
    assert found == {"bikes.co.ke": [HOME, contact]}


def test_a_folder_without_an_index_is_told(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    with pytest.raises(CrawlError, match="holds no Parquet file"):
        list(list_captures(tmp_path, CRAWL, ["bikes.co.ke"]))
    (tmp_path / "x.parquet").write_bytes(b"no parquet")
    with pytest.raises(CrawlError, match="cannot be read"):
        list(list_captures(tmp_path, CRAWL, ["bikes.co.ke"]))


def test_an_index_of_another_crawl_is_told_and_no_website_counts_as_lacking(write_index: Callable[[str, str], Path]) -> None:
    folder = write_index("part-00000.parquet", "plain")
    with pytest.raises(CrawlError, match=r"holds nothing of CC-MAIN-2020-01"):
        list(list_captures(folder, "CC-MAIN-2020-01", ["bikes.co.ke"]))
    assert list(list_captures(folder, CRAWL, ["absent.co.ke"])) == []


def test_without_duckdb_the_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(CrawlError, match=r"ecomstat\[commoncrawl\]"):
        list(list_captures(tmp_path, CRAWL, ["bikes.co.ke"]))


def test_lines_of_json_and_of_cdxj_say_the_same() -> None:
    fields = (
        f'"url": "https://www.bikes.co.ke/", "mime": "text/html", "status": "200", "length": "400", "offset": "500", "filename": "{FILE}"'
    )
    json_line = f'{{"urlkey": "ke,co,bikes)/", "timestamp": "20260120101112", {fields}}}'
    cdxj = f"ke,co,bikes)/ 20260120101112 {{{fields}}}"
    found = read_entries(f"{json_line}\n{cdxj}\nrubbish\n{{broken\n[]\n".encode())
    assert [build_capture(entry) for entry in found] == [HOME, HOME]
