"""How much of everything the store holds."""

from store.opening import Store

TABLES = (
    "enterprises",
    "websites",
    "candidates",
    "comparisons",
    "links",
    "pages",
    "signals",
    "capabilities",
    "samples",
    "labels",
    "estimates",
)


def count_rows(store: Store, country: str, wave: str) -> dict[str, int]:
    """{table: number of rows} of one wave; the large ones are counted without joining names."""
    own = "SELECT count(*) FROM {} WHERE country = ? AND wave = ?"
    keyed = {
        "websites": f"{own.format('websites')} AND NOT is_candidate",
        "signals": "SELECT count(*) FROM signal_rows WHERE website IN (SELECT website FROM websites WHERE country = ? AND wave = ?)",
        "capabilities": "SELECT count(*) FROM capability_rows WHERE unit IN (SELECT unit FROM enterprises WHERE country = ? AND wave = ?)",
    }
    return {t: int(store.db.execute(keyed.get(t, own.format(t)), [country, wave]).fetchone()[0]) for t in TABLES}


def count_answers(store: Store, country: str, wave: str) -> dict[str, tuple[int, int, int]]:
    """{capability: (unknown, no, yes)} of one wave: numbers of enterprises as the rules decided."""
    sql = (
        "SELECT k.text, sum(c.answer = 0), sum(c.answer = 1), sum(c.answer = 2)"
        " FROM capability_rows c JOIN terms k ON k.term = c.capability"
        " JOIN enterprises e ON e.unit = c.unit WHERE e.country = ? AND e.wave = ? GROUP BY k.text ORDER BY k.text"
    )
    return {str(capability): (int(unknown), int(no), int(yes)) for capability, unknown, no, yes in store.db.execute(sql, [country, wave])}
