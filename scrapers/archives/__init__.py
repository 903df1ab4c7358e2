"""Web archives (WARC): written by the crawler, read back for evidence and for `ingest`."""
