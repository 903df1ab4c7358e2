"""Common Crawl's columnar index: Parquet files in a folder of one's own, looked up by DuckDB without any network."""

from collections.abc import Collection, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from catalogue.errors import CrawlError
from catalogue.messages import say
from scrapers.common_crawl.captures import Capture, build_capture, group_by_site

MEMORY = "1GB"
"""What DuckDB may take; it puts down on disk what is more."""

MOST_LISTED = 2000
"""Captures of a site that are chosen from."""

LOCAL_ONLY = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "memory_limit": MEMORY}
QUERY = """
    SELECT w.host, c.url, c.fetch_status AS status, strftime(make_timestamp(CAST(epoch(c.fetch_time) AS BIGINT) * 1000000), '%Y%m%d%H%M%S')
        AS timestamp, c.content_mime_detected AS mime, c.warc_filename AS filename, c.warc_record_offset AS offset,
        c.warc_record_length AS length
    FROM read_parquet(?, union_by_name = true, hive_partitioning = false) c
    JOIN wanted w ON c.url_host_name = w.name
    WHERE starts_with(c.warc_filename, ?)
    ORDER BY w.host, length(c.url), c.url, c.fetch_time
"""
ANY = "SELECT 1 FROM read_parquet(?, union_by_name = true, hive_partitioning = false) WHERE starts_with(warc_filename, ?) LIMIT 1"


def list_captures(folder: Path, crawl: str, hosts: Collection[str]) -> Iterator[tuple[str, list[Capture]]]:
    """Each site on these hosts that the crawl has, with its captures, the shortest addresses first.

    Raises:
        CrawlError: DuckDB is not installed, or the folder holds no such index.
    """
    duckdb, files = _load_duckdb(), _find_files(folder, crawl)
    with duckdb.connect(config=LOCAL_ONLY) as connection:
        connection.execute(
            "CREATE TEMP TABLE wanted AS SELECT unnest([h, 'www.' || h]) AS name, h AS host FROM (SELECT unnest(?) AS h)",
            [sorted(set(hosts))],
        )
        place = f"crawl-data/{crawl}/"
        try:
            rows = connection.execute(QUERY, [files, place])
            names = [column[0] for column in rows.description]
            is_any = False
            for _, group in groupby(_fetch(rows), key=itemgetter(0)):
                is_any = True
                found = (build_capture(dict(zip(names, row, strict=True))) for row in group)
                yield from group_by_site((capture for capture in found if capture), MOST_LISTED).items()
            if not is_any and connection.execute(ANY, [files, place]).fetchone() is None:
                raise CrawlError(say("The index in {folder} holds nothing of {crawl}: check both.", folder=folder, crawl=crawl))
        except duckdb.Error as error:
            reason = str(error).splitlines()[0][:300]
            raise CrawlError(
                say("The index in {folder} cannot be read ({reason}): it is not Common Crawl's columnar index, or a file of it is damaged.",
                    folder=folder, reason=reason)
            ) from error  # fmt: skip


def _fetch(rows: Any) -> Iterator[tuple[Any, ...]]:
    while batch := rows.fetchmany(10_000):
        yield from batch


def _load_duckdb() -> Any:
    try:
        import duckdb
    except ImportError as error:
        raise CrawlError(
            say("Common Crawl's index in Parquet is read by DuckDB, which is not installed: run `pip install 'ecomstat[commoncrawl]'`.")
        ) from error
    return duckdb


def _find_files(folder: Path, crawl: str) -> list[str]:
    """The Parquet files of a crawl: of its part of the folder where there is one, else all."""
    own = folder / f"crawl={crawl}"
    files = sorted(str(path) for path in (own if own.is_dir() else folder).rglob("*.parquet"))
    if not files:
        raise CrawlError(
            say(
                "{folder} holds no Parquet file: copy the crawl's index there, from cc-index/table/cc-main/warc/crawl={crawl}/.",
                folder=folder,
                crawl=crawl,
            )
        )
    return files
