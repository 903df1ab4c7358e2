"""The register file has the dirt of real ones, and the frame's rows are exactly the invented enterprises."""

import csv
from pathlib import Path

import pytest

from catalogue.progress import Quiet
from cli.demo.country import invent_country
from cli.demo.records import DemoCountry
from cli.demo.register import HEADER, SPOILT_ROWS, write_register, write_truth
from scrapers.frame import load_register
from store.frame import read_frame_columns
from store.opening import Store


@pytest.fixture(scope="module")
def country() -> DemoCountry:
    return invent_country(3, 300)


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=";"))


def test_the_file_is_the_same_each_time(country: DemoCountry, tmp_path: Path) -> None:
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    counts = [write_register(country, path) for path in paths]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert counts == [300 + len(SPOILT_ROWS)] * 2


def test_the_frame_keeps_exactly_the_enterprises_and_rejects_exactly_the_spoilt_rows(
    country: DemoCountry, store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "register.csv"
    write_register(country, path)
    report = load_register(store, path, country="XD", wave="2026", progress=Quiet())
    loaded = read_frame_columns(store, "XD", "2026", ["enterprise_id"])["enterprise_id"]
    assert set(loaded) == {unit.enterprise_id for unit in country.enterprises}
    assert (report.read, report.loaded, report.rejected) == (310, 300, 10)
    assert report.rejects_path is not None


def test_all_columns_are_recognised_without_help(country: DemoCountry, store: Store, tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    write_register(country, path)
    report = load_register(store, path, country="XD", wave="2026", progress=Quiet())
    assert set(report.columns.values()) == set(HEADER)


def test_ids_keep_their_zeros_and_persons_their_commas(country: DemoCountry, tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    write_register(country, path)
    rows = _read(path)
    assert any(row["Reg No"].startswith("00") for row in rows)
    assert any("," in row["Persons employed"] for row in rows)
    assert any(row["Persons employed"] == "" for row in rows)
    assert any(row["Website"].startswith("www.") for row in rows)


def test_sizes_in_the_register_agree_with_the_truth_where_they_are_known(country: DemoCountry, store: Store, tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    write_register(country, path)
    load_register(store, path, country="XD", wave="2026", progress=Quiet())
    columns = read_frame_columns(store, "XD", "2026", ["enterprise_id", "size_class"])
    truth = {unit.enterprise_id: unit.size_class for unit in country.enterprises}
    known = [(truth[e], size) for e, size in zip(*columns.values(), strict=True) if size != "_U"]
    assert len(known) > 280
    assert all(true == read for true, read in known)


def test_the_truth_can_be_looked_at(country: DemoCountry, tmp_path: Path) -> None:
    path = tmp_path / "truth.csv"
    write_truth(country, path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 300
    assert sum(row["own_website"] == "yes" for row in rows) == sum(unit.truth["own_website"] for unit in country.enterprises)
