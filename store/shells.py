"""Websites that are empty shells of scripts, and that no browser has opened yet."""

from collections.abc import Iterator

from store.opening import Store
from store.phases import IN_PHASE
from store.records import Website
from store.websites import read_sites_where

IS_SHELL = (
    "country = ? AND wave = ? AND status = 'script_shell' AND NOT is_rendered AND NOT is_candidate"
    f" AND kind IN ('own', 'shared') AND {IN_PHASE}"
)


def read_shells(store: Store, country: str, wave: str, *, before: str) -> Iterator[Website]:
    """The shells that were last visited before this time and whose hosts may be asked again."""
    where = f"{IS_SHELL} AND coalesce(last_attempt_at, '') < ? AND coalesce(not_before, '') <= ? ORDER BY website"
    return read_sites_where(store, where, [country, wave, before, before])


def count_shells(store: Store, country: str, wave: str) -> int:
    """How many there are."""
    return int(store.db.execute(f"SELECT count(*) FROM websites w WHERE {IS_SHELL}", [country, wave]).fetchone()[0])  # noqa: S608
