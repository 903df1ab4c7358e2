"""Sites whose owners asked not to be visited: what was read from them goes, in every wave, whole or not at all."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from store.opening import Store


@dataclass(frozen=True, slots=True)
class HeldSite:
    """A site of a wave that is to be purged."""

    country: str
    wave: str
    site: str


@dataclass(frozen=True, slots=True)
class HeldPage:
    """A page that is to be purged, and the archive file it lies in, if it lies in one."""

    page: int
    warc_file: str | None


def find_held_sites(store: Store, entry: str) -> list[HeldSite]:
    """The sites of all waves that an entry of the opt-out list may stand for: itself, and what lies on its host and below it."""
    sql = (
        "SELECT country, wave, site FROM websites WHERE site = ? OR (instr(?, '/') = 0 AND (host = ? OR substr(host, -length(?) - 1)"
        " = '.' || ?)) ORDER BY 1, 2, 3"
    )
    return [HeldSite(*map(str, row)) for row in store.db.execute(sql, [entry] * 5)]


def find_held_pages(store: Store, sites: Iterable[HeldSite], entry: str, holds_address: Callable[[str], bool]) -> list[HeldPage]:
    """The pages of these sites, and pages at addresses of the entry that visits of other sites were led to."""
    found: dict[int, str | None] = {}
    for held in sites:
        sql = "SELECT page, warc_file FROM pages WHERE country = ? AND wave = ? AND site = ?"
        found |= dict(store.db.execute(sql, [held.country, held.wave, held.site]).fetchall())
    for page, url, file in store.db.execute("SELECT page, url, warc_file FROM pages WHERE instr(url, ?)", [entry]):
        if holds_address(url):
            found[page] = file
    return [HeldPage(page, file) for page, file in sorted(found.items())]


def count_held_pages(store: Store, entry: str) -> int:
    """How many pages of an entry's sites the store still has, in all waves."""
    sql = "SELECT count(*) FROM pages WHERE country = ? AND wave = ? AND site = ?"
    found = find_held_sites(store, entry)
    return sum(int(store.db.execute(sql, [held.country, held.wave, held.site]).fetchone()[0]) for held in found)


def purge_sites(
    store: Store, sites: Iterable[HeldSite], pages: Iterable[HeldPage], holds_address: Callable[[str], bool], reason: str
) -> None:
    """Deletes pages and all that was read from them, and closes the sites as `opted_out`, with the reason.

    Links and decisions stay, without what decisions quote from these addresses.
    """
    sites = list(sites)
    with store.writing() as db:
        _empty_reasons(store, sites, holds_address)
        db.conn.executemany("DELETE FROM signal_rows WHERE page = ?", [(held.page,) for held in pages])
        db.conn.executemany("DELETE FROM pages WHERE page = ?", [(held.page,) for held in pages])
        for held in sites:
            where = [held.country, held.wave, held.site]
            of_site = "country = ? AND wave = ? AND site = ?"
            db.execute(f"DELETE FROM signal_rows WHERE website = (SELECT website FROM websites WHERE {of_site})", where)  # noqa: S608
            db.execute(f"DELETE FROM comparisons WHERE {of_site}", where)  # noqa: S608
            db.execute(f"UPDATE candidates SET words = NULL WHERE {of_site}", where)  # noqa: S608
            db.execute("DELETE FROM link_mentions WHERE country = ? AND page_wave = ? AND (page_site = ? OR site = ?)", [*where, held.site])
            db.execute("DELETE FROM link_readings WHERE country = ? AND page_wave = ? AND page_site = ?", where)
            db.execute(
                "UPDATE websites SET status = 'opted_out', reason = ?, is_final = 1, final_url = NULL, languages = NULL, platform = NULL,"  # noqa: S608
                f" page_count = 0 WHERE {of_site}",
                [reason, *where],
            )


def _empty_reasons(store: Store, sites: Iterable[HeldSite], holds_address: Callable[[str], bool]) -> None:
    def empty(text: str) -> str:
        quoted = {"value": "", "page": "", "words": ""}
        return json.dumps([r | quoted if r["page"] and holds_address(r["page"]) else r for r in json.loads(text)], ensure_ascii=False)

    store.db.conn.create_function("emptied", 1, empty)
    for held in sites:
        sql = (
            "UPDATE capability_rows SET reasons = emptied(reasons) WHERE reasons IS NOT NULL AND unit IN (SELECT unit FROM enterprises e"
            " WHERE country = ? AND wave = ? AND (site = ? OR EXISTS (SELECT 1 FROM links l WHERE l.country = e.country AND"
            " l.wave = e.wave AND l.enterprise_id = e.enterprise_id AND l.site = ?)))"
        )
        store.db.execute(sql, [held.country, held.wave, held.site, held.site])
