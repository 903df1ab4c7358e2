"""What name servers answered in a wave, so that nobody is asked for a name twice."""

from collections.abc import Iterable, Mapping, Sequence

from store.opening import Store
from store.rows import current_time

AT_ONCE = 500
"""Names looked up in one statement."""


def read_name_answers(store: Store, country: str, wave: str, server: str, names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """{name: its addresses, () where it has none} of those names that this server was asked for in the wave; '' is the system's."""
    found: dict[str, tuple[str, ...]] = {}
    for begin in range(0, len(names), AT_ONCE):
        part = list(names[begin : begin + AT_ONCE])
        marks = ", ".join("?" * len(part))
        sql = f"SELECT name, addresses FROM name_answers WHERE country = ? AND wave = ? AND server = ? AND name IN ({marks})"  # noqa: S608
        found.update((str(name), tuple(str(text).split())) for name, text in store.db.execute(sql, [country, wave, server, *part]))
    return found


def write_name_answers(store: Store, country: str, wave: str, server: str, answers: Mapping[str, Iterable[str]]) -> None:
    """Keeps what a server answered, {name: addresses}."""
    now = current_time()
    rows = [(country, wave, server, name, " ".join(addresses), now) for name, addresses in answers.items()]
    with store.writing() as db:
        db.conn.executemany("INSERT OR REPLACE INTO name_answers VALUES (?, ?, ?, ?, ?, ?)", rows)
