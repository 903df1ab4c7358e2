"""A shard's rows as Parquet: visits, their pages and their signals, each file by site, so that whole sites are read one after the other."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import fields
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import compute, parquet

from catalogue.errors import CrawlError
from catalogue.messages import say
from store.records import Page, Signal, SiteVisit, Website
from store.shards import StoredVisit

Row = dict[str, Any]

SITE = ("site", pa.string())
VISITS = pa.schema(
    [
        *(SITE, ("status", pa.string()), ("reason", pa.string()), ("is_final", pa.bool_()), ("attempts", pa.int64())),
        *(("first_attempt_at", pa.string()), ("last_attempt_at", pa.string()), ("final_url", pa.string())),
        *(("languages", pa.string()), ("platform", pa.string()), ("page_count", pa.int64()), ("requests", pa.int64())),
        *(("bytes", pa.int64()), ("seconds", pa.float64()), ("not_before", pa.string()), ("is_rendered", pa.bool_())),
    ]
)
PAGES = pa.schema(
    [
        *(SITE, ("url", pa.string()), ("http_status", pa.int64()), ("fetched_at", pa.string()), ("digest", pa.string())),
        *(("language", pa.string()), ("title", pa.string()), ("bytes", pa.int64()), ("archive", pa.int64()), ("warc_offset", pa.int64())),
        ("is_rendered", pa.bool_()),
    ]
)
SIGNALS = pa.schema(
    [
        *(SITE, ("kind", pa.string()), ("value", pa.string()), ("page_url", pa.string()), ("place", pa.string())),
        *(("words", pa.string()), ("rule", pa.string()), ("times", pa.int64())),
    ]
)
SCHEMAS = {"visits": VISITS, "pages": PAGES, "signals": SIGNALS}
FILES = {name: f"{name}.parquet" for name in SCHEMAS}

BATCH = 100
"""Sites that are written at a time."""

LARGEST_BATCH = 256 * 2**20
"""Bytes that a batch of rows may take once unpacked: ours take a thousandth, and a small file can hold any number of the same long text."""

LARGEST_SITE = 64 * 2**20
"""Characters that one site's pages, or its signals, may have together; every row counts for `ROW` of them besides."""

ROW = 500
ROWS_AT_ONCE = 500


def write_visits(visits: Iterable[StoredVisit], folder: Path, number_archive: Callable[[str], int]) -> int:
    """Writes the three files; gives the number of sites. `visits` come by name of site; an archive is told by its number."""
    count, waiting = 0, []
    with ExitStack() as stack:
        writers = {n: stack.enter_context(parquet.ParquetWriter(folder / FILES[n], s, compression="zstd")) for n, s in SCHEMAS.items()}
        for stored in visits:
            waiting.append(stored)
            count += 1
            if len(waiting) >= BATCH:
                _write_batch(writers, waiting, number_archive)
                waiting = []
        if waiting:
            _write_batch(writers, waiting, number_archive)
    return count


def read_visits(folder: Path) -> Iterator[tuple[Row, list[Row], list[Row]]]:
    """Each site's (visit, pages, signals) as plain values, by name of site.

    Raises:
        CrawlError: a file is damaged, has other columns, holds rows that belong to no visit, or is larger than it can be.
    """
    try:
        pages, signals = (_Groups(_read_rows(folder / FILES[name], SCHEMAS[name])) for name in ("pages", "signals"))
        before = ""
        for visit in _read_rows(folder / FILES["visits"], VISITS):
            site = visit["site"]
            if not isinstance(site, str) or site <= before:
                raise _refuse("visits")
            yield visit, pages.take(site), signals.take(site)
            before = site
        if not (pages.is_over() and signals.is_over()):
            raise _refuse("pages")
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise _refuse(str(error).splitlines()[0][:200] if str(error) else type(error).__name__) from error


class _Groups:
    """The rows of one site after the other."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._groups = groupby(rows, key=itemgetter("site"))
        self._next = next(self._groups, None)

    def take(self, site: str) -> list[Row]:
        """The rows of this site, if it is next."""
        if self._next is None or self._next[0] != site:
            return []
        rows, size = [], 0
        for row in self._next[1]:
            size += ROW + sum(len(value) for value in row.values() if isinstance(value, str))
            if size > LARGEST_SITE:
                raise _refuse(site)
            rows.append(row)
        self._next = next(self._groups, None)
        return rows

    def is_over(self) -> bool:
        return self._next is None


def _write_batch(writers: Mapping[str, Any], stored: list[StoredVisit], number_archive: Callable[[str], int]) -> None:
    rows = {
        "visits": [_pack_visit(one) for one in stored],
        "pages": [_pack_page(one.visit, page, number_archive) for one in stored for page in one.visit.pages],
        "signals": [_pack_signal(one.visit, signal) for one in stored for signal in one.visit.signals],
    }
    for name, writer in writers.items():
        writer.write_table(pa.Table.from_pylist(rows[name], SCHEMAS[name]))


def _pack_visit(stored: StoredVisit) -> Row:
    website = stored.visit.website
    values = {f.name: getattr(website, f.name) for f in fields(Website) if f.name in VISITS.names}
    return {**values, "languages": " ".join(website.languages), "seconds": stored.seconds, "not_before": stored.not_before}


def _pack_page(visit: SiteVisit, page: Page, number_archive: Callable[[str], int]) -> Row:
    values = {f.name: getattr(page, f.name) for f in fields(Page) if f.name != "warc_file"}
    return {
        "site": visit.website.site,
        **values,
        "is_rendered": bool(page.is_rendered),
        "archive": None if page.warc_file is None else number_archive(page.warc_file),
    }


def _pack_signal(visit: SiteVisit, signal: Signal) -> Row:
    return {"site": visit.website.site, **{f.name: getattr(signal, f.name) for f in fields(Signal)}}


def _read_rows(path: Path, schema: Any) -> Iterator[Row]:
    with parquet.ParquetFile(path) as file:
        groups = (file.metadata.row_group(number) for number in range(file.metadata.num_row_groups))
        if not file.schema_arrow.equals(schema) or any(group.total_byte_size > LARGEST_BATCH for group in groups):
            raise _refuse(path.name)
    texts = [field.name for field in schema if field.type == pa.string()]
    with parquet.ParquetFile(path, read_dictionary=texts) as file:
        for batch in file.iter_batches(ROWS_AT_ONCE):
            if sum(map(_measure_unpacked, batch.columns)) > LARGEST_BATCH:
                raise _refuse(path.name)
            yield from batch.to_pylist()


def _measure_unpacked(column: Any) -> int:
    """Bytes of a column with each row's text written out; the texts came as they lie in the file, each once."""
    if not isinstance(column, pa.DictionaryArray):
        return int(column.nbytes)
    return int(compute.sum(compute.take(compute.binary_length(column.dictionary), column.indices).cast(pa.int64())).as_py() or 0)


def _refuse(reason: str) -> CrawlError:
    return CrawlError(say("The rows of a shard are damaged ({reason}): nothing of it was taken.", reason=reason))
