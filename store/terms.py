"""Short keys for words that many rows repeat."""

from store.opening import Store


def key_of(store: Store, kind: str, text: str) -> int:
    """The short key of a word, made at its first use. Call inside `store.writing()`."""
    known = store.term_keys.get((kind, text))
    if known is not None:
        return known
    store.db.execute("INSERT OR IGNORE INTO terms (kind, text) VALUES (?, ?)", [kind, text])
    key = int(store.db.execute("SELECT term FROM terms WHERE kind = ? AND text = ?", [kind, text]).fetchone()[0])
    store.term_keys[(kind, text)] = key
    return key
