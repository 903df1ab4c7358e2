"""Web archives (WARC): written by the crawler, read back for evidence and for `ingest`."""

from scrapers.archives.ingesting import ingest_archives
from scrapers.archives.reading import read_record
from scrapers.archives.reports import IngestReport

__all__ = ["IngestReport", "ingest_archives", "read_record"]
