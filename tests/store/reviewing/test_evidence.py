from store.opening import Store
from store.records import Website
from store.reviewing import read_evidence_digest
from store.websites import add_websites


def link(store: Store, site: str) -> None:
    add_websites(store, [Website("XD", "2026", site, site)])
    store.db.execute("INSERT INTO links VALUES ('XD', '2026', 'E0', ?, 'own', 1, 'register', NULL, NULL, NULL)", [site])


def signal(store: Store, site: str, value: str) -> None:
    for kind, text in (("signal", "phone"), ("place", "text"), ("rule", "r")):
        store.db.execute("INSERT OR IGNORE INTO terms (kind, text) VALUES (?, ?)", [kind, text])
    store.db.execute(
        "INSERT INTO signal_rows SELECT website, k.term, ?, NULL, p.term, '', 1, r.term FROM websites, terms k, terms p, terms r"
        " WHERE site = ? AND k.text = 'phone' AND p.text = 'text' AND r.text = 'r'",
        [value, site],
    )


def digest(store: Store, enterprise: str = "E0") -> str:
    return read_evidence_digest(store, "XD", "2026", enterprise)


def test_the_digest_changes_with_sites_statuses_and_signals_and_with_nothing_else(store):
    seen = [digest(store)]
    link(store, "a.xd")
    seen.append(digest(store))
    store.db.execute("UPDATE websites SET status = 'ok' WHERE site = 'a.xd'")
    seen.append(digest(store))
    signal(store, "a.xd", "+254")
    seen.append(digest(store))
    assert len(set(seen)) == 4
    store.db.execute("UPDATE signal_rows SET times = 7, words = 'Call +254'")
    store.db.execute("UPDATE websites SET bytes = 99, attempts = 3")
    add_websites(store, [Website("XD", "2026", "b.xd", "b.xd")])
    assert digest(store) == seen[-1]
    assert digest(store, "E1") == seen[0]
