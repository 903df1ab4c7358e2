"""Whether a wave's estimates are of what the store holds now, or something that they rest on came later."""

import json
from dataclasses import dataclass

from store.opening import Store

CHANGING = ("frame", "find", "crawl", "render", "ingest", "classify", "labels import")
"""Commands after which estimates may be others."""


@dataclass(frozen=True, slots=True)
class EstimateRun:
    """The run that made a wave's estimates: its number, start (ISO 8601, UTC), and by what it broke them down."""

    run: int
    started: str
    breakdowns: tuple[str, ...]


def find_estimate_run(store: Store, country: str, wave: str) -> EstimateRun | None:
    """The newest run that made some of a wave's estimates, or None where nobody noted it."""
    sql = "SELECT run, started, arguments FROM runs WHERE run = (SELECT max(run) FROM estimates WHERE country = ? AND wave = ?)"
    row = store.db.execute(sql, [country, wave]).fetchone()
    return EstimateRun(int(row[0]), str(row[1]), tuple(json.loads(row[2]).get("by", ()))) if row else None


def list_newer(store: Store, country: str, wave: str, made: EstimateRun) -> list[str]:
    """What has changed since the estimates were made: commands that ran, and `labels`, `register` where these are newer."""
    marks = ", ".join("?" * len(CHANGING))
    sql = f"SELECT DISTINCT command FROM runs WHERE country = ? AND wave = ? AND run > ? AND command IN ({marks}) ORDER BY command"  # noqa: S608
    found = [str(row[0]) for row in store.db.execute(sql, [country, wave, made.run, *CHANGING])]
    sql = (
        "SELECT EXISTS (SELECT 1 FROM labels WHERE country = :country AND wave = :wave AND act IS NOT NULL AND at > :started)"
        " OR EXISTS (SELECT 1 FROM review_acts a JOIN review_tasks t USING (task) JOIN review_queues q USING (queue)"
        " WHERE q.country = :country AND q.wave = :wave AND a.kind = 'undo' AND a.at > :started),"
        " EXISTS (SELECT 1 FROM registers WHERE country = :country AND wave = :wave AND loaded_at > :started)"
    )
    newer = store.db.execute(sql, {"country": country, "wave": wave, "started": made.started}).fetchone()
    return [*found, *(name for name, is_newer in zip(("labels", "register"), newer, strict=True) if is_newer)]
