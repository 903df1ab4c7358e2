"""A list of what archives hold, by site, that may be longer than memory: gone when it is closed."""

import sqlite3
from collections.abc import Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Self

CACHE = 16 << 10
"""KiB of the list that stay in memory; what is beyond lies in a temporary file of SQLite's (in SQLITE_TMPDIR, TMPDIR, /var/tmp or /tmp)."""

RECENT = 10_000
"""Sites whose number is kept at hand while pages are added."""

ListedPage = tuple[str, int, int, int, str]
"""An address, its HTTP status, the number of its archive, the byte where its record begins, and when it was fetched."""


class SiteList:
    """Sites met in archives, whether each is wanted, and the pages of those that are; for one thread."""

    def __init__(self, cache: int = CACHE) -> None:
        self._connection = sqlite3.connect("")  # no name: private, temporary, on disk only as far as the cache is full
        self._connection.executescript(
            f"PRAGMA cache_size = -{cache}; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            "CREATE TABLE sites (number INTEGER PRIMARY KEY, site TEXT UNIQUE, is_wanted INTEGER);"
            "CREATE TABLE pages (site INTEGER, url TEXT, http_status INTEGER, archive INTEGER, offset INTEGER, fetched_at TEXT);"
        )
        self._recent = dict[str, tuple[int, bool]]()

    def is_wanted(self, site: str) -> bool | None:
        """What was noted of a site; None where it was never met."""
        found = self._find(site)
        return found[1] if found else None

    def meet(self, site: str, *, is_wanted: bool) -> None:
        """Notes a site; nothing where that was done before."""
        self._connection.execute("INSERT OR IGNORE INTO sites (site, is_wanted) VALUES (?, ?)", [site, is_wanted])

    def add(self, site: str, page: ListedPage) -> None:
        """Adds a page of a site that was noted. Raises KeyError for one that was not."""
        found = self._find(site)
        if found is None:
            raise KeyError(site)
        self._connection.execute("INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?)", [found[0], *page])

    def count(self, *, is_wanted: bool) -> int:
        """How many sites were noted as wanted, or as not."""
        return int(self._connection.execute("SELECT count(*) FROM sites WHERE is_wanted = ?", [is_wanted]).fetchone()[0])

    def count_with_pages(self) -> int:
        """How many sites have pages."""
        return int(self._connection.execute("SELECT count(DISTINCT site) FROM pages").fetchone()[0])

    def read(self, most: int) -> Iterator[tuple[str, list[ListedPage]]]:
        """Each site that has pages, by name, with the first `most` of them in the order in which they were added."""
        self._connection.execute("CREATE INDEX IF NOT EXISTS pages_by_site ON pages (site)")
        sql = (
            "SELECT s.site, url, http_status, archive, offset, fetched_at FROM sites s CROSS JOIN pages p ON p.site = s.number"
            " ORDER BY s.site, p.rowid"
        )
        for site, rows in groupby(self._connection.execute(sql), key=itemgetter(0)):
            yield site, [row[1:] for row in islice(rows, most)]

    def close(self) -> None:
        """Forgets the list."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _find(self, site: str) -> tuple[int, bool] | None:
        """(number, whether it is wanted) of a site that was noted."""
        if site not in self._recent:
            row = self._connection.execute("SELECT number, is_wanted FROM sites WHERE site = ?", [site]).fetchone()
            if row is None:
                return None
            if len(self._recent) >= RECENT:
                self._recent.clear()
            self._recent[site] = (int(row[0]), bool(row[1]))
        return self._recent[site]
