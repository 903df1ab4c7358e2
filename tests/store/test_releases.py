"""Releases in the store: nothing of them is ever changed, and a change by other means is noticed."""

import sqlite3

import pytest

from catalogue.errors import StoreError
from store.estimates import read_estimates, replace_estimates
from store.opening import Store
from store.releases import Check, NewRelease, Release, read_frozen, read_released, read_releases, write_release

WAVE = ("XD", "2026")
ROW = {"country": "XD", "wave": "2026", "indicator": "chat", "population": "all", "measure": "share", "method": "post_stratified"}
ROWS = [
    {**ROW, "value": 0.1, "n_frame": 50, "quality": "B", "suppressed": "none"},
    {**ROW, "activity": "C", "value": 0.2, "n_frame": 4, "quality": "A", "suppressed": "primary"},
    {**ROW, "activity": "G", "value": 0.3, "n_frame": 9, "quality": "F", "suppressed": "quality"},
    {**ROW, "activity": "I", "value": 0.4, "n_frame": 7, "quality": "C", "suppressed": "secondary"},
]


@pytest.fixture
def released(store: Store) -> Release:
    replace_estimates(store, *WAVE, ROWS)
    return make(store)


def make(store: Store, vintage: str = "provisional", wave: str = "2026") -> Release:
    checks = (Check("fresh", True), Check("labels", False, "Only {count}.", {"count": 3}))
    return write_release(store, NewRelease("XD", wave, vintage, "ann", "2026-11-22T10:00:00Z", None, "", "1", checks, "{}"))


def test_a_release_holds_what_may_be_shown_and_nothing_else(store: Store, released: Release) -> None:
    table = read_released(store, released.release)
    assert table["activity"] == ["C", "G", "I", "_T"]
    assert table["value"] == [None, None, None, 0.1]
    assert table["n_frame"] == [None, None, None, 50]
    assert table["quality"] == [None, "F", None, "B"]  # how good a confidential figure was is told to nobody
    assert table["suppressed"] == ["primary", "quality", "secondary", "none"]


def test_a_release_stays_as_it_was_when_estimates_are_made_again(store: Store, released: Release) -> None:
    before = read_frozen(store, released)
    replace_estimates(store, *WAVE, [{**ROW, "value": 0.9, "suppressed": "none"}])
    assert read_frozen(store, released) == before
    assert read_estimates(store, *WAVE)["value"] == [0.9]


def test_releases_are_read_back_with_their_checks_and_numbered_by_wave(store: Store, released: Release) -> None:
    second, other = make(store, "final"), make(store, wave="2027")
    assert [found.number for found in (released, second, other)] == [1, 2, 1]
    assert read_releases(store) == [released, second, other]
    assert read_releases(store, "XD", "2026") == [released, second]
    assert read_releases(store, "KE") == []


def test_who_approved_stays_in_the_store_unless_the_office_names_them(store: Store, released: Release) -> None:
    assert (released.released_by, released.public_approver) == ("ann", "")
    named = write_release(store, NewRelease("XD", "2026", "final", "ben", "2026-11-23T10:00:00Z", None, "", "1", (), "{}", True))
    assert named.public_approver == "ben"
    assert read_releases(store) == [released, named]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE releases SET reason = 'none'",
        "DELETE FROM releases",
        "UPDATE released_estimates SET value = 0",
        "DELETE FROM released_estimates WHERE activity = 'C'",
        "INSERT INTO released_estimates SELECT * FROM released_estimates",
        "INSERT OR REPLACE INTO released_estimates SELECT * FROM released_estimates",
        "INSERT OR REPLACE INTO releases SELECT * FROM releases",
        "INSERT INTO releases SELECT 9, country, wave, vintage, number, '', '', '', '', '', '', '', '', 0 FROM releases",
        "INSERT OR REPLACE INTO releases SELECT 9, country, wave, vintage, number, '', '', '', '', '', '', '', '', 0 FROM releases",
    ],
)
def test_nothing_of_a_release_can_be_changed_added_or_deleted(store: Store, released: Release, change: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="releases are never changed"):
        store.db.execute(change)
    assert read_frozen(store, released)[1]["value"] == [None, None, None, 0.1]


def test_a_figure_that_is_not_shown_cannot_be_put_into_a_release(store: Store, released: Release) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        store.db.execute(
            "INSERT INTO released_estimates SELECT 2, country, wave, indicator, population, activity, size_class, region, urbanisation,"
            " owner_sex, other_dimension, other_value, measure, method, 0.2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, quality, suppressed,"
            " denominator, unit, model, sample, run, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, since, NULL, NULL, NULL, NULL"
            " FROM released_estimates WHERE activity = 'C'"
        )


@pytest.mark.parametrize(
    ("trigger", "change"),
    [
        ("released_estimates_keep_updates", "UPDATE released_estimates SET value = 0.11 WHERE activity = '_T'"),
        ("releases_keep_updates", "UPDATE releases SET publication = '{\"register\": null}'"),
    ],
)
def test_a_change_by_other_means_is_noticed(store: Store, released: Release, trigger: str, change: str) -> None:
    store.db.execute(f"DROP TRIGGER {trigger}")
    store.db.execute(change)
    with pytest.raises(StoreError, match="Release 1 of XD 2026 is not what was released"):
        read_frozen(store, released)
