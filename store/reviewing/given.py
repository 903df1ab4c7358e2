"""What several people answered of one enterprise, side by side."""

from dataclasses import dataclass

from store.opening import Store
from store.reviewing.records import FIRST, SECOND, Queue

GIVEN = """
    SELECT question, labeller, round, answer, act IS NOT NULL AND NOT blind FROM labels l
    WHERE country = :country AND wave = :wave AND enterprise_id = :enterprise AND source = 'audit' AND coalesce(sample, :sample) = :sample
    AND NOT EXISTS (SELECT 1 FROM review_acts u WHERE u.undoes = l.act) AND (act IS NULL OR EXISTS (SELECT 1 FROM review_acts a
        JOIN review_tasks t USING (task) WHERE a.act = l.act AND t.done_by = a.reviewer)) ORDER BY at, label"""
ROUNDS = """
    SELECT l.question, l.enterprise_id, t.round, l.answer FROM standing_labels l
    JOIN review_tasks t ON t.queue = :queue AND t.enterprise_id = l.enterprise_id AND t.round <> 'adjudicated' AND t.done_by = l.labeller
    WHERE l.country = :country AND l.wave = :wave AND l.source = 'audit' AND coalesce(l.sample, :sample) = :sample
    AND l.round <> 'adjudicated' AND EXISTS (SELECT 1 FROM review_tasks s WHERE s.queue = :queue
        AND s.enterprise_id = l.enterprise_id AND s.round = 'second' AND s.done_at IS NOT NULL)
    ORDER BY l.at, l.label"""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer that stands; `later`: given after the prediction was shown."""

    question: str
    labeller: str
    round: str
    answer: str
    later: bool


def read_given(store: Store, queue: Queue, enterprise_id: str) -> list[GivenAnswer]:
    """All audit answers about an enterprise that belong to the queue's sample, in order; also those of sheets.

    What was taken back is left out, and what somebody began only.
    """
    values = {"country": queue.country, "wave": queue.wave, "enterprise": enterprise_id, "sample": queue.sample}
    rows = store.db.execute(GIVEN, values)
    return [GivenAnswer(question, labeller, name, answer, bool(later)) for question, labeller, name, answer, later in rows]


def read_pairs(store: Store, queue: Queue) -> dict[str, list[tuple[str, str]]]:
    """{question: (first reviewer's answer, second reviewer's)} of the enterprises that two people have done; nothing adjudicated.

    Who was first is told by the tasks: sheets of two people may both say `first`.
    """
    values = {"queue": queue.queue, "country": queue.country, "wave": queue.wave, "sample": queue.sample}
    given = dict[tuple[str, str], dict[str, str]]()
    for question, enterprise_id, round_name, answer in store.db.execute(ROUNDS, values):
        given.setdefault((question, enterprise_id), {})[round_name] = answer
    pairs = dict[str, list[tuple[str, str]]]()
    for (question, _), answers in given.items():
        if len(answers) == 2:
            pairs.setdefault(question, []).append((answers[FIRST], answers[SECOND]))
    return pairs
