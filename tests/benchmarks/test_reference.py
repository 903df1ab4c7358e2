"""The runner of the reference cases: what is off, and what nobody checks, ends in failure."""

import json

import numpy as np
import pytest

from benchmarks import reference


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "sample.csv").write_text("stratum,w,N_h\na,2,4\na,2,4\n", encoding="utf-8")
    checks = {"C1": lambda sample, case, folder: [("sum of weights", case["expected"], sample.weights.sum())]}
    monkeypatch.setattr(reference, "find_checks", lambda: checks)
    return tmp_path


def write_cases(folder, *cases):
    rows = [{"id": name, "expected": expected, "rtol": 0.01} for name, expected in cases]
    (folder / "cases.json").write_text(json.dumps(rows), encoding="utf-8")


def test_a_case_within_its_tolerance_passes(folder, capsys):
    write_cases(folder, ("C1", 4.03))
    assert reference.run_cases(folder)
    assert "C1 ok  sum of weights: expected 4.03 got 4" in capsys.readouterr().out


@pytest.mark.parametrize("expected", [4.05, np.nan, [4, 4]])
def test_a_case_that_is_off_fails(folder, expected):
    write_cases(folder, ("C1", expected))
    assert not reference.run_cases(folder)


def test_a_case_that_nobody_checks_fails(folder, capsys):
    write_cases(folder, ("C1", 4), ("C2", 4))
    assert not reference.run_cases(folder)
    assert "Not supported yet: C2" in capsys.readouterr().out
    assert reference.run_cases(folder, ["C1"])


def test_each_case_belongs_to_one_family():
    assert {"C01", "C14", "C20", "C28", "C47"} <= reference.find_checks().keys()
