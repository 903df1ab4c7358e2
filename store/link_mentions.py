"""Which enterprises archived pages name beside links, and of which pages this was read: what need not be read again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from store.archived_sites import READABLE
from store.opening import Store
from store.rows import column_names, write_records

# Of a mention m: the page's own site is the enterprise's, or was proposed for it by others than links.
OWN = " OR ".join(
    f"EXISTS (SELECT 1 FROM {table} o WHERE o.country = m.country AND o.wave = m.page_wave AND o.enterprise_id = m.enterprise_id"  # noqa: S608
    f" AND o.site = m.page_site{which})"
    for table, which in (("enterprises", ""), ("links", " AND o.relation <> 'rejected'"), ("candidates", " AND o.source <> 'link'"))
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A site that a page links to beside an enterprise's name: how likely it is that one's, where the name stood, and the words."""

    enterprise_id: str
    site: str
    score: float
    place: str
    page_url: str
    words: str


@dataclass(frozen=True, slots=True)
class LinkReading:
    """What the links of a wave's archived site said of the enterprises of a register; `stamp` is of pages, register and rules."""

    page_wave: str
    page_site: str
    stamp: str
    mentions: tuple[Mention, ...]


def find_link_stamp(store: Store, country: str, wave: str, page_wave: str, page_site: str) -> str | None:
    """The stamp of a site's reading for a wave's register, or None where its links were never read."""
    sql = "SELECT stamp FROM link_readings WHERE country = ? AND wave = ? AND page_wave = ? AND page_site = ?"
    row = store.db.execute(sql, [country, wave, page_wave, page_site]).fetchone()
    return None if row is None else str(row[0])


def replace_link_readings(store: Store, country: str, wave: str, readings: Sequence[LinkReading]) -> None:
    """Keeps the readings of sites in place of those that were there."""
    keys = [(country, wave, reading.page_wave, reading.page_site) for reading in readings]
    with store.writing() as db:
        db.conn.executemany("DELETE FROM link_mentions WHERE country = ? AND wave = ? AND page_wave = ? AND page_site = ?", keys)
        stamps = [(*key, reading.stamp) for key, reading in zip(keys, readings, strict=True)]
        db.conn.executemany("INSERT OR REPLACE INTO link_readings VALUES (?, ?, ?, ?, ?)", stamps)
        for reading in readings:
            place = {"country": country, "wave": wave, "page_wave": reading.page_wave, "page_site": reading.page_site}
            write_records(db, "link_mentions", reading.mentions, Mention, **place)


def read_mentions(store: Store, country: str, wave: str, page_waves: Iterable[str], own_places: Iterable[str]) -> Iterator[Mention]:
    """The mentions on pages of these waves that are still archived, by enterprise and site, the likeliest of a pair first, then the newest.

    Those whose name stood in one of `own_places` are left out on the enterprise's own pages.
    """
    waves, places = list(page_waves), list(own_places)
    sql = (
        f"SELECT {', '.join(f'm.{name}' for name in column_names(Mention))} FROM link_mentions m WHERE m.country = ? AND m.wave = ?"  # noqa: S608
        f" AND m.page_wave IN ({', '.join('?' * len(waves))}) AND NOT (m.place IN ({', '.join('?' * len(places))}) AND ({OWN}))"
        " AND EXISTS (SELECT 1 FROM pages p WHERE p.country = m.country AND p.wave = m.page_wave AND p.site = m.page_site"
        f" AND {READABLE}) ORDER BY m.enterprise_id, m.site, m.score DESC, m.page_wave DESC, m.page_site"
    )
    for row in store.db.execute(sql, [country, wave, *waves, *places]):
        yield Mention(*row)
