"""CSVW metadata: valid for a library that knows the standard, complete, and able to find a wrong cell."""

import csv
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from csvw import CSVW

from aggregate.export.csv_file import CHANGE_COLUMNS, COLUMNS, REVISION_COLUMNS, write_files
from aggregate.export.csv_metadata import load_columns
from aggregate.publication.facts import Facts, Office
from aggregate.publication.records import Publication
from catalogue.messages import known_languages


@pytest.fixture(scope="module")
def files(published: Publication, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    facts = Facts(office=Office(name="National Bureau", contact="https://stats.example.org"), licence="CC-BY-4.0")
    changes = published.table[published.table["measure"] == "share"].assign(since="2025", measure="change", n_both=1, n_born=0, n_died=0)
    revised = published.table.dropna(subset=["value"]).assign(
        earlier_release=1, earlier_vintage="final", earlier_value=0.5, difference=-0.1, relative_difference=-0.2, reason="x"
    )
    whole = replace(published, facts=facts, changes=changes, revisions=revised)
    return list(write_files(whole, tmp_path_factory.mktemp("csvw"), "ecomstat-XD-2026"))


def list_csv(files: list[Path]) -> Iterator[Path]:
    return (path for path in files if path.suffix == ".csv")


def test_each_csv_has_metadata_beside_it_that_holds(files):
    names = {path.name for path in files}
    for path in list_csv(files):
        assert f"{path.name}-metadata.json" in names
        found = CSVW(str(path), md_url=str(path) + "-metadata.json", validate=True)
        assert found.is_valid, found.warnings
        assert not found.no_metadata


def test_columns_have_titles_and_descriptions_in_every_language_and_the_order_of_the_file(files):
    for path in list_csv(files):
        columns = json.loads(Path(f"{path}-metadata.json").read_text(encoding="utf-8"))["tableSchema"]["columns"]
        with path.open(encoding="utf-8", newline="") as stream:
            assert next(csv.reader(stream)) == [column["name"] for column in columns]
        for column in columns:
            assert set(column["titles"]) == set(known_languages())
            assert all(titles[0] == column["name"] and titles[1] for titles in column["titles"].values())
            assert {text["@language"] for text in column["dc:description"]} == set(known_languages())


def test_office_licence_citation_and_time_are_in_dublin_core(files, published):
    metadata = json.loads(files[-1].read_text(encoding="utf-8"))
    assert metadata["dc:publisher"] == "National Bureau"
    assert metadata["dc:license"] == "CC-BY-4.0"
    assert metadata["dc:modified"]["@value"] == published.made_at
    assert "DRAFT" in metadata["dc:bibliographicCitation"][0]["@value"]


@pytest.mark.parametrize(
    ("column", "wrong"),
    [("size_class", "S10"), ("value", "a tenth"), ("n_frame", "-1"), ("obs_status", "X"), ("share_not_read", "1.2"), ("indicator", "")],
)
def test_a_wrong_cell_is_found(files, tmp_path, column, wrong):
    path = next(list_csv(files))
    copy = tmp_path / path.name
    shutil.copy(f"{path}-metadata.json", f"{copy}-metadata.json")
    with path.open(encoding="utf-8", newline="") as stream:
        header, row, *_ = list(csv.reader(stream))
    row[header.index(column)] = wrong
    with copy.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, row])
    with pytest.raises(UserWarning, match="Invalid column value"):
        _ = CSVW(str(copy), md_url=f"{copy}-metadata.json", validate=True).is_valid


def test_an_observation_that_stands_twice_is_found(files, tmp_path):
    path = next(list_csv(files))
    copy = tmp_path / path.name
    shutil.copy(f"{path}-metadata.json", f"{copy}-metadata.json")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    copy.write_text("".join([*lines[:3], lines[1]]), encoding="utf-8")
    with pytest.raises(ValueError, match="duplicate primary key"):
        _ = CSVW(str(copy), md_url=f"{copy}-metadata.json", validate=True).is_valid


def test_every_column_is_described_and_every_description_used():
    assert {*COLUMNS, *CHANGE_COLUMNS, *REVISION_COLUMNS, "note", "text"} == set(load_columns())
