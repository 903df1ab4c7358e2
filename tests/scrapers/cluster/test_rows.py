"""Rows go into Parquet and come back as they were; what is damaged or foreign is refused."""

from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pytest

pa = pytest.importorskip("pyarrow", reason="needs ecomstat[cluster]")
from pyarrow import parquet  # noqa: E402

from catalogue.errors import CrawlError  # noqa: E402
from scrapers.cluster.rows import FILES, PAGES, SIGNALS, VISITS, read_visits, write_visits  # noqa: E402
from store.records import Page, Signal, Website  # noqa: E402
from tests.scrapers.cluster.shards import make_visit  # noqa: E402

NAMES = [f"workshop-{number:03}.co.ke" for number in range(230)]


def test_whole_sites_come_back_in_order(tmp_path: Path) -> None:
    assert write_visits(map(make_visit, NAMES), tmp_path, lambda _: 7) == 230
    found = list(read_visits(tmp_path))
    assert [visit["site"] for visit, _, _ in found] == NAMES
    visit, [page], [signal] = found[-1]
    sent = make_visit(NAMES[-1])
    assert (visit["status"], visit["languages"], visit["is_final"], visit["seconds"]) == ("ok", "en sw", True, 4.5)
    assert page == {"site": NAMES[-1], **{k: v for k, v in asdict(sent.visit.pages[0]).items() if k != "warc_file"}, "archive": 7}
    assert signal == {"site": NAMES[-1], **asdict(sent.visit.signals[0])}


def test_every_column_of_the_store_goes_along_or_stays_on_purpose() -> None:
    here = {"country", "wave", "host", "kind", "start_url", "is_candidate"}  # what a website is, the store knows itself
    assert {field.name for field in fields(Website)} - set(VISITS.names) == here
    assert {field.name for field in fields(Page)} - set(PAGES.names) == {"warc_file"}  # by its number, `archive`
    assert {field.name for field in fields(Signal)} - set(SIGNALS.names) == set()


def test_a_shard_without_visits_is_empty(tmp_path: Path) -> None:
    assert write_visits([], tmp_path, lambda _: 0) == 0
    assert list(read_visits(tmp_path)) == []


def test_rows_that_belong_to_no_visit_are_refused(tmp_path: Path) -> None:
    write_visits([make_visit("a.co.ke"), make_visit("b.co.ke")], tmp_path, lambda _: 0)
    table = parquet.read_table(tmp_path / FILES["visits"])
    parquet.write_table(table.slice(1), tmp_path / FILES["visits"])
    with pytest.raises(CrawlError, match="damaged"):
        list(read_visits(tmp_path))


def test_sites_out_of_order_or_twice_are_refused(tmp_path: Path) -> None:
    for names in (["b.co.ke", "a.co.ke"], ["a.co.ke", "a.co.ke"]):
        write_visits(map(make_visit, names), tmp_path, lambda _: 0)
        with pytest.raises(CrawlError, match="damaged"):
            list(read_visits(tmp_path))


def test_other_columns_are_refused(tmp_path: Path) -> None:
    write_visits([make_visit("a.co.ke")], tmp_path, lambda _: 0)
    table = parquet.read_table(tmp_path / FILES["visits"])
    for changed in (table.append_column("kind", pa.array(["own"])), table.drop_columns(["reason"])):
        parquet.write_table(changed, tmp_path / FILES["visits"])
        with pytest.raises(CrawlError, match="damaged"):
            list(read_visits(tmp_path))


def test_what_is_no_parquet_is_refused(tmp_path: Path) -> None:
    write_visits([make_visit("a.co.ke")], tmp_path, lambda _: 0)
    for content in (b"", b"PAR1", b"PAR1" + b"\xff" * 400 + b"PAR1"):
        (tmp_path / FILES["signals"]).write_bytes(content)
        with pytest.raises(CrawlError, match="damaged"):
            list(read_visits(tmp_path))


def test_a_small_file_that_unpacks_to_gigabytes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scrapers.cluster.rows.LARGEST_BATCH", 100_000)
    write_visits([], tmp_path, lambda _: 0)
    row = dict.fromkeys(VISITS.names) | {"site": "a.co.ke", "reason": "x" * 10_000}
    rows = [{**row, "site": f"a{number:03}.co.ke"} for number in range(300)]
    parquet.write_table(pa.Table.from_pylist(rows, VISITS), tmp_path / FILES["visits"], compression="zstd")
    assert (tmp_path / FILES["visits"]).stat().st_size < 50_000
    with pytest.raises(CrawlError, match="damaged"):
        list(read_visits(tmp_path))


def test_a_long_text_that_every_row_of_a_small_file_repeats_is_not_written_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scrapers.cluster.rows.LARGEST_BATCH", 10_000_000)
    write_visits([], tmp_path, lambda _: 0)
    text = pa.DictionaryArray.from_arrays(pa.array([0] * 400, pa.int32()), pa.array(["x" * 500_000]))
    columns = [text if field.name == "reason" else pa.nulls(400, field.type) for field in VISITS]
    table = pa.Table.from_arrays(columns, names=VISITS.names)
    parquet.write_table(table, tmp_path / FILES["visits"], compression="zstd", store_schema=False)
    assert (tmp_path / FILES["visits"]).stat().st_size < 50_000
    before = pa.default_memory_pool().max_memory()
    with pytest.raises(CrawlError, match="damaged"):
        list(read_visits(tmp_path))
    assert pa.default_memory_pool().max_memory() - before < 50_000_000  # and not the 200 MB of all rows


def test_a_site_of_more_rows_than_any_visit_leaves_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scrapers.cluster.rows.LARGEST_SITE", 100_000)
    write_visits([make_visit("a.co.ke")], tmp_path, lambda _: 0)
    table = parquet.read_table(tmp_path / FILES["pages"])
    parquet.write_table(pa.concat_tables([table] * 1000), tmp_path / FILES["pages"])
    with pytest.raises(CrawlError, match="damaged"):
        list(read_visits(tmp_path))


def test_one_text_as_long_as_a_file_can_say_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scrapers.cluster.rows.LARGEST_BATCH", 10_000_000)
    write_visits([], tmp_path, lambda _: 0)
    columns = [pa.array(["x" * 20_000_000]) if field.name == "reason" else pa.nulls(1, field.type) for field in VISITS]
    table = pa.Table.from_arrays(columns, names=VISITS.names)
    parquet.write_table(table, tmp_path / FILES["visits"], compression="zstd", use_dictionary=False, write_statistics=False)
    read, begun = parquet.ParquetFile.iter_batches, list[object]()

    def note(file: Any, rows: int) -> Any:
        begun.append(file)
        return read(file, rows)

    monkeypatch.setattr(parquet.ParquetFile, "iter_batches", note)
    with pytest.raises(CrawlError, match="damaged"):
        list(read_visits(tmp_path))
    assert len(begun) == 2  # the pages and the signals; of the visits no page was unpacked
