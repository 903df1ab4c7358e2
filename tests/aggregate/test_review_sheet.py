"""The sheet that reviewers fill."""

import csv
import errno
from pathlib import Path

import openpyxl
import pytest

from aggregate import draw_sample
from aggregate.sampling.sheet import FACTS, write_review_sheet
from catalogue.capabilities import load_capabilities
from catalogue.errors import EstimateError
from store.frame import write_enterprises
from store.opening import Store
from store.records import Enterprise


@pytest.fixture
def drawn(store: Store) -> Store:
    names = ["=1+1", "Zoë's Shop", "+254 Taxi", "Plain"]
    write_enterprises(store, [Enterprise("XD", "2026", f"000{i}", name=name) for i, name in enumerate(names)])
    draw_sample(store, "XD", "2026", size=4)
    return store


def test_a_csv_sheet_holds_each_sampled_enterprise_with_empty_cells_for_answers(drawn: Store, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    assert write_review_sheet(drawn, "XD", "2026", path) == 4
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["enterprise_id"] for row in rows} == {"0000", "0001", "0002", "0003"}
    assert {row["name"] for row in rows} == {"'=1+1", "Zoë's Shop", "'+254 Taxi", "Plain"}
    assert all(row[question] == "" for row in rows for question in load_capabilities())


def test_a_sheet_named_xlsx_is_a_workbook_whose_ids_are_text(drawn: Store, tmp_path: Path) -> None:
    path = tmp_path / "sheet.XLSX"
    write_review_sheet(drawn, "XD", "2026", path)
    sheet = openpyxl.load_workbook(path).active
    assert [cell.value for cell in sheet[1]] == [*FACTS, *load_capabilities(), "sample"]
    ids = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert {cell.value for cell in ids} == {"0000", "0001", "0002", "0003"}
    assert {(cell.data_type, cell.number_format) for cell in ids} == {("s", "@")}
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("name", ["none/sheet.csv", "none/sheet.xlsx"])
def test_a_sheet_that_cannot_be_written_is_one_sentence(drawn: Store, tmp_path: Path, name: str) -> None:
    with pytest.raises(EstimateError, match=r"cannot be written .*--to"):
        write_review_sheet(drawn, "XD", "2026", tmp_path / name)


def test_a_full_disk_is_one_sentence(drawn: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill_up(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fill_up)
    with pytest.raises(EstimateError, match="No space left"):
        write_review_sheet(drawn, "XD", "2026", tmp_path / "sheet.xlsx")


def test_a_sample_that_was_never_drawn_is_refused(drawn: Store, tmp_path: Path) -> None:
    with pytest.raises(EstimateError, match="no such sample"):
        write_review_sheet(drawn, "XD", "2026", tmp_path / "sheet.csv", "spring")
