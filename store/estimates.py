"""Estimates in the store: one wave's are replaced whole."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from store.opening import Store
from store.rows import read_columns

DIMENSIONS = ("activity", "size_class", "region", "urbanisation", "owner_sex", "other_dimension", "other_value")
KEY = ("indicator", "population", *DIMENSIONS, "measure", "method")
WHOLE = dict.fromkeys(DIMENSIONS, "_T")
COLUMNS = (
    *("country", "wave", *KEY),
    *("value", "standard_error", "ci_low", "ci_high", "n_frame", "n_labelled", "n_effective", "share_not_read"),
    *("quality", "suppressed", "denominator", "unit", "model", "sample", "run"),
    *("share_unanswered", "cv", "few_labels", "ppv", "ppv_low", "ppv_high", "npv", "npv_low", "npv_high", "since"),
    *("n_both", "n_born", "n_died", "definition_version"),
)
SECRET = (
    *("value", "standard_error", "ci_low", "ci_high", "n_frame", "n_labelled", "n_effective", "share_not_read"),
    *("share_unanswered", "cv", "few_labels", "ppv", "ppv_low", "ppv_high", "npv", "npv_low", "npv_high", "n_both", "n_born", "n_died"),
)


def replace_estimates(store: Store, country: str, wave: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Replaces a wave's estimates, in one transaction; rows are mappings with the table's columns."""
    _replace(store, country, wave, ([row.get(c, _default(c)) for c in COLUMNS] for row in rows))


def replace_estimate_columns(store: Store, country: str, wave: str, columns: Mapping[str, Sequence[Any]]) -> None:
    """The same from whole columns of one length, {name: values}; hundreds of thousands of rows best in the order of the table's key."""
    count = len(next(iter(columns.values()), ()))
    _replace(store, country, wave, zip(*(columns.get(c, [_default(c)] * count) for c in COLUMNS), strict=True))


def replace_changes(store: Store, country: str, wave: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Replaces a wave's changes and link factors and leaves its other estimates as they are."""
    which = " AND measure IN ('change', 'link_factor')"
    _replace(store, country, wave, ([row.get(c, _default(c)) for c in COLUMNS] for row in rows), which)


def _default(column: str) -> str | None:
    """What a column holds that nobody gave: all, in a breakdown."""
    return "_T" if column in DIMENSIONS else None


def _replace(store: Store, country: str, wave: str, rows: Iterable[Sequence[Any]], which: str = "") -> None:
    sql = f"INSERT INTO estimates ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"  # noqa: S608
    with store.writing() as db:
        db.execute(f"DELETE FROM estimates WHERE country = ? AND wave = ?{which}", [country, wave])  # noqa: S608
        db.conn.executemany(sql, rows)


def read_estimates(
    store: Store, country: str, wave: str, *, safe: bool = True, wanted: Mapping[str, str | Sequence[str]] | None = None
) -> dict[str, list[Any]]:
    """A wave's estimates by columns. The safe ones (default) have neither value, margin nor counts where they are suppressed.

    `wanted` names columns of the key and the value, or values, that each may have, such as {"measure": "share"}; `WHOLE` those of whole
    populations.
    """
    wanted = {column: [values] if isinstance(values, str) else list(values) for column, values in (wanted or {}).items()}
    if unknown := wanted.keys() - set(KEY):
        raise KeyError(f"not columns of the key: {sorted(unknown)}")
    shown = [f"CASE suppressed WHEN 'none' THEN {c} END AS {c}" if safe and c in SECRET else c for c in COLUMNS]
    where = "".join(f" AND {column} IN ({', '.join('?' * len(values))})" for column, values in wanted.items())
    sql = f"SELECT {', '.join(shown)} FROM estimates WHERE country = ? AND wave = ?{where} ORDER BY {', '.join(KEY)}"  # noqa: S608
    return read_columns(store.db, sql, [country, wave, *(value for values in wanted.values() for value in values)])


def list_estimated_waves(store: Store, country: str) -> list[str]:
    """The waves of a country that have estimates, in their order."""
    return [str(row[0]) for row in store.db.execute("SELECT DISTINCT wave FROM estimates WHERE country = ? ORDER BY wave", [country])]


def read_series(store: Store, country: str, wave: str) -> dict[tuple[str, str], tuple[str | None, str | None]]:
    """{(indicator, method): (version of the model, of the definition)} of a wave's figures; changes are left out."""
    sql = (
        "SELECT indicator, method, max(model), max(definition_version) FROM estimates WHERE country = ? AND wave = ?"
        " AND measure NOT IN ('change', 'link_factor') GROUP BY indicator, method ORDER BY indicator, method"
    )
    return {(str(i), str(m)): (model, version) for i, m, model, version in store.db.execute(sql, [country, wave])}
