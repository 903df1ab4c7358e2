"""Answers that came in a sheet, and the tasks of a queue that they settle."""

from dataclasses import dataclass

from store.opening import Store
from store.reviewing.records import Queue

SHEETS = """
    SELECT enterprise_id, labeller, round, question, answer, at FROM labels l
    WHERE country = ? AND wave = ? AND source = 'audit' AND act IS NULL AND coalesce(sample, ?) = ?
    AND enterprise_id IN (SELECT enterprise_id FROM review_tasks WHERE queue = ? AND done_at IS NULL) ORDER BY at, label"""
SETTLE = """
    UPDATE review_tasks SET done_by = ?, done_at = ?, claimed_by = NULL, claimed_at = NULL WHERE task = ? AND done_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM review_acts a WHERE a.task = review_tasks.task AND a.kind <> 'skip' AND a.reviewer <> ?
        AND NOT EXISTS (SELECT 1 FROM review_acts u WHERE u.undoes = a.act))"""


@dataclass(frozen=True, slots=True)
class SheetAnswer:
    """One answer of a sheet about an enterprise whose task is open."""

    enterprise_id: str
    labeller: str
    round: str
    question: str
    answer: str
    at: str


def read_sheet_answers(store: Store, queue: Queue) -> list[SheetAnswer]:
    """What sheets answered of the enterprises that a queue has open tasks of, in order."""
    rows = store.db.execute(SHEETS, [queue.country, queue.wave, queue.sample, queue.sample, queue.queue])
    return [SheetAnswer(*row) for row in rows]


def settle_task(store: Store, task: int, labeller: str, at: str) -> bool:
    """Notes that a task was done in a sheet, unless somebody else has begun it; whether it could be."""
    with store.writing() as db:
        return bool(db.execute(SETTLE, [labeller, at, task, labeller]).rowcount)
