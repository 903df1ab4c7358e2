"""Waves whose retention has ended: which there are, what of them would go, and the purge of one, whole or not at all."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from store.opening import Store
from store.purging.removals import note_removals

OF_WAVE = "country = ? AND wave = ?"
SITES = f"SELECT website FROM websites WHERE {OF_WAVE}"  # noqa: S608
UNITS = f"SELECT unit FROM enterprises WHERE {OF_WAVE}"  # noqa: S608
REGISTER = ("name", "trade_name", "address", "postcode", "place", "tax_id", "phone", "email")
"""The columns of the register that may name or reach a person."""

PERSONAL_VALUES = {
    "email": "CASE WHEN instr(value, '@') THEN '@' || substr(value, instr(value, '@') + 1) ELSE '' END",
    "identifier": "CASE WHEN instr(value, ' ') THEN substr(value, 1, instr(value, ' ') - 1) ELSE '' END",
}
"""What stays of a value that is purged, in SQL: of an e-mail address the domain, of a number its scheme; of others nothing."""


@dataclass(frozen=True, slots=True)
class WaveAge:
    """A wave and when something was last read for it (ISO 8601, UTC)."""

    wave: str
    last_read_at: str


def list_wave_ages(store: Store, country: str) -> list[WaveAge]:
    """The waves of a country by name: the last visit or archived page counts, else the day when the register was loaded."""
    sql = """
        SELECT wave, coalesce(max(visited), max(loaded)) FROM (
            SELECT wave, NULL AS visited, loaded_at AS loaded FROM registers WHERE country = :c
            UNION ALL SELECT wave, NULL, max(loaded_at) FROM enterprises WHERE country = :c GROUP BY wave
            UNION ALL SELECT wave, max(last_attempt_at), NULL FROM websites WHERE country = :c GROUP BY wave
            UNION ALL SELECT wave, max(fetched_at), NULL FROM pages WHERE country = :c GROUP BY wave
        ) GROUP BY wave ORDER BY wave"""
    return [WaveAge(str(wave), str(at or "")) for wave, at in store.db.execute(sql, {"c": country})]


def count_open_queues(store: Store, country: str, wave: str) -> int:
    """How many review queues of the wave are still open."""
    sql = f"SELECT count(*) FROM review_queues WHERE {OF_WAVE} AND closed_at IS NULL"  # noqa: S608
    return int(store.db.execute(sql, [country, wave]).fetchone()[0])


def is_wave_of_others(store: Store, country: str, wave: str) -> bool:
    """Whether another country has a wave of this name too."""
    sql = "SELECT EXISTS (SELECT 1 FROM websites WHERE wave = ? AND country <> ?)"
    return bool(store.db.execute(sql, [wave, country]).fetchone()[0])


def read_archive_names(store: Store, country: str, wave: str) -> tuple[set[str], set[str]]:
    """The archive files that pages of a wave point to, and those among them that pages of other waves point to as well."""
    sql = "SELECT DISTINCT warc_file FROM pages WHERE warc_file IS NOT NULL AND "
    own = {str(row[0]) for row in store.db.execute(sql + OF_WAVE, [country, wave])}
    others = {str(row[0]) for row in store.db.execute(f"{sql} NOT ({OF_WAVE})", [country, wave])}
    return own, own & others


def count_wave(store: Store, country: str, wave: str, kinds: Iterable[str]) -> dict[str, int]:
    """How many rows would change, {key of retention.toml: rows}; `kinds` are the kinds of signals that hold contacts."""
    where, listed = [country, wave], json.dumps(sorted(kinds))
    is_contact = "kind IN (SELECT term FROM terms WHERE kind = 'signal' AND text IN (SELECT value FROM json_each(?)))"
    told = " OR ".join(f"coalesce({column}, '') <> ''" for column in REGISTER)
    of_sites = f"website IN ({SITES})"
    counted: dict[str, tuple[str, str, list[Any]]] = {
        "archives": ("pages", f"{OF_WAVE} AND warc_file IS NOT NULL", where),
        "contacts": ("signal_rows", f"{of_sites} AND {is_contact} AND words <> ''", [*where, listed]),
        "comparisons": ("comparisons", f"{OF_WAVE} AND coalesce(value, words) IS NOT NULL", where),
        "proposals": ("candidates", f"{OF_WAVE} AND words IS NOT NULL", where),
        "quotes": ("signal_rows", f"{of_sites} AND words <> ''", where),
        "register": ("enterprises", f"{OF_WAVE} AND ({told})", where),
    }
    return {
        key: int(store.db.execute(f"SELECT count(*) FROM {table} WHERE {condition}", values).fetchone()[0])  # noqa: S608
        for key, (table, condition, values) in counted.items()
    }


def purge_wave(
    store: Store, country: str, wave: str, *, personal: Mapping[str, Collection[str]], files: Iterable[str], also: Collection[str] = ()
) -> None:
    """Takes what is purged of a wave out of the store, all of it or nothing, and notes archive files that are to be removed.

    `personal` are the kinds of signals that hold contacts, with the columns (`value`, `words`) that do; `also` holds `quotes` where
    the words and pages of all evidence go, `register` where names and contacts of the register go.
    """
    where = [country, wave]
    with store.writing() as db:
        _purge_reasons(store, where, personal, all_words="quotes" in also)
        for kind, columns in personal.items():
            _purge_contacts(store, where, kind, columns)
        db.execute(f"UPDATE comparisons SET value = NULL, words = NULL, page_url = NULL WHERE {OF_WAVE}", where)  # noqa: S608
        db.execute(f"UPDATE candidates SET words = NULL WHERE {OF_WAVE}", where)  # noqa: S608
        for table in ("link_mentions", "link_readings"):
            db.execute(f"DELETE FROM {table} WHERE country = ? AND (wave = ? OR page_wave = ?)", [*where, wave])  # noqa: S608
        db.execute(f"DELETE FROM name_answers WHERE {OF_WAVE}", where)  # noqa: S608
        db.execute(f"DELETE FROM shards WHERE {OF_WAVE}", where)  # noqa: S608
        db.execute(f"UPDATE pages SET warc_file = NULL, warc_offset = NULL, title = NULL WHERE {OF_WAVE}", where)  # noqa: S608
        if "quotes" in also:
            db.execute(f"UPDATE signal_rows SET words = '', page = NULL WHERE website IN ({SITES})", where)  # noqa: S608
            db.execute(f"DELETE FROM pages WHERE {OF_WAVE}", where)  # noqa: S608
        if "register" in also:
            db.execute(f"UPDATE enterprises SET {', '.join(f'{column} = NULL' for column in REGISTER)} WHERE {OF_WAVE}", where)  # noqa: S608
        note_removals(store, files)


def find_purge(store: Store, country: str, wave: str) -> str | None:
    """When a wave was purged last, if no page of it has been archived since; else None."""
    sql = (
        f"SELECT max(ended) FROM runs WHERE command = 'purge' AND {OF_WAVE} AND outcome = 'done' AND NOT EXISTS"  # noqa: S608
        f" (SELECT 1 FROM pages WHERE {OF_WAVE} AND warc_file IS NOT NULL)"
    )
    at = store.db.execute(sql, [country, wave] * 2).fetchone()[0]
    return str(at) if at else None


def _purge_contacts(store: Store, where: list[str], kind: str, columns: Collection[str]) -> None:
    emptied = ["words = ''"] if "words" in columns else []
    if "value" in columns:
        emptied.append(f"value = {PERSONAL_VALUES.get(kind, repr(''))}")
    of_kind = "kind = (SELECT term FROM terms WHERE kind = 'signal' AND text = ?)"
    sql = f"UPDATE signal_rows SET {', '.join(emptied)} WHERE website IN ({SITES}) AND {of_kind}"  # noqa: S608
    store.db.execute(sql, [*where, kind])


def _purge_reasons(store: Store, where: list[str], personal: Mapping[str, Collection[str]], *, all_words: bool) -> None:
    """Empties what decisions quote: contacts, or all words and pages."""
    store.db.conn.create_function("purged", 1, lambda text: _empty_reasons(text, personal, all_words=all_words), deterministic=True)
    sql = f"UPDATE capability_rows SET reasons = purged(reasons) WHERE reasons IS NOT NULL AND unit IN ({UNITS})"  # noqa: S608
    store.db.execute(sql, where)


def _empty_reasons(text: str, personal: Mapping[str, Collection[str]], *, all_words: bool) -> str:
    reasons = json.loads(text)
    for reason in reasons:
        emptied = set(personal.get(reason["kind"], ())) | ({"words", "page"} if all_words else set())
        reason.update({column: "" for column in emptied if column in reason})
    return json.dumps(reasons, ensure_ascii=False)
