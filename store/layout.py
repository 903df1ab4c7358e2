"""The frame laid out for counting: every unit with its cell, made for the breakdowns that somebody asks for."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from store.opening import Store
from store.other_columns import json_path
from store.phases import CHANCE

BREAKDOWNS = ("section", "size_class", "region", "urbanisation", "owner_sex")
OTHER = "other:"
NameGroup = Callable[[str | None, str], str]
Cells = dict[tuple[str, ...], int]
BETWEEN = 31  # the control character that ASCII has for parting units

# An enterprise has a site where a link that was not rejected says so, or where its register names one that nobody compared yet.
HAS_SITE = """EXISTS (SELECT 1 FROM links l WHERE l.country = e.country AND l.wave = e.wave AND l.enterprise_id = e.enterprise_id
    AND l.relation <> 'rejected') OR (e.site IS NOT NULL AND NOT EXISTS (SELECT 1 FROM links l WHERE l.country = e.country
    AND l.wave = e.wave AND l.enterprise_id = e.enterprise_id AND l.site = e.site))"""
TABLES = ("shifts", "frame_units")


@contextmanager
def counting(
    store: Store, country: str, wave: str, *, name_group: NameGroup | None = None, others: Sequence[str] = ()
) -> Iterator[dict[str, list[Any]]]:
    """Lays the wave's frame out for counting while its block works; gives the cells: columns cell (1 and up) and one for each breakdown.

    Args:
        store: the store.
        country: of the frame.
        wave: of the frame.
        name_group: what the column activity_group shall say of an activity (code or None) and its section; no such column without it.
        others: further columns of the register (see `other_columns`); theirs are named `other:COLUMN`.
    """
    paths = {f"path{place}": json_path(name) for place, name in enumerate(others)}
    cells = Cells()
    with store.writing() as db:
        drop_layout(store)
        db.execute(
            "CREATE TEMP TABLE frame_units (unit INTEGER PRIMARY KEY, cell INTEGER, has_site INTEGER, frame_weight REAL, chance REAL)"
        )
        units = db.conn.execute(_units_sql(len(others)), {"country": country, "wave": wave, **paths})
        db.conn.executemany("INSERT INTO temp.frame_units VALUES (?, ?, ?, ?, ?)", _place_units(units, cells, name_group))
    try:
        yield _list_cells(cells, others, has_groups=name_group is not None)
    finally:
        with store.writing():
            drop_layout(store)


def drop_layout(store: Store) -> None:
    """Takes the temporary tables of counting away."""
    for table in TABLES:
        store.db.execute(f"DROP TABLE IF EXISTS temp.{table}")


def _units_sql(others: int) -> str:
    """Unit, site, weight, chance, and what a cell is made of in one text: activity, section, the other BREAKDOWNS, further columns.

    The chance is that of the first phase (see `phases`): 0 outside of it, 1 where the wave has none.
    """
    parts = ["coalesce(e.activity, '')", "e.section", "e.size_class", "coalesce(e.region, '_U')", "e.urbanisation", "e.owner_sex"]
    parts += [f"coalesce(nullif(trim(json_extract(e.extra, :path{place})), ''), '_U')" for place in range(others)]
    return (
        f"SELECT e.unit, {HAS_SITE}, e.frame_weight, {CHANCE}, {f' || char({BETWEEN}) || '.join(parts)} FROM enterprises e"  # noqa: S608
        " WHERE e.country = :country AND e.wave = :wave"
    )


def _place_units(units: sqlite3.Cursor, cells: Cells, name_group: NameGroup | None) -> Iterator[tuple[Any, ...]]:
    """(unit, cell, site, weight, chance) of every unit; a new combination of breakdowns becomes the next cell."""
    known = dict[str, int]()
    for unit, has_site, weight, chance, text in units:
        cell = known.get(text)
        if cell is None:
            activity, section, *others = text.split(chr(BETWEEN))
            group = name_group(activity or None, section) if name_group else ""
            cell = known[text] = cells.setdefault((section, *others, group), len(cells) + 1)
        yield unit, cell, has_site, weight, chance


def _list_cells(cells: Cells, others: Sequence[str], *, has_groups: bool) -> dict[str, list[Any]]:
    """The cells by columns, in their order."""
    names = (*BREAKDOWNS, *(f"{OTHER}{name}" for name in others), *(("activity_group",) if has_groups else ()))
    return {"cell": list(cells.values()), **{name: [key[place] for key in cells] for place, name in enumerate(names)}}
