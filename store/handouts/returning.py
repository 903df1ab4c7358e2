"""Acts that come back: which of them are in the store already, and whose a task is."""

from collections.abc import Mapping

from store.handouts.records import Handout
from store.opening import Store
from store.reviewing import Act, read_acts
from store.reviewing.acts import STANDING
from store.reviewing.independence import IN_OTHER_ROUND


def read_joined(store: Store, handout: str) -> dict[int, Act]:
    """{number of an act in the bundle: the act as it stands in the store} of those that came back before."""
    sql = "SELECT j.given, j.act, a.task FROM review_handed_acts j JOIN review_acts a USING (act) WHERE j.handout = ?"
    rows = store.db.execute(sql, [handout]).fetchall()
    acts = {act.act: act for task in {row[2] for row in rows} for act in read_acts(store, int(task))}
    return {int(given): acts[int(number)] for given, number, _ in rows}


def note_joined(store: Store, handout: str, numbers: Mapping[int, int]) -> None:
    """Keeps {number of an act in the bundle: its number in the store}."""
    sql = "INSERT INTO review_handed_acts (handout, given, act) VALUES (?, ?, ?)"
    with store.writing() as db:
        db.conn.executemany(sql, [(handout, given, act) for given, act in numbers.items()])


def take_over(store: Store, task: int, reviewer: str, now: str) -> bool:
    """Gives an open task, or one that the reviewer has done, to them; False where another has done or begun it, or they its other round."""
    begun = (
        "SELECT 1 FROM review_acts a WHERE a.task = :task AND a.reviewer <> :reviewer AND a.kind NOT IN ('skip', 'undo')"
        " AND NOT EXISTS (SELECT 1 FROM review_acts u WHERE u.undoes = a.act)"
    )
    sql = (
        "UPDATE review_tasks AS t SET claimed_by = :reviewer, claimed_at = :now"  # noqa: S608
        f" WHERE task = :task AND coalesce(done_by, :reviewer) = :reviewer AND NOT EXISTS ({begun}) AND NOT {IN_OTHER_ROUND}"
    )
    with store.writing() as db:
        return bool(db.execute(sql, {"reviewer": reviewer, "now": now, "task": task}).rowcount)


def keep_state(store: Store, handout: Handout, task: int, done_at: str | None) -> None:
    """Leaves a task as its acts leave it: done, or open and still the reviewer's; put off as often as they say."""
    done_by = handout.reviewer if done_at else None
    put_off = f"(SELECT count(*) FROM review_acts a WHERE a.task = review_tasks.task AND a.kind = 'skip' AND {STANDING})"  # noqa: S608
    with store.writing() as db:
        db.execute(f"UPDATE review_tasks SET done_by = ?, done_at = ?, skips = {put_off} WHERE task = ?", [done_by, done_at, task])  # noqa: S608
        sql = "UPDATE review_handed SET returned_at = ? WHERE handout = ? AND task = ?"
        db.execute(sql, [done_at, handout.handout, task])
