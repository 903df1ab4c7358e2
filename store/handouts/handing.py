"""Handing tasks out and calling them back."""

import json
import secrets

from store.handouts.records import Handed, Handout
from store.opening import Store
from store.reviewing import claim_tasks, read_acts, read_evidence_digest, read_versions
from store.reviewing.records import Queue, Task
from store.rows import column_names, current_time, write_records

COLUMNS = column_names(Handout)


def hand_out(store: Store, queue: Queue, reviewer: str, now: str, *, most: int) -> Handout | None:
    """Gives up to `most` open tasks to a reviewer, until they come back or are called back; None where there are none.

    Tasks that somebody has begun stay where they are. `now` as `current_moment` gives it.
    """
    handout = Handout(secrets.token_hex(8), queue.queue, reviewer, current_time())
    with store.writing() as db:
        tasks = _claim_untouched(store, queue, reviewer, now, most)
        if not tasks:
            return None
        write_records(db, "review_handouts", [handout], Handout)
        handed = [_describe(store, queue, task) for task in tasks]
        write_records(db, "review_handed", handed, Handed, handout=handout.handout)
    return handout


def recall(store: Store, handouts: list[Handout]) -> int:
    """Gives tasks that have not come back to others; returns how many. Answers that come all the same count where nobody was faster."""
    moment = current_time()
    mine = "SELECT h.task FROM review_handed h WHERE h.handout = ? AND h.returned_at IS NULL"
    sql = f"UPDATE review_tasks SET claimed_by = NULL, claimed_at = NULL WHERE done_at IS NULL AND task IN ({mine})"  # noqa: S608
    with store.writing() as db:
        freed = sum(db.execute(sql, [handout.handout]).rowcount for handout in handouts if handout.recalled_at is None)
        for handout in handouts:
            db.execute("UPDATE review_handouts SET recalled_at = coalesce(recalled_at, ?) WHERE handout = ?", [moment, handout.handout])
    return freed


def find_handout(store: Store, handout: str) -> Handout | None:
    """The handout of this name, or None."""
    row = store.db.execute(f"SELECT {', '.join(COLUMNS)} FROM review_handouts WHERE handout = ?", [handout]).fetchone()  # noqa: S608
    return Handout(*row) if row else None


def read_handouts(store: Store, country: str, wave: str, reviewer: str | None = None) -> list[Handout]:
    """What was handed out of a country's wave (to this reviewer), oldest first."""
    names = ", ".join(f"h.{name}" for name in COLUMNS)
    sql = (
        f"SELECT {names} FROM review_handouts h JOIN review_queues q USING (queue) WHERE q.country = ? AND q.wave = ?"  # noqa: S608
        " AND ? IN (h.reviewer, '') ORDER BY h.handed_at, h.handout"
    )
    return [Handout(*row) for row in store.db.execute(sql, [country, wave, reviewer or ""])]


def read_handed(store: Store, handout: str) -> list[Handed]:
    """The tasks of a handout."""
    columns = column_names(Handed)
    sql = f"SELECT {', '.join(columns)} FROM review_handed WHERE handout = ? ORDER BY task"  # noqa: S608
    values = (dict(zip(columns, row, strict=True)) for row in store.db.execute(sql, [handout]).fetchall())
    return [Handed(**{**v, "models": json.loads(v["models"])}) for v in values]


def _claim_untouched(store: Store, queue: Queue, reviewer: str, now: str, most: int) -> list[Task]:
    """Tasks that the reviewer holds or can hold, and has not begun."""
    held = "SELECT count(*) FROM review_tasks WHERE queue = ? AND claimed_by = ? AND done_at IS NULL"
    begun = int(store.db.execute(held, [queue.queue, reviewer]).fetchone()[0])
    claimed = claim_tasks(store, queue.queue, reviewer, now, most=most + begun)
    fresh = [task for task in claimed if all(act.reviewer != reviewer or act.kind == "skip" for act in read_acts(store, task.task))]
    for task in fresh[most:]:
        store.db.execute("UPDATE review_tasks SET claimed_by = NULL, claimed_at = NULL WHERE task = ?", [task.task])
    return fresh[:most]


def _describe(store: Store, queue: Queue, task: Task) -> Handed:
    key = (queue.country, queue.wave, task.enterprise_id)
    versions = read_versions(store, *key)
    return Handed(task.task, task.enterprise_id, task.round, read_evidence_digest(store, *key), versions.rules, versions.models)
