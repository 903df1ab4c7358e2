"""The lists beside the register hold most of what is to be found, among much else."""

import csv
from pathlib import Path

import pytest

from cli.demo.country import invent_country
from cli.demo.lists import write_directory, write_zone
from cli.demo.records import DemoCountry


@pytest.fixture(scope="module")
def country() -> DemoCountry:
    return invent_country(1, 500)


def test_the_zone_file_holds_most_hosts_among_many_strangers(country: DemoCountry, tmp_path: Path) -> None:
    count = write_zone(country, tmp_path / "xd.zone")
    lines = (tmp_path / "xd.zone").read_text(encoding="ascii").splitlines()
    names = {line.split("\t")[0].removesuffix(".") for line in lines}
    assert count == len(lines) == len(names)
    hosts = set(country.sites)
    assert 0.75 <= len(names & hosts) / len(hosts) <= 0.95
    assert len(names - hosts) > 2 * len(hosts)
    assert all(line.split("\t")[2:4] == ["IN", "NS"] for line in lines)


def test_the_directory_names_a_part_of_the_enterprises_and_is_sometimes_wrong(country: DemoCountry, tmp_path: Path) -> None:
    write_directory(country, tmp_path / "directory.csv")
    with (tmp_path / "directory.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    by_phone = {unit.contact.phone: unit for unit in country.enterprises}
    owners = [by_phone[row["phone"]] for row in rows]
    assert [unit.brand for unit in owners] == [row["name"] for row in rows]
    true = sum(unit.host is not None and row["website"] == f"http://{unit.host}/" for unit, row in zip(owners, rows, strict=True))
    wrong = sum(
        row["website"].endswith(".xd/") and row["website"] != f"http://{unit.host}/" for unit, row in zip(owners, rows, strict=True)
    )
    assert true > 0.4 * len(rows)
    assert 0 < wrong < 0.15 * len(rows)
