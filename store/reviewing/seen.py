"""Who was shown what was predicted of an enterprise: in training, or after answering in an audit."""

from store.accounts.names import name_key
from store.opening import Store

SEEN = """
    SELECT t.enterprise_id, a.reviewer, min(a.at) FROM review_queues q JOIN review_tasks t USING (queue) JOIN review_acts a USING (task)
    WHERE q.country = ? AND q.wave = ? AND (a.kind = 'look' OR q.purpose = 'training') GROUP BY 1, 2"""


def read_seen(store: Store, country: str, wave: str) -> dict[tuple[str, str], str]:
    """{(enterprise, key of the person's name): since when}; keys as `name_key` makes them, since sheets write names as they like."""
    found = dict[tuple[str, str], str]()
    for enterprise_id, reviewer, at in store.db.execute(SEEN, [country, wave]):
        key = (enterprise_id, name_key(reviewer))
        found[key] = min(at, found.get(key, at))
    return found
