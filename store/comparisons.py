"""What comparing enterprises with sites brought: one row for each kind of evidence, a whole site at a time."""

from collections.abc import Iterable, Iterator

from store.opening import Store
from store.records import Comparison
from store.rows import column_names, write_records


def replace_comparisons(store: Store, country: str, wave: str, site: str, comparisons: Iterable[Comparison]) -> None:
    """Keeps the comparisons of a site with all its enterprises in place of those that were there."""
    with store.writing() as db:
        db.execute("DELETE FROM comparisons WHERE country = ? AND wave = ? AND site = ?", [country, wave, site])
        write_records(db, "comparisons", comparisons, Comparison, country=country, wave=wave)


def read_comparisons(store: Store, country: str, wave: str, enterprise_id: str | None = None) -> Iterator[Comparison]:
    """The comparisons of a wave, or of one of its enterprises, by enterprise, site and kind."""
    where, values = "country = ? AND wave = ?", [country, wave]
    if enterprise_id is not None:
        where, values = f"{where} AND enterprise_id = ?", [*values, enterprise_id]
    sql = f"SELECT {', '.join(column_names(Comparison))} FROM comparisons WHERE {where} ORDER BY enterprise_id, site, kind"  # noqa: S608
    for row in store.db.execute(sql, values):
        yield Comparison(*row)


def find_rule(store: Store, country: str, wave: str, enterprise_id: str, site: str, kind: str) -> str | None:
    """The rule by which a kind of a pair was compared, or None where it was not."""
    sql = "SELECT rule FROM comparisons WHERE country = ? AND wave = ? AND enterprise_id = ? AND site = ? AND kind = ?"
    row = store.db.execute(sql, [country, wave, enterprise_id, site, kind]).fetchone()
    return str(row[0]) if row else None


def is_level_seen(store: Store, country: str, wave: str, site: str, kind: str, level: str) -> bool:
    """Whether comparing a site with any enterprise brought this level."""
    sql = "SELECT EXISTS (SELECT 1 FROM comparisons WHERE country = ? AND wave = ? AND site = ? AND kind = ? AND level = ?)"
    return bool(store.db.execute(sql, [country, wave, site, kind, level]).fetchone()[0])
