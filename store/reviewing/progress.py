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
