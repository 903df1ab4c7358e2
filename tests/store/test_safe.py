import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from catalogue.errors import StoreError
from store.estimates import SECRET, replace_estimates
from store.frame import write_enterprises
from store.opening import Store
from store.records import Enterprise, Label, Page, Signal, SiteVisit, Website
from store.releases import NewRelease, write_release
from store.reviews import append_labels
from store.runs import recording
from store.safe import TABLES, write_safe_copy
from store.websites import add_websites, write_visits

FIGURES: dict[str, Any] = dict.fromkeys(SECRET, 4711.25) | {"n_frame": 4711, "n_labelled": 4711}


def estimate(suppressed: str, size_class: str) -> dict[str, Any]:
    keys = {"country": "XD", "wave": "2026", "indicator": "own_website", "population": "all", "size_class": size_class}
    return {**keys, "measure": "share", "method": "post_stratified", "quality": "C", "suppressed": suppressed, **FIGURES}


def fill(store: Store) -> None:
    write_enterprises(store, [Enterprise("XD", "2026", "E-SECRET-1", name="Secret Bakery", tax_id="XD12345678", site="secret.co.xd")])
    sites = [
        Website("XD", "2026", f"{name}.co.xd", f"{name}.co.xd", status=status) for name, status in [("a", "ok"), ("b", "ok"), ("c", "dns")]
    ]
    add_websites(store, sites)
    visited = Website("XD", "2026", "secret.co.xd", "secret.co.xd", status="ok")
    page = Page("http://secret.co.xd/", title="Secret Bakery")
    write_visits(store, [SiteVisit(visited, (page,), (Signal("word", "basket", page.url, "text", "secret basket", "r1"),))])
    append_labels(store, [Label("XD", "2026", "E-SECRET-1", "own_website", "yes", "secret_person", "audit", "2026-11-22T00:00:00Z")])
    sizes = {"none": "S_GE250", "primary": "S0T9", "secondary": "S10T49", "quality": "S50T249"}
    replace_estimates(store, "XD", "2026", [estimate(kind, size) for kind, size in sizes.items()])
    with recording(store, "frame", {"register": "/home/office/secret.csv"}, "XD", "2026") as counts:
        counts.update(loaded=1, rejects="/home/office/secret_rejects.csv", units=["E-SECRET-1"])


def copy_of(store: Store, tmp_path: Path) -> sqlite3.Connection:
    path = tmp_path / "copy" / "safe.db"
    path.parent.mkdir(exist_ok=True)
    write_safe_copy(store, path)
    return sqlite3.connect(path)


def test_the_copy_holds_the_safe_tables_and_no_others(store: Store, tmp_path: Path) -> None:
    fill(store)
    with closing(copy_of(store, tmp_path)) as copy:
        names = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
    own = {"estimates", "releases", "released_estimates", "website_statuses", "runs", "indicators"}
    assert names == set(TABLES) == own | {"imported_releases", "imported_estimates"}


def test_figures_are_empty_wherever_they_are_suppressed(store: Store, tmp_path: Path) -> None:
    fill(store)
    with closing(copy_of(store, tmp_path)) as copy:
        for suppressed, *figures in copy.execute(f"SELECT suppressed, {', '.join(SECRET)} FROM estimates"):
            assert all(figure is None for figure in figures) == (suppressed != "none")
        assert copy.execute("SELECT count(*), count(value) FROM estimates").fetchone() == (4, 1)


def test_the_copy_does_not_say_which_rule_hid_a_cell(store: Store, tmp_path: Path) -> None:
    fill(store)
    with closing(copy_of(store, tmp_path)) as copy:
        shown = {size: (hidden, quality) for size, hidden, quality in copy.execute("SELECT size_class, suppressed, quality FROM estimates")}
    assert shown["S0T9"] == shown["S10T49"] == ("confidential", None)
    assert shown["S50T249"] == ("unreliable", "C")
    assert shown["S_GE250"] == ("none", "C")


def test_releases_are_in_the_copy_without_who_approved_them(store: Store, tmp_path: Path) -> None:
    fill(store)
    write_release(store, NewRelease("XD", "2026", "final", "secret_person", "2026-11-22T10:00:00Z", None, "", "1", (), '"secret"'))
    with closing(copy_of(store, tmp_path)) as copy:
        assert copy.execute("SELECT vintage, number, released_at FROM releases").fetchall() == [("final", 1, "2026-11-22T10:00:00Z")]
        estimates, released = (
            sorted(copy.execute(f"SELECT size_class, suppressed, quality, value FROM {t}")) for t in ("estimates", "released_estimates")
        )
    assert estimates == released
    assert b"secret" not in (tmp_path / "copy" / "safe.db").read_bytes()


def test_who_approved_is_in_the_copy_where_the_office_names_them(store: Store, tmp_path: Path) -> None:
    fill(store)
    for named in (False, True):
        write_release(store, NewRelease("XD", "2026", "final", "Ann", "2026-11-22T10:00:00Z", None, "", "1", (), "{}", named))
    with closing(copy_of(store, tmp_path)) as copy:
        assert copy.execute("SELECT number, approved_by FROM releases").fetchall() == [(1, None), (2, "Ann")]


def test_nothing_of_the_register_is_anywhere_in_the_file(store: Store, tmp_path: Path) -> None:
    fill(store)
    copy_of(store, tmp_path).close()
    content = (tmp_path / "copy" / "safe.db").read_bytes().lower()
    assert b"secret" not in content
    assert b"xd12345678" not in content
    assert b"/home/office" not in content
    assert b".co.xd" not in content


def test_runs_keep_numbers_and_lose_arguments(store: Store, tmp_path: Path) -> None:
    fill(store)
    with closing(copy_of(store, tmp_path)) as copy:
        columns = [row[1] for row in copy.execute("PRAGMA table_info(runs)")]
        assert "arguments" not in columns
        assert copy.execute("SELECT command, outcome, counts FROM runs").fetchall() == [("frame", "done", '{"loaded": 1}')]


def test_websites_are_counted_by_status_only(store: Store, tmp_path: Path) -> None:
    fill(store)
    with closing(copy_of(store, tmp_path)) as copy:
        assert copy.execute("SELECT * FROM website_statuses").fetchall() == [("XD", "2026", "ok", 3), ("XD", "2026", "dns", 1)]


def test_an_empty_store_gives_empty_tables(store: Store, tmp_path: Path) -> None:
    with closing(copy_of(store, tmp_path)) as copy:
        assert copy.execute("SELECT count(*) FROM estimates").fetchone() == (0,)
        assert copy.execute("SELECT count(*) FROM indicators WHERE code = 'B5'").fetchone() == (1,)


def test_writing_again_replaces_the_copy(store: Store, tmp_path: Path) -> None:
    copy_of(store, tmp_path).close()
    fill(store)
    with closing(copy_of(store, tmp_path)) as copy:
        assert copy.execute("SELECT count(*) FROM estimates").fetchone() == (4,)


def test_a_place_that_cannot_be_written_is_one_clear_sentence(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        write_safe_copy(store, tmp_path / "nowhere" / "safe.db")
