"""What a reviewer could see of an enterprise, as one digest: where it differs later, an answer has become stale."""

import hashlib

from store.opening import Store

SITES = """
    SELECT site FROM links WHERE country = :country AND wave = :wave AND enterprise_id = :enterprise
    UNION SELECT site FROM candidates WHERE country = :country AND wave = :wave AND enterprise_id = :enterprise"""
STATUSES = f"SELECT site, status FROM websites WHERE country = :country AND wave = :wave AND site IN ({SITES}) ORDER BY site"  # noqa: S608
SEEN = f"""
    SELECT DISTINCT w.site, k.text AS kind, s.value FROM websites w JOIN signal_rows s USING (website) JOIN terms k ON k.term = s.kind
    WHERE w.country = :country AND w.wave = :wave AND w.site IN ({SITES}) ORDER BY w.site, kind, s.value"""  # noqa: S608


def read_evidence_digest(store: Store, country: str, wave: str, enterprise_id: str) -> str:
    """Sixteen hexadecimal digits of what is known of an enterprise's linked and candidate sites: their statuses and signals.

    Signals count by site, kind and value, so that a page which only shows another date leaves the digest as it is. The wave is not part
    of it: digests of two waves can be compared.
    """
    key = {"country": country, "wave": wave, "enterprise": enterprise_id}
    digest = hashlib.sha256()
    for sql in (STATUSES, SEEN):
        for row in store.db.execute(sql, key):
            digest.update("\0".join(map(str, row)).encode() + b"\n")
    return digest.hexdigest()[:16]
