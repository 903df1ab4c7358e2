"""How far a queue is."""

from store.opening import Store
from store.reviewing.records import Progress

SQL = (
    "SELECT stratum, round, count(*), count(done_at), sum(done_at IS NULL AND skips > 0) FROM review_tasks WHERE queue = ?"
    " GROUP BY stratum, round ORDER BY stratum, round"
)


def count_progress(store: Store, queue: int) -> list[Progress]:
    """Tasks, done ones and put-off ones by stratum and round."""
    return [Progress(*row) for row in store.db.execute(SQL, [queue])]


def count_left_enterprises(store: Store, queue: int) -> int:
    """Enterprises of a queue that a first or second round has still to look at; one that both have to counts once."""
    sql = "SELECT count(DISTINCT enterprise_id) FROM review_tasks WHERE queue = ? AND done_at IS NULL AND round <> 'adjudicated'"
    return int(store.db.execute(sql, [queue]).fetchone()[0])
