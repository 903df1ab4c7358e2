"""Sites with the pages that are archived of them, for reading these again."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from store.opening import Store

# Of a page p: it answered, is archived, and stands on a site that somebody named.
READABLE = """p.http_status = 200 AND p.warc_file IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM websites w WHERE w.country = p.country AND w.wave = p.wave AND w.site = p.site AND w.is_candidate
    AND NOT EXISTS (SELECT 1 FROM candidates c WHERE c.country = w.country AND c.wave = w.wave AND c.site = w.site
        AND c.source <> 'link'))"""


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """Where the answer to a request for an address lies."""

    url: str
    warc_file: str
    warc_offset: int


@dataclass(frozen=True, slots=True)
class ArchivedSite:
    """A site's archived pages that answered."""

    site: str
    pages: tuple[ArchivedPage, ...]


@dataclass(frozen=True, slots=True)
class StatedProfile:
    """A social or marketplace page that an enterprise's own site links to: its address, the page of the link, how often it stands there."""

    enterprise_id: str
    site: str
    address: str
    page_url: str
    times: int


def list_archived_waves(store: Store, country: str, wave: str, most: int = 2) -> list[str]:
    """The newest waves of which pages are archived, up to this one, newest first."""
    sql = "SELECT wave FROM pages WHERE country = ? AND wave <= ? AND wave <> ? AND warc_file IS NOT NULL ORDER BY wave DESC LIMIT 1"
    found: list[str] = []
    while len(found) < most:
        row = store.db.execute(sql, [country, found[-1] if found else wave, found[-1] if found else ""]).fetchone()
        if row is None:
            break
        found.append(str(row[0]))
    return found


def count_archived_sites(store: Store, country: str, wave: str) -> int:
    """How many sites `read_archived_sites` gives."""
    sql = f"SELECT count(DISTINCT site) FROM pages p WHERE p.country = ? AND p.wave = ? AND {READABLE}"  # noqa: S608
    return int(store.db.execute(sql, [country, wave]).fetchone()[0])


def read_archived_sites(store: Store, country: str, wave: str) -> Iterator[ArchivedSite]:
    """The sites of a wave with their archived pages, by name, but those that belong to nobody and were found only by links themselves.

    So that links lead from sites that somebody named to others, and not on and on through the web.
    """
    where = f"p.country = ? AND p.wave = ? AND {READABLE}"
    sql = f"SELECT site, url, warc_file, warc_offset FROM pages p WHERE {where} ORDER BY site, page"  # noqa: S608
    for site, rows in groupby(store.db.execute(sql, [country, wave]), key=lambda row: str(row[0])):
        yield ArchivedSite(site, tuple(ArchivedPage(str(url), str(file), int(offset)) for _, url, file, offset in rows))


def read_stated_profiles(store: Store, country: str, wave: str) -> Iterator[StatedProfile]:
    """The pages on social networks and marketplaces that enterprises' own sites link to, by enterprise and site."""
    sql = """
        SELECT DISTINCT b.enterprise_id, w.site, s.words, coalesce(p.url, ''), s.times FROM websites w
        JOIN signal_rows s ON s.website = w.website JOIN terms k ON k.term = s.kind AND k.text IN ('social_profile', 'marketplace')
        JOIN terms l ON l.term = s.place AND l.text <> 'text'
        LEFT JOIN pages p ON p.page = s.page
        JOIN (SELECT country, wave, enterprise_id, site FROM links WHERE relation IN ('own', 'shared')
            UNION SELECT e.country, e.wave, e.enterprise_id, e.site FROM enterprises e WHERE e.site IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM links r WHERE r.country = e.country AND r.wave = e.wave AND r.enterprise_id = e.enterprise_id
                AND r.site = e.site AND r.relation = 'rejected')) b
            ON b.country = w.country AND b.wave = w.wave AND b.site = w.site
        WHERE w.country = ? AND w.wave = ? AND w.kind IN ('own', 'shared') ORDER BY b.enterprise_id, w.site"""
    for row in store.db.execute(sql, [country, wave]):
        yield StatedProfile(*row)
