"""Websites, pages and signals: a site's visit is committed whole."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from store.opening import Store
from store.phases import IN_PHASE
from store.records import Page, Signal, SiteVisit, Website
from store.rows import column_names, write_records
from store.terms import key_of

KEY = ("country", "wave", "site")
TRUTHS = ("is_final", "is_candidate", "is_rendered")
DAY, LONGEST_REST = timedelta(days=1), timedelta(days=367)


IS_DUE = "NOT is_final AND (coalesce(last_attempt_at, '') < ? OR last_attempt_at > ?) AND (coalesce(not_before, '') <= ? OR not_before > ?)"
"""Last tried before a time, and not to be left alone for longer; what a clock wrote that was far ahead counts for nothing."""


def find_ends(before: str) -> tuple[str, str, str, str]:
    """The values of `IS_DUE` at a time: attempts more than a day ahead, and rests of more than a year and a day, are a clock's error."""
    try:
        moment = datetime.fromisoformat(before)
        return before, _write(moment + DAY), before, _write(moment + LONGEST_REST)
    except (ValueError, OverflowError):  # a time beyond all times
        return before, "~", before, "~"


def _write(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def add_websites(store: Store, websites: Iterable[Website]) -> None:
    """Adds sites to visit; those that are there already stay as they are."""
    columns = column_names(Website)
    sql = f"INSERT OR IGNORE INTO websites ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608
    with store.writing() as db:
        db.conn.executemany(sql, ([_pack(getattr(w, c)) for c in columns] for w in websites))


def write_visits(store: Store, visits: Iterable[SiteVisit]) -> None:
    """Commits whole sites: status, pages and signals of each replace what an earlier visit of the wave left."""
    with store.writing():
        for visit in visits:
            _write_visit(store, visit)


def find_website(store: Store, country: str, wave: str, site: str) -> Website | None:
    """One site of a wave, or None."""
    return next(iter(read_sites_where(store, "country = ? AND wave = ? AND site = ?", [country, wave, site])), None)


def read_websites(store: Store, country: str, wave: str) -> Iterator[Website]:
    """All sites of a wave, by name, but those that are candidates only."""
    return read_sites_where(store, "country = ? AND wave = ? AND NOT is_candidate ORDER BY site", [country, wave])


def read_open_websites(store: Store, country: str, wave: str, *, before: str) -> Iterator[Website]:
    """The sites (of the first phase, if there is one) that are not done with and were last tried before this time; untried ones first.

    Those whose hosts asked to be left alone for longer are not among them.
    """
    where = f"country = ? AND wave = ? AND NOT is_candidate AND {IS_DUE} AND {IN_PHASE} ORDER BY attempts, website"
    return read_sites_where(store, where, [country, wave, *find_ends(before)])


def read_some_websites(store: Store, country: str, wave: str, sites: Sequence[str]) -> list[Website]:
    """These sites of a wave (some thousands at most); untried ones first."""
    marks = ", ".join("?" * len(sites))
    where = f"country = ? AND wave = ? AND site IN ({marks}) ORDER BY attempts, website"
    return list(read_sites_where(store, where, [country, wave, *sites]))


def count_statuses(store: Store, country: str, wave: str, *, candidates: bool = False) -> dict[str, int]:
    """{status: number of sites} of a wave, without those that are candidates only, or of these."""
    sql = "SELECT status, count(*) FROM websites WHERE country = ? AND wave = ? AND is_candidate = ? GROUP BY status ORDER BY 2 DESC"
    return {str(status): int(n) for status, n in store.db.execute(sql, [country, wave, candidates])}


def read_pages(store: Store, country: str, wave: str, site: str) -> list[Page]:
    """The archived pages of a site, in the order of fetching."""
    columns = column_names(Page)
    sql = f"SELECT {', '.join(columns)} FROM pages WHERE country = ? AND wave = ? AND site = ? ORDER BY page"  # noqa: S608
    return [Page(*(*values, bool(is_rendered))) for *values, is_rendered in store.db.execute(sql, [country, wave, site])]


def read_first_titles(store: Store, country: str, wave: str) -> Iterator[str]:
    """The title of the first page of every site of a wave that has a title."""
    sql = "SELECT title, min(page) FROM pages WHERE country = ? AND wave = ? AND title <> '' GROUP BY site"
    return (str(title) for title, _ in store.db.execute(sql, [country, wave]))


def read_signals(store: Store, country: str, wave: str, site: str) -> list[Signal]:
    """All signals of a site."""
    columns = column_names(Signal)
    sql = f"SELECT {', '.join(columns)} FROM signals WHERE country = ? AND wave = ? AND site = ?"  # noqa: S608
    return [Signal(*row) for row in store.db.execute(sql, [country, wave, site])]


def _write_visit(store: Store, visit: SiteVisit) -> None:
    website = visit.website
    where = [website.country, website.wave, website.site]
    write_records(store.db, "websites", [website], Website, key=KEY)
    key = store.db.execute("SELECT website FROM websites WHERE country = ? AND wave = ? AND site = ?", where).fetchone()[0]
    store.db.execute("DELETE FROM signal_rows WHERE website = ?", [key])
    store.db.execute("DELETE FROM pages WHERE country = ? AND wave = ? AND site = ?", where)
    constants = {"country": website.country, "wave": website.wave, "site": website.site}
    write_records(store.db, "pages", visit.pages, Page, **constants)
    pages = dict(store.db.execute("SELECT url, page FROM pages WHERE country = ? AND wave = ? AND site = ?", where).fetchall())
    store.db.conn.executemany(
        "INSERT INTO signal_rows (website, kind, value, page, place, words, times, rule) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [_signal_row(store, int(key), pages, signal) for signal in visit.signals],
    )


def _signal_row(store: Store, website: int, pages: dict[str, int], signal: Signal) -> list[Any]:
    kind, place, rule = (
        key_of(store, name, text) for name, text in (("signal", signal.kind), ("place", signal.place), ("rule", signal.rule))
    )
    return [website, kind, signal.value, pages.get(signal.page_url), place, signal.words, signal.times, rule]


def read_sites_where(store: Store, where: str, parameters: list[Any]) -> Iterator[Website]:
    """The websites `w` for which a condition of SQL holds; for this folder only."""
    columns = column_names(Website)
    for row in store.db.execute(f"SELECT {', '.join(columns)} FROM websites w WHERE {where}", parameters):  # noqa: S608
        yield build_website(dict(zip(columns, row, strict=True)))


def build_website(values: Mapping[str, Any]) -> Website:
    """The record of a row of `websites`, {column: value}."""
    packed = {"languages": tuple(str(values["languages"] or "").split()), **{name: bool(values[name]) for name in TRUTHS}}
    return Website(**{**values, **packed})


def _pack(value: Any) -> Any:
    return " ".join(value) if isinstance(value, tuple) else value
