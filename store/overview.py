"""How much of everything the store holds."""

from store.opening import Store

TABLES = ("enterprises", "websites", "links", "pages", "signals", "capabilities", "samples", "labels", "estimates")


def count_rows(store: Store, country: str, wave: str) -> dict[str, int]:
    """{table: number of rows} of one wave; the large ones are counted without joining names."""
    own = "SELECT count(*) FROM {} WHERE country = ? AND wave = ?"
    keyed = {
        "signals": "SELECT count(*) FROM signal_rows WHERE website IN (SELECT website FROM websites WHERE country = ? AND wave = ?)",
        "capabilities": "SELECT count(*) FROM capability_rows WHERE unit IN (SELECT unit FROM enterprises WHERE country = ? AND wave = ?)",
    }
    return {t: int(store.db.execute(keyed.get(t, own.format(t)), [country, wave]).fetchone()[0]) for t in TABLES}
