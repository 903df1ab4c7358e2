"""Labels that were given on evidence which has changed since."""

from collections import Counter
from dataclasses import dataclass

from store.opening import Store
from store.reviewing.evidence import read_evidence_digest

VISITED = "SELECT max(wave) FROM websites WHERE country = ? AND wave <= coalesce(?, wave) AND attempts > 0"
GIVEN = """
    SELECT l.wave, l.enterprise_id, l.evidence_digest, count(*), max(l.at) FROM standing_labels l
    JOIN enterprises e ON e.country = l.country AND e.wave = :wave AND e.enterprise_id = l.enterprise_id
    WHERE l.country = :country AND l.wave <= :wave AND l.evidence_digest IS NOT NULL
    GROUP BY l.wave, l.enterprise_id, l.evidence_digest ORDER BY l.wave, l.enterprise_id"""


@dataclass(frozen=True, slots=True)
class Stale:
    """Answers about an enterprise, given in a wave, whose evidence was another than today's: how many, and when the last was given."""

    wave: str
    enterprise_id: str
    evidence_digest: str
    labels: int
    at: str


def find_visited_wave(store: Store, country: str, wave: str | None = None) -> str | None:
    """The newest wave (up to this one) in which websites were visited, so that it tells what is to be seen today; None where none were."""
    row = store.db.execute(VISITED, [country, wave]).fetchone()
    return None if row[0] is None else str(row[0])


def read_stale(store: Store, country: str, wave: str) -> list[Stale]:
    """The answers of this and earlier waves whose evidence differs from what the wave shows now, by wave and enterprise.

    Answers without a digest, such as those of sheets, cannot be judged; enterprises that have left the register are not looked at.
    """
    today = dict[str, str]()
    stale = []
    for given in store.db.execute(GIVEN, {"country": country, "wave": wave}).fetchall():
        found = Stale(*given)
        if found.enterprise_id not in today:
            today[found.enterprise_id] = read_evidence_digest(store, country, wave, found.enterprise_id)
        if today[found.enterprise_id] != found.evidence_digest:
            stale.append(found)
    return stale


def count_stale(store: Store, country: str, wave: str) -> Counter[str]:
    """{wave: stale answers given in it}, against what this wave shows; nothing where the wave was not visited yet."""
    counts = Counter[str]()
    if find_visited_wave(store, country, wave) == wave:
        for found in read_stale(store, country, wave):
            counts[found.wave] += found.labels
    return counts
