"""The frame as arrays: cell, site, weight and answers of every enterprise, a few bytes each."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from store.opening import Store

MOST_AT_ONCE, BITS = 31, 2  # answers of two bits in one number of 63
ANSWERS = """SELECT c.unit, sum(c.answer << p.bits) FROM {decisions} c CROSS JOIN temp.shifts p ON p.term = c.capability
    WHERE c.unit BETWEEN (SELECT min(unit) FROM temp.frame_units) AND (SELECT max(unit) FROM temp.frame_units) GROUP BY c.unit"""
BATCH = 50_000
Integers = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FrameUnits:
    """Every unit of the frame: short key (rising), cell (1 and up), whether it has a site, weight; arrays of shape (units,).

    `chances` are those of the first phase: 0 for units outside of it, of whose state nothing is known; 1 where the wave has none.
    """

    units: Integers
    cells: Integers
    has_site: Integers
    weights: Floats
    chances: Floats


def read_frame_units(store: Store) -> FrameUnits:
    """The frame as it is laid out. Call inside `counting`."""
    rows = store.db.conn.execute("SELECT unit, cell, has_site, frame_weight, chance FROM temp.frame_units ORDER BY unit")
    return FrameUnits(*_read_arrays(rows, (np.int64, np.int64, np.int64, np.float64, np.float64)))


def read_answers(
    store: Store, frame: FrameUnits, capabilities: Sequence[str], *, redecided: bool = False
) -> Iterator[tuple[Sequence[str], Integers]]:
    """The answers of all units of the frame to many capabilities (or what was decided again), in one pass. Call inside `counting`.

    Yields a part of the capabilities (MOST_AT_ONCE at most) with numbers of shape (units,): the answer (0 unknown, 1 no, 2 yes) to the
    part's capability number i stands in bits 2i and 2i+1.
    """
    answers_sql = ANSWERS.format(decisions="redecided_rows" if redecided else "capability_rows")
    for start in range(0, len(capabilities), MOST_AT_ONCE):
        part = capabilities[start : start + MOST_AT_ONCE]
        with store.writing() as db:
            db.execute("DROP TABLE IF EXISTS temp.shifts")
            db.execute("CREATE TEMP TABLE shifts (term INTEGER PRIMARY KEY, bits INTEGER)")
            sql = "INSERT INTO temp.shifts SELECT term, ? FROM terms WHERE kind = 'capability' AND text = ?"
            db.conn.executemany(sql, ((BITS * place, capability) for place, capability in enumerate(part)))
        units, answers = _read_arrays(store.db.conn.execute(answers_sql), (np.int64, np.int64))
        yield part, _place_answers(frame.units, units, answers)


def _place_answers(frame: Integers, units: Integers, answers: Integers) -> Integers:
    """The answers in the order of the frame; 0 for units without any, and nothing of units of other waves."""
    places = np.minimum(np.searchsorted(frame, units), len(frame) - 1)
    known = frame[places] == units
    placed = np.zeros(len(frame), dtype=np.int64)
    placed[places[known]] = answers[known]
    return placed


def _read_arrays(rows: sqlite3.Cursor, kinds: Sequence[type]) -> list[Any]:
    """The columns of a query as arrays of these kinds, without holding its rows at once."""
    parts: list[list[Any]] = [[np.empty(0, dtype=kind)] for kind in kinds]
    while batch := rows.fetchmany(BATCH):
        for part, kind, column in zip(parts, kinds, zip(*batch, strict=True), strict=True):
            part.append(np.array(column, dtype=kind))
    return [np.concatenate(part) for part in parts]
