"""Handing out tasks: two people never hold the same one, and nobody gets the same enterprise in two rounds."""

import json
from typing import Any, Final

from store.opening import Store
from store.reviewing.acts import moment_before, record_act
from store.reviewing.independence import IN_OTHER_ROUND, SEEN
from store.reviewing.records import Act, Task
from store.rows import column_names

KEPT_SECONDS: Final = 900
"""How long a task that was handed out waits for its reviewer."""

COLUMNS = column_names(Task)
# Whoever put an enterprise off gets it again in the same round, not at once in the other one; unless somebody else did that round.
PUT_OFF = """EXISTS (SELECT 1 FROM review_tasks o JOIN review_acts a ON a.task = o.task WHERE o.queue = t.queue
            AND o.enterprise_id = t.enterprise_id AND o.task <> t.task AND o.done_at IS NULL
            AND a.reviewer = :reviewer AND a.kind = 'skip')"""
CLAIM = f"""
    UPDATE review_tasks SET claimed_by = :reviewer, claimed_at = :now WHERE task = (
        SELECT t.task FROM review_tasks t INDEXED BY {{index}} JOIN review_queues q USING (queue)
        WHERE t.queue = :queue AND q.closed_at IS NULL AND t.done_at IS NULL
        AND (t.claimed_by IS NULL OR t.claimed_by = :reviewer OR t.claimed_at < :expired)
        AND NOT EXISTS (SELECT 1 FROM review_handed h JOIN review_handouts USING (handout)
            WHERE h.task = t.task AND h.returned_at IS NULL AND recalled_at IS NULL)
        AND (t.round = 'adjudicated') = :adjudicates AND t.task NOT IN (SELECT value FROM json_each(:taken))
        AND NOT {IN_OTHER_ROUND} AND NOT {PUT_OFF} AND NOT (q.purpose = 'audit' AND {SEEN})
        AND {{whose}} ORDER BY t.skips, t.position, t.round LIMIT 1)
    RETURNING {", ".join(COLUMNS)}"""  # noqa: S608  names are our own
CLAIMS = (  # those held first, then others in the order of their index: neither looks at the whole queue
    CLAIM.format(index="review_tasks_held", whose="t.claimed_by = :reviewer"),
    CLAIM.format(index="review_tasks_open", whose="t.claimed_by IS NOT :reviewer"),
)


def claim_tasks(store: Store, queue: int, reviewer: str, now: str, *, most: int = 2, adjudicates: bool = False) -> list[Task]:
    """Up to `most` open tasks of a queue that this reviewer now holds, those held already first, then in the order of work.

    Nobody gets an enterprise in two rounds, what was handed out elsewhere, or to adjudicate what they answered themselves; in an audit
    nobody gets one of which, or of whose website, any queue of the wave has shown them what was predicted.
    `now` as `current_moment` gives it.
    """
    values = {"queue": queue, "reviewer": reviewer, "now": now, "expired": moment_before(now, KEPT_SECONDS), "adjudicates": adjudicates}
    claimed = list[Task]()
    with store.writing() as db:
        while len(claimed) < most:
            taken = json.dumps([task.task for task in claimed])
            rows = (db.execute(sql, {**values, "taken": taken}).fetchone() for sql in CLAIMS)
            row = next((row for row in rows if row is not None), None)
            if row is None:
                break
            claimed.append(_task(row))
    return claimed


def find_task(store: Store, task: int) -> Task | None:
    """The task of this number, or None."""
    row = store.db.execute(f"SELECT {', '.join(COLUMNS)} FROM review_tasks WHERE task = ?", [task]).fetchone()  # noqa: S608
    return _task(row) if row else None


def finish_task(store: Store, act: Act) -> None:
    """Notes that the reviewer has done the task."""
    with store.writing() as db:
        record_act(store, act, ())
        db.execute("UPDATE review_tasks SET done_by = ?, done_at = ? WHERE task = ?", [act.reviewer, act.at, act.task])


def skip_task(store: Store, act: Act) -> int:
    """Puts a task off: it comes again after all that nobody has put off, for anybody. Returns the act's number."""
    with store.writing() as db:
        number = record_act(store, act, ())
        db.execute("UPDATE review_tasks SET skips = skips + 1, claimed_by = NULL, claimed_at = NULL WHERE task = ?", [act.task])
    return number


def read_enterprise_tasks(store: Store, queue: int, enterprise_id: str) -> list[Task]:
    """The tasks of one enterprise in a queue: first, second and adjudicated round."""
    sql = f"SELECT {', '.join(COLUMNS)} FROM review_tasks WHERE queue = ? AND enterprise_id = ? ORDER BY task"  # noqa: S608
    return [_task(row) for row in store.db.execute(sql, [queue, enterprise_id])]


def read_done_tasks(store: Store, queue: int) -> list[Task]:
    """The tasks of a queue that somebody has done, in the order in which they were done."""
    sql = f"SELECT {', '.join(COLUMNS)} FROM review_tasks WHERE queue = ? AND done_at IS NOT NULL ORDER BY done_at, task"  # noqa: S608
    return [_task(row) for row in store.db.execute(sql, [queue])]


def drop_task(store: Store, task: int) -> bool:
    """Takes a task away that nobody has begun; whether it could be."""
    sql = "DELETE FROM review_tasks WHERE task = ? AND done_at IS NULL AND NOT EXISTS (SELECT 1 FROM review_acts a WHERE a.task = ?)"
    with store.writing() as db:
        return bool(db.execute(sql, [task, task]).rowcount)


def _task(row: tuple[Any, ...]) -> Task:
    return Task(**dict(zip(COLUMNS, row, strict=True)))
