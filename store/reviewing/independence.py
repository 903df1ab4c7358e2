"""What keeps answers independent: one round of an enterprise a person, and nothing blind after the prediction was shown."""

from store.opening import Store

# Of a task t: the reviewer answers, has begun or has done the same enterprise in another round. Skipping alone tells them nothing.
IN_OTHER_ROUND = """EXISTS (SELECT 1 FROM review_tasks o WHERE o.queue = t.queue AND o.enterprise_id = t.enterprise_id AND o.task <> t.task
    AND (o.done_by = :reviewer OR (o.done_by IS NULL AND o.claimed_by = :reviewer)
        OR EXISTS (SELECT 1 FROM review_acts a WHERE a.task = o.task AND a.reviewer = :reviewer AND a.kind NOT IN ('skip', 'undo'))))"""
# Of a task t in a queue q: the reviewer was shown, in any queue of the wave, what was predicted of the enterprise, or of another one with
# the same website. CROSS JOIN: an enterprise's few links first.
SEEN = """EXISTS (SELECT 1 FROM review_queues p CROSS JOIN review_tasks o ON o.queue = p.queue AND o.enterprise_id IN (
        SELECT t.enterprise_id UNION ALL
        SELECT s.enterprise_id FROM links l CROSS JOIN links s ON s.country = l.country AND s.wave = l.wave AND s.site = l.site
        WHERE l.country = q.country AND l.wave = q.wave AND l.enterprise_id = t.enterprise_id
        AND l.relation <> 'rejected' AND s.relation <> 'rejected')
    WHERE p.country = q.country AND p.wave = q.wave AND EXISTS (
        SELECT 1 FROM review_acts a WHERE a.task = o.task AND a.reviewer = :reviewer AND a.kind = 'look'))"""


def is_in_other_round(store: Store, task: int, reviewer: str) -> bool:
    """Whether somebody answers, or has answered, the enterprise of this task in another round of its queue."""
    sql = f"SELECT {IN_OTHER_ROUND} FROM review_tasks t WHERE t.task = :task"  # noqa: S608  names are our own
    return _ask(store, sql, task, reviewer)


def has_seen(store: Store, task: int, reviewer: str) -> bool:
    """Whether somebody was shown what was predicted of a task's enterprise, or of one that has the same website."""
    sql = f"SELECT {SEEN} FROM review_tasks t JOIN review_queues q USING (queue) WHERE t.task = :task"  # noqa: S608  names are our own
    return _ask(store, sql, task, reviewer)


def _ask(store: Store, sql: str, task: int, reviewer: str) -> bool:
    row = store.db.execute(sql, {"task": task, "reviewer": reviewer}).fetchone()
    return bool(row and row[0])
