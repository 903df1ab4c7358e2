"""What several people answered of one enterprise, side by side."""

from dataclasses import dataclass

from store.opening import Store
from store.reviewing.records import Queue

GIVEN = """
    SELECT question, labeller, round, answer, act IS NOT NULL AND NOT blind FROM labels l
    WHERE country = :country AND wave = :wave AND enterprise_id = :enterprise AND source = 'audit' AND coalesce(sample, :sample) = :sample
    AND NOT EXISTS (SELECT 1 FROM review_acts u WHERE u.undoes = l.act) ORDER BY at, label"""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer that stands; `later`: given after the prediction was shown."""

    question: str
    labeller: str
    round: str
    answer: str
    later: bool


def read_given(store: Store, queue: Queue, enterprise_id: str) -> list[GivenAnswer]:
    """All audit answers about an enterprise that belong to the queue's sample and were not taken back, in order; also those of sheets."""
    values = {"country": queue.country, "wave": queue.wave, "enterprise": enterprise_id, "sample": queue.sample}
    rows = store.db.execute(GIVEN, values)
    return [GivenAnswer(question, labeller, name, answer, bool(later)) for question, labeller, name, answer, later in rows]
