"""Opening and closing queues of enterprises to review."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from store.opening import Store
from store.reviewing.records import NewQueue, NewTask, Queue
from store.rows import column_names, current_time, write_records


def open_queue(store: Store, queue: NewQueue, tasks: Iterable[NewTask]) -> Queue:
    """Opens a queue with its tasks, whole. One that is there already stays as it is, and tasks that it lacks are added."""
    with store.writing() as db:
        known = _find(store, queue)
        if known is None:
            write_records(db, "review_queues", [queue], NewQueue, opened_at=current_time())
            known = _find(store, queue)
        assert known is not None
        add_tasks(store, known.queue, tasks)
    return known


def add_tasks(store: Store, queue: int, tasks: Iterable[NewTask]) -> int:
    """Adds tasks to a queue; an enterprise that has one in the same round keeps it. Returns how many were new."""
    columns = column_names(NewTask)
    sql = f"INSERT OR IGNORE INTO review_tasks (queue, {', '.join(columns)}) VALUES (?{', ?' * len(columns)})"  # noqa: S608
    with store.writing() as db:
        before = db.conn.total_changes
        db.conn.executemany(sql, ([queue, *(getattr(task, c) for c in columns)] for task in tasks))
        return int(db.conn.total_changes - before)


def read_enterprises_of(store: Store, queue: int, round_name: str) -> set[str]:
    """The enterprises that a queue has tasks of in a round."""
    sql = "SELECT enterprise_id FROM review_tasks WHERE queue = ? AND round = ?"
    return {str(row[0]) for row in store.db.execute(sql, [queue, round_name])}


def raise_double_share(store: Store, queue: Queue, share: float) -> Queue:
    """The queue with the share of its enterprises that two people look at, which only grows."""
    if share <= queue.double_share:
        return queue
    with store.writing() as db:
        db.execute("UPDATE review_queues SET double_share = ? WHERE queue = ?", [share, queue.queue])
    return replace(queue, double_share=share)


def close_queue(store: Store, queue: int, by: str) -> None:
    """Closes a queue: nothing of it is handed out any more, and what was predicted may be shown. A closed one stays as it was closed."""
    sql = "UPDATE review_queues SET closed_at = ?, closed_by = ? WHERE queue = ? AND closed_at IS NULL"
    with store.writing() as db:
        db.execute(sql, [current_time(), by, queue])


def find_queue(store: Store, queue: int) -> Queue | None:
    """The queue of this number, or None."""
    return next(iter(_read(store, "queue = ?", [queue])), None)


def read_queues(store: Store, country: str | None = None, wave: str | None = None) -> list[Queue]:
    """The queues of a country and wave (all where None), in the order in which they were opened."""
    given = {"country": country, "wave": wave}
    asked = {name: value for name, value in given.items() if value is not None}
    return _read(store, " AND ".join(f"{name} = ?" for name in asked) or "1", list(asked.values()))


def _find(store: Store, queue: NewQueue) -> Queue | None:
    where = "country = ? AND wave = ? AND purpose = ? AND sample = ?"
    return next(iter(_read(store, where, [queue.country, queue.wave, queue.purpose, queue.sample])), None)


def _read(store: Store, where: str, parameters: list[Any]) -> list[Queue]:
    columns = column_names(Queue)
    rows = store.db.execute(f"SELECT {', '.join(columns)} FROM review_queues WHERE {where} ORDER BY queue", parameters)  # noqa: S608
    values = (dict(zip(columns, row, strict=True)) for row in rows.fetchall())
    return [Queue(**{**v, "questions": tuple(v["questions"].split())}) for v in values]
