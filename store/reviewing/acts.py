"""What reviewers did, kept for good: taking something back is an act of its own."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from catalogue.errors import ReviewError
from catalogue.messages import say
from store.opening import Store
from store.records import Label
from store.reviewing.independence import IN_OTHER_ROUND, is_in_other_round
from store.reviewing.records import LOOK, Act
from store.rows import column_names, write_records

COLUMNS = [name for name in column_names(Act) if name != "act"]
MOMENT = "%Y-%m-%dT%H:%M:%S.%f"
KEEP_CLAIM = "UPDATE review_tasks SET claimed_at = max(claimed_at, ?) WHERE task = ? AND claimed_by = ? AND done_at IS NULL"
"""Whoever is at work on an enterprise keeps it, however long it takes."""
STANDING = "NOT EXISTS (SELECT 1 FROM review_acts u WHERE u.undoes = a.act)"


def current_moment() -> str:
    """Now, in UTC, to the millisecond: a reviewer may answer twice in a second."""
    return f"{datetime.now(UTC).strftime(MOMENT)[:-3]}Z"


def moment_before(moment: str, seconds: float) -> str:
    """The moment so many seconds earlier."""
    earlier = datetime.strptime(moment[:-1], MOMENT).replace(tzinfo=UTC) - timedelta(seconds=seconds)
    return f"{earlier.strftime(MOMENT)[:-3]}Z"


def next_moment(store: Store, task: int, reviewer: str) -> str:
    """Now, and in any case after all that the reviewer did with the task before: of two answers the later one counts, and a clock may stand
    still between them or be set back.
    """
    sql = "SELECT max(at) FROM review_acts WHERE task = ? AND reviewer = ?"
    before = store.db.execute(sql, [task, reviewer]).fetchone()[0]
    return max(current_moment(), moment_before(before, -0.001)) if before else current_moment()


def record_act(store: Store, act: Act, labels: Iterable[Label]) -> int:
    """Keeps an act and the labels that follow from it, whole; returns the act's number.

    Raises:
        ReviewError: somebody else holds the task, or has done it, or they answer the enterprise in another round; nothing is kept.
    """
    with store.writing() as db:
        _refuse_strangers(store, act)
        marks = ", ".join("?" * len(COLUMNS))
        values = [json.dumps(act.content, ensure_ascii=False, sort_keys=True) if c == "content" else getattr(act, c) for c in COLUMNS]
        number = int(db.execute(f"INSERT INTO review_acts ({', '.join(COLUMNS)}) VALUES ({marks})", values).lastrowid or 0)  # noqa: S608
        write_records(db, "labels", labels, Label, act=number)
        db.execute(KEEP_CLAIM, [act.at, act.task, act.reviewer])
    return number


def find_last(store: Store, queue: int, reviewer: str) -> Act | None:
    """The newest standing act of a reviewer in a queue that can be taken back; None where there is none, or the queue is closed.

    A skipped enterprise that they meanwhile answer in another round is not theirs to take up again.
    """
    where = (
        "a.reviewer = :reviewer AND a.kind IN ('scope', 'sites', 'question', 'search', 'skip') AND EXISTS (SELECT 1 FROM review_tasks t"  # noqa: S608
        " JOIN review_queues q USING (queue) WHERE t.task = a.task AND t.queue = :queue AND q.closed_at IS NULL"
        " AND coalesce(t.done_by, a.reviewer) = a.reviewer"
        " AND (t.done_by IS NOT NULL OR coalesce(t.claimed_by, a.reviewer) = a.reviewer)"
        f" AND NOT {IN_OTHER_ROUND})"
    )
    return next(iter(_read(store, where, {"reviewer": reviewer, "queue": queue}, "a.act DESC LIMIT 1")), None)


def undo_last(store: Store, queue: int, reviewer: str, now: str) -> Act | None:
    """Takes back the newest standing act of a reviewer in a queue and gives it; its task is open again and held by them.

    What was withdrawn stays to be read. None where there is nothing to take back, or the queue is closed.
    """
    with store.writing() as db:
        last = find_last(store, queue, reviewer)
        if last is None:
            return None
        skipped = int(last.kind == "skip")
        sql = "UPDATE review_tasks SET done_by = NULL, done_at = NULL, claimed_by = ?, claimed_at = ?, skips = skips - ? WHERE task = ?"
        db.execute(sql, [reviewer, now, skipped, last.task])
        record_act(store, Act(last.task, reviewer, now, "undo", blind=last.blind, undoes=last.act), ())
    return last


def read_acts(store: Store, task: int) -> list[Act]:
    """All acts on a task, oldest first, also those that were taken back."""
    return _read(store, "a.task = ?", [task], "a.act", standing="1")


def read_standing(store: Store, task: int, reviewer: str) -> list[Act]:
    """What a reviewer said of a task and did not take back, oldest first: scope, sites, questions and searches."""
    return _read(store, "a.task = ? AND a.reviewer = ? AND a.kind IN ('scope', 'sites', 'question', 'search')", [task, reviewer], "a.act")


def read_site_acts(store: Store, queue: int, enterprise_id: str | None = None) -> list[Act]:
    """The sites and searches that reviewers of a queue answered (of one enterprise) and that stand, oldest first."""
    of_one = "" if enterprise_id is None else "AND enterprise_id = ?"
    where = f"a.kind IN ('sites', 'search') AND a.task IN (SELECT task FROM review_tasks WHERE queue = ? {of_one})"  # noqa: S608
    return _read(store, where, [queue, *([] if enterprise_id is None else [enterprise_id])], "a.act")


def find_repeated(store: Store, task: int, reviewer: str, nonce: str) -> int | None:
    """The number of the act that the reviewer's page has already sent under this number of its own, also if it was taken back; or None."""
    sql = "SELECT act FROM review_acts WHERE task = ? AND reviewer = ? AND json_extract(content, '$.nonce') = ?"
    row = store.db.execute(sql, [task, reviewer, nonce]).fetchone()
    return int(row[0]) if row else None


def _refuse_strangers(store: Store, act: Act) -> None:
    sql = "SELECT t.claimed_by, t.done_by, q.closed_at FROM review_tasks t JOIN review_queues q USING (queue) WHERE t.task = ?"
    row = store.db.execute(sql, [act.task]).fetchone()
    if row is None:
        raise ReviewError(say("This task is not in the store any more: go back to the list of queues."))
    claimed, done, closed = row
    if closed and act.kind != LOOK:
        raise ReviewError(say("This queue was closed: nothing can be answered in it any more."))
    if act.reviewer not in {done, claimed} or (done and done != act.reviewer):
        raise ReviewError(say("Somebody else has taken over this enterprise, since it was open for long: go on with the next one."))
    if is_in_other_round(store, act.task, act.reviewer):
        raise ReviewError(say("You answer this enterprise in its other round, and one person gives one answer: go on with the next one."))


def _read(store: Store, where: str, parameters: list[Any] | dict[str, Any], order: str, *, standing: str = STANDING) -> list[Act]:
    columns = ", ".join(f"a.{name}" for name in column_names(Act))
    rows = store.db.execute(f"SELECT {columns} FROM review_acts a WHERE {where} AND {standing} ORDER BY {order}", parameters)  # noqa: S608
    values = (dict(zip(column_names(Act), row, strict=True)) for row in rows.fetchall())
    return [Act(**{**v, "content": json.loads(v["content"]), "blind": bool(v["blind"])}) for v in values]
