"""Samples and labels: whom people look at, and what they answered."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from store.opening import Store
from store.records import Label, SampleDesign, SampledUnit
from store.rows import column_names, current_time, read_columns, write_records
from store.terms import key_of


def write_sample(store: Store, design: SampleDesign, units: Iterable[SampledUnit], frame: Iterable[tuple[int, int]] | None = None) -> None:
    """Keeps a drawn sample with its design, whole. A sample that is there already stays: draw another under a new name.

    `frame` gives (unit, number of its stratum in the alphabetical order of their names) of all that could have been drawn; without it the
    sample cannot be extended.
    """
    with store.writing() as db:
        write_records(db, "sample_designs", [design], SampleDesign, drawn_at=current_time())
        constants = {"country": design.country, "wave": design.wave, "sample": design.sample}
        write_records(db, "samples", units, SampledUnit, **constants)
        if frame is not None:
            key = _frame_key(store, design)
            sql = "INSERT INTO sample_frames (sample, unit, stratum) VALUES (?, ?, ?)"
            db.conn.executemany(sql, ((key, unit, stratum) for unit, stratum in frame))


def extend_sample(store: Store, design: SampleDesign, new: Iterable[SampledUnit], factors: dict[str, float]) -> None:
    """Adds units to a sample and replaces its design; inclusion probabilities of units that are there grow by the `factors` of strata."""
    where = [design.country, design.wave, design.sample]
    with store.writing() as db:
        sql = (
            "UPDATE samples SET inclusion_probability = min(1.0, inclusion_probability * ?)"
            " WHERE country = ? AND wave = ? AND sample = ? AND stratum = ?"
        )
        db.conn.executemany(sql, ([factor, *where, stratum] for stratum, factor in factors.items()))
        write_records(db, "samples", new, SampledUnit, country=design.country, wave=design.wave, sample=design.sample)
        write_records(db, "sample_designs", [design], SampleDesign, key=("country", "wave", "sample"), drawn_at=current_time())


def read_sample_frame(store: Store, design: SampleDesign) -> dict[str, list[Any]]:
    """All that could have been drawn, by columns: unit, enterprise_id, stratum (its number), size_class; by unit; empty if not kept."""
    sql = (
        "SELECT f.unit, e.enterprise_id, f.stratum, e.size_class FROM sample_frames f JOIN enterprises e USING (unit)"
        " WHERE f.sample = ? ORDER BY f.unit"
    )
    with store.writing():
        key = _frame_key(store, design)
    return read_columns(store.db, sql, [key])


def _frame_key(store: Store, design: SampleDesign) -> int:
    return key_of(store, "sample", f"{design.country}/{design.wave}/{design.sample}")


def read_designs(store: Store, country: str, wave: str) -> list[SampleDesign]:
    """The samples drawn in a wave, oldest first."""
    columns = column_names(SampleDesign)
    sql = f"SELECT {', '.join(columns)} FROM sample_designs WHERE country = ? AND wave = ? ORDER BY drawn_at, rowid"  # noqa: S608
    rows = [dict(zip(columns, row, strict=True)) for row in store.db.execute(sql, [country, wave])]
    return [SampleDesign(**{**r, "strata": read_strata(r["strata"]), "plan": json.loads(r["plan"])}) for r in rows]


def read_strata(text: str) -> dict[str, tuple[int, int]]:
    """{stratum: (units in the frame, units drawn)} as designs keep it."""
    return {name: (int(size), int(drawn)) for name, (size, drawn) in json.loads(text).items()}


def read_sample(store: Store, country: str, wave: str, sample: str) -> dict[str, list[Any]]:
    """A drawn sample by columns: unit, enterprise_id, stratum, inclusion_probability, position; in the order of work."""
    sql = (
        "SELECT e.unit, s.enterprise_id, s.stratum, s.inclusion_probability, s.position FROM samples s"
        " JOIN enterprises e USING (country, wave, enterprise_id) WHERE s.country = ? AND s.wave = ? AND s.sample = ? ORDER BY s.position"
    )
    return read_columns(store.db, sql, [country, wave, sample])


def append_labels(store: Store, labels: Iterable[Label]) -> int:
    """Adds labels; the very same label twice is kept once. Returns how many were new."""
    columns = column_names(Label)
    sql = f"INSERT OR IGNORE INTO labels ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608
    with store.writing() as db:
        before = db.conn.total_changes
        db.conn.executemany(sql, ([getattr(label, c) for c in columns] for label in labels))
        return int(db.conn.total_changes - before)


def read_labels(store: Store, country: str, wave: str, question: str | None = None) -> Iterator[Label]:
    """The labels of a wave, or of one question, in the order they were given."""
    columns = column_names(Label)
    where, parameters = "country = ? AND wave = ?", [country, wave]
    if question is not None:
        where, parameters = f"{where} AND question = ?", [*parameters, question]
    for row in store.db.execute(f"SELECT {', '.join(columns)} FROM standing_labels WHERE {where} ORDER BY label", parameters):  # noqa: S608
        values = dict(zip(columns, row, strict=True))
        yield Label(**{**values, "blind": bool(values["blind"])})
