"""The register's further columns, kept as JSON in `enterprises.extra`, as breakdowns."""

from store.opening import Store

FORBIDDEN = '"'


def json_path(column: str) -> str:
    """Where SQLite finds the column in `extra`."""
    return f'$."{column}"'


def list_other_columns(store: Store, country: str, wave: str) -> list[str]:
    """The names of all further columns that some enterprise of the frame has."""
    sql = "SELECT DISTINCT j.key FROM enterprises e, json_each(e.extra) j WHERE e.country = ? AND e.wave = ? ORDER BY 1"
    return [str(name) for (name,) in store.db.execute(sql, [country, wave]) if FORBIDDEN not in name]


def count_values(store: Store, country: str, wave: str, column: str, most: int) -> int:
    """How many different values a column has (blank and missing ones left out), counted up to one more than `most`."""
    sql = (
        "SELECT count(*) FROM (SELECT DISTINCT trim(json_extract(extra, ?)) AS value FROM enterprises"
        " WHERE country = ? AND wave = ? AND value <> '' LIMIT ?)"
    )
    return int(store.db.execute(sql, [json_path(column), country, wave, most + 1]).fetchone()[0])
