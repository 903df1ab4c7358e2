"""Web archives (WARC): written by the crawler, read back for evidence and for `ingest`."""

from scrapers.archives.reading import read_record

__all__ = ["read_record"]
