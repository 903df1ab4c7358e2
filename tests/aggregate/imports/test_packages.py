"""Packages of other offices: taken whole or not at all, and kept apart from one's own figures."""

import json
from pathlib import Path

import pytest

from aggregate.export import export
from aggregate.imports import import_package, open_package
from aggregate.side_by_side import read_party
from catalogue.errors import PackageError
from store.estimates import read_estimates
from store.imports import count_imported, read_imported, read_imports
from store.opening import Store
from tests.aggregate.imports.conftest import FACTS, NOW, describe, read_files, replace, store_of, write_files
from tests.aggregate.stores_of_figures import write_store


def test_the_figures_arrive_as_they_were_published_and_apart_from_ones_own(store: Store, package: Path, tmp_path: Path) -> None:
    release, figures, is_new = import_package(store, package, NOW)
    assert (release.country, release.wave, release.vintage, release.office, release.licence) == (
        *("XD", "2026", "DRAFT", "Office of Demoland", "CC-BY-4.0"),
    )
    assert (release.scope, release.register_date, release.employment_outside) == ("all enterprises of XD", "2025-12-31", 0.125)
    assert is_new
    with store_of(tmp_path / "there.db") as there:
        sent = read_estimates(there, "XD", "2026", safe=True)
    (kept,) = read_imports(store)
    found = read_imported(store, kept)
    keys = ("measure", "method", "activity", "size_class", "region")
    expected = {tuple(sent[k][i] for k in keys): sent["value"][i] for i in range(len(sent["value"]))}
    rounded = {key: None if value is None else round(value, 6 if key[0] == "share" else 1) for key, value in expected.items()}
    assert {tuple(found[k][i] for k in keys): found["value"][i] for i in range(figures)} == rounded
    assert set(found["suppressed"]) == {"", "confidential", "unreliable"}
    assert store.db.execute("SELECT count(*) FROM estimates").fetchone()[0] == 0
    assert json.loads(kept.methods)["classification"] == ["rules-1"]


def test_importing_twice_changes_nothing(store: Store, package: Path) -> None:
    import_package(store, package, NOW)
    before = list(store.db.iterdump())
    assert import_package(store, package, "2027-01-01T00:00:00Z")[2] is False
    assert list(store.db.iterdump()) == before


def test_the_same_figures_in_another_language_are_the_same_import(store: Store, tmp_path: Path) -> None:
    with store_of(tmp_path / "there.db") as there:
        write_store(there)
        english, french = export(there, "XD", "2026", tmp_path, ["package"], facts=FACTS, languages=["en", "fr"])
    assert english.read_bytes() != french.read_bytes()
    assert [import_package(store, path, NOW)[2] for path in (english, french)] == [True, False]


def test_a_newer_release_stands_beside_the_old_one(store: Store, package: Path, tmp_path: Path) -> None:
    import_package(store, package, NOW)
    newer = write_files(tmp_path / "newer.zip", describe(replace(read_files(package), "0.312346", "0.3123"), vintage="final", release=1))
    assert import_package(store, newer, NOW)[2] is True
    assert [(found.vintage, found.number) for found in read_imports(store, "XD")] == [("DRAFT", 0), ("final", 1)]
    assert set(count_imported(store).values()) == {17}


def test_figures_of_ones_own_country_are_refused(tmp_path: Path, package: Path) -> None:
    with store_of(tmp_path / "there.db") as there, pytest.raises(PackageError, match="whose register is in this store"):
        import_package(there, package, NOW)


def test_what_is_under_embargo_is_refused_until_it_ends(store: Store, package: Path, tmp_path: Path) -> None:
    path = write_files(tmp_path / "early.zip", describe(read_files(package), embargo_until="2026-12-24T09:00:00Z"))
    with pytest.raises(PackageError, match="under embargo until 2026-12-24T09:00:00Z"):
        import_package(store, path, NOW)
    with pytest.raises(PackageError, match="under embargo"):
        read_party(path, NOW)
    assert import_package(store, path, "2026-12-24T09:00:00Z")[2] is True


def test_a_package_of_a_newer_version_says_to_upgrade(package: Path, tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="newer version of ecomstat: upgrade"):
        open_package(write_files(tmp_path / "newer.zip", describe(read_files(package), format=2, something_new=[1])))


def test_what_is_refused_leaves_nothing_behind(store: Store, package: Path, tmp_path: Path) -> None:
    odd = write_files(tmp_path / "odd.zip", replace(read_files(package), "0.312346,0.04", "0.912346,0.04"))
    with pytest.raises(PackageError):
        import_package(store, odd, NOW)
    assert read_imports(store) == []
    assert count_imported(store) == {}
