"""What ran: every command that changes the store says so here."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from typing import Any

from store.opening import Store
from store.records import Run
from store.rows import column_names, current_time


def program_version() -> str:
    """The installed version of ecomstat."""
    try:
        return installed_version("ecomstat")
    except PackageNotFoundError:
        return "unknown"


@contextmanager
def recording(
    store: Store, command: str, arguments: Mapping[str, Any], country: str | None = None, wave: str | None = None
) -> Iterator[dict[str, Any]]:
    """Notes the run while its block works; put counts into the dictionary that it gives. Also gives `run`, the run's number.

    Where the block fails, its error's sentence is kept as `reason`.
    """
    with store.writing() as db:
        sql = "INSERT INTO runs (command, version, arguments, country, wave, started) VALUES (?, ?, ?, ?, ?, ?)"
        values = [command, program_version(), json.dumps(arguments, default=str, sort_keys=True), country, wave, current_time()]
        number = db.execute(sql, values).lastrowid
    counts: dict[str, Any] = {"run": number}
    with ExitStack() as ending:
        ending.push(lambda _kind, error, _trace: _note_end(store, number, counts, error))
        yield counts


def _note_end(store: Store, run: int | None, counts: Mapping[str, Any], error: BaseException | None) -> None:
    """Keeps how a run ended; its error, if there is one, goes on."""
    kept = {name: value for name, value in counts.items() if name != "run"}
    if isinstance(error, Exception):
        kept["reason"] = str(error) or type(error).__name__
    outcome = "done" if error is None else "interrupted" if isinstance(error, KeyboardInterrupt) else "failed"
    with store.writing() as db:
        sql = "UPDATE runs SET ended = ?, outcome = ?, counts = ? WHERE run = ?"
        db.execute(sql, [current_time(), outcome, json.dumps(kept, default=str, sort_keys=True), run])


def read_runs(store: Store, newest: int = 20) -> list[Run]:
    """The newest runs, newest first."""
    columns = column_names(Run)
    rows = store.db.execute(f"SELECT {', '.join(columns)} FROM runs ORDER BY run DESC LIMIT ?", [newest]).fetchall()  # noqa: S608
    return [_run(dict(zip(columns, row, strict=True))) for row in rows]


def read_newest_runs(store: Store, country: str, wave: str, commands: Sequence[str]) -> list[tuple[Run, int]]:
    """Of each command the newest run of a wave that ended well, in the order of their beginnings, and how many such runs there were."""
    columns, marks = column_names(Run), ", ".join("?" * len(commands))
    sql = (
        f"SELECT {', '.join(columns)}, (SELECT count(*) FROM runs o WHERE o.country = r.country AND o.wave = r.wave"  # noqa: S608
        " AND o.command = r.command AND o.outcome = 'done') FROM runs r WHERE run IN (SELECT max(run) FROM runs WHERE country = ?"
        f" AND wave = ? AND outcome = 'done' AND command IN ({marks}) GROUP BY command) ORDER BY started, run"
    )
    rows = store.db.execute(sql, [country, wave, *commands]).fetchall()
    return [(_run(dict(zip(columns, row[:-1], strict=True))), int(row[-1])) for row in rows]


def _run(values: dict[str, Any]) -> Run:
    return Run(**{**values, "arguments": json.loads(values["arguments"]), "counts": json.loads(values["counts"])})
