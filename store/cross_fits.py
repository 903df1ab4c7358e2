"""Models that learnt from labels of samples: what models that had not seen a label would decide, kept beside what was decided.

`cross_fits` holds, for the newest trained model of a country, the weights learnt without each fold of its labelled sites, and the fold of
each of these sites. `unseen_rows` holds what follows for a wave, and is sparse: one row (part 1) for an enterprise whose own site was
learnt from, with the answer of the weights that had not seen it (NULL where those are not kept); else one row for each fold whose weights
answer otherwise than the whole model, with part 1/folds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from store.opening import Store
from store.rows import read_columns
from store.terms import key_of

CODES = {"unknown": 0, "no": 1, "yes": 2}

# The answer that had not seen the label of a unit f with the decision c: that of its own fold, for others that of a fold by their number.
UNSEEN = """LEFT JOIN unseen_rows u ON u.unit = c.unit AND u.capability = c.capability AND u.answer IS NOT NULL
    AND (u.part = 1 OR u.fold = c.unit % CAST(round(1 / u.part) AS INTEGER))"""
UNSEEN_ANSWER = "coalesce(u.answer, c.answer)"


@dataclass(frozen=True, slots=True)
class CrossFit:
    """One capability of a trained model: as JSON, `folds` lists what was learnt without each fold, and `sites` is {site: its fold}."""

    capability: str
    folds: str
    sites: str


@dataclass(frozen=True, slots=True)
class UnseenAnswer:
    """What weights learnt without a fold say of an enterprise; `part` is 1 where the enterprise's own site is of that fold."""

    enterprise_id: str
    capability: str
    fold: int
    part: float
    answer: str


@dataclass(frozen=True, slots=True)
class UnseenParts:
    """Units of which models that had not seen their labels may decide otherwise: part of each, and that part's answer; one length."""

    units: NDArray[np.int64]
    answers: NDArray[np.int64]
    parts: NDArray[np.float64]


def replace_cross_fits(store: Store, country: str, model: str, fits: Iterable[CrossFit]) -> None:
    """Keeps those of the model (sha256 of its file) that a country has now; none where it learnt from no labels of samples."""
    with store.writing() as db:
        db.execute("DELETE FROM cross_fits WHERE country = ?", [country])
        rows = ((country, model, fit.capability, fit.folds, fit.sites) for fit in fits)
        db.conn.executemany("INSERT INTO cross_fits (country, model, capability, folds, sites) VALUES (?, ?, ?, ?, ?)", rows)


def read_cross_fits(store: Store, country: str, model: str) -> list[CrossFit]:
    """Those of this very model; none where another was trained since, or where it came from another store."""
    sql = "SELECT capability, folds, sites FROM cross_fits WHERE country = ? AND model = ? ORDER BY capability"
    return [CrossFit(*row) for row in store.db.execute(sql, [country, model])]


def replace_unseen(store: Store, country: str, wave: str, answers: Iterable[UnseenAnswer]) -> None:
    """Replaces a wave's answers of models that had not seen the labels."""
    with store.writing() as db:
        units = dict(db.execute("SELECT enterprise_id, unit FROM enterprises WHERE country = ? AND wave = ?", [country, wave]).fetchall())
        db.execute("DELETE FROM unseen_rows WHERE unit IN (SELECT unit FROM enterprises WHERE country = ? AND wave = ?)", [country, wave])
        rows = ((units[a.enterprise_id], key_of(store, "capability", a.capability), a.fold, a.part, CODES[a.answer]) for a in answers)
        db.conn.executemany("INSERT INTO unseen_rows (unit, capability, fold, part, answer) VALUES (?, ?, ?, ?, ?)", rows)


def mark_learnt(store: Store, country: str, wave: str, capabilities: Iterable[str], learnt_in: str) -> None:
    """Notes that the model learnt from the audit labels of a wave (`learnt_in`), and that nobody knows what it would say without them."""
    sql = (
        "INSERT OR IGNORE INTO unseen_rows (unit, capability, fold, part, answer) SELECT DISTINCT e.unit, ?, 0, 1.0, NULL"
        " FROM enterprises e JOIN standing_labels l ON l.country = e.country AND l.enterprise_id = e.enterprise_id"
        " WHERE e.country = ? AND e.wave = ? AND l.wave = ? AND l.source = 'audit' AND l.question = ?"
    )
    with store.writing() as db:
        for name in capabilities:
            db.execute(sql, [key_of(store, "capability", name), country, wave, learnt_in, name])


def find_blind(store: Store, country: str, wave: str) -> frozenset[str]:
    """Capabilities whose model learnt from labels of samples without keeping what it would say of them unseen."""
    sql = (
        "SELECT DISTINCT k.text FROM unseen_rows u JOIN enterprises e USING (unit) JOIN terms k ON k.term = u.capability"
        " WHERE e.country = ? AND e.wave = ? AND u.answer IS NULL"
    )
    return frozenset(str(row[0]) for row in store.db.execute(sql, [country, wave]))


def read_learnt(store: Store, country: str, wave: str, capability: str) -> set[int]:
    """The units whose own website the capability's model learnt from."""
    sql = (
        "SELECT u.unit FROM unseen_rows u JOIN enterprises e USING (unit) WHERE e.country = ? AND e.wave = ? AND u.part = 1"
        " AND u.capability = (SELECT term FROM terms WHERE kind = 'capability' AND text = ?)"
    )
    return {int(row[0]) for row in store.db.execute(sql, [country, wave, capability])}


def read_unseen(store: Store, capability: str) -> UnseenParts:
    """What differs between the decisions of the frame and those that had not seen the labels. Call inside `counting`."""
    sql = (
        "SELECT u.unit, u.answer, u.part FROM unseen_rows u JOIN temp.frame_units f USING (unit) WHERE u.answer IS NOT NULL"
        " AND u.capability = (SELECT term FROM terms WHERE kind = 'capability' AND text = ?)"
    )
    columns: Mapping[str, list[Any]] = read_columns(store.db, sql, [capability])
    units, answers = (np.array(columns[name], dtype=np.int64) for name in ("unit", "answer"))
    return UnseenParts(units, answers, np.array(columns["part"], dtype=np.float64))
