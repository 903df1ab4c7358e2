"""`ecomstat aggregate --also`: methods set beside the default one, from the command line."""

from pathlib import Path

import pytest

from store.estimates import read_estimates
from store.opening import open_store
from store.runs import read_runs
from tests.aggregate.stores_of_cases import WAVE, write_case_frame, write_case_labels, write_case_sample
from tests.cli.test_commands import run


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with labels of the country XD."""
    path = tmp_path / "store.db"
    with open_store(path, create=True) as store:
        write_case_frame(store)
        write_case_sample(store)
        write_case_labels(store)
    return path


def test_methods_asked_for_are_written_explained_and_kept_with_the_run(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("aggregate", "XD", "--db", path, "--also", "combined,misclassification") == 0
    said = capsys.readouterr().out
    assert "the combined estimate" in said
    assert "of this very wave" in said
    notes = [line for line in said.splitlines() if line.startswith("Note: ")]
    assert len(notes) == len(set(notes)), "each is said once"
    with open_store(path) as store:
        methods = set(read_estimates(store, *WAVE)["method"])
        assert {"post_stratified", "combined", "misclassification"} <= methods
        assert not methods & {"model_based", "small_areas"}
        assert read_runs(store)[-1].arguments == {"also": ["combined", "misclassification"]}


def test_an_unknown_method_is_refused_before_anything_is_estimated(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("aggregate", "XD", "--db", path, "--also", "guessing") == 1
    assert "guessing is not known: choose from model_based" in capsys.readouterr().err
    with open_store(path) as store:
        assert not read_estimates(store, *WAVE)["method"]


def test_experimental_rows_are_exported_as_such(path: Path, tmp_path: Path) -> None:
    assert run("aggregate", "XD", "--db", path, "--also", "all") == 0
    assert run("export", "XD", "--db", path, "--to", tmp_path / "out", "--format", "csv") == 0
    lines = (tmp_path / "out" / "ecomstat-XD-2026.csv").read_text(encoding="utf-8-sig").splitlines()
    assert any(",small_areas," in line for line in lines)
    notes = (tmp_path / "out" / "ecomstat-XD-2026-notes.csv").read_text(encoding="utf-8-sig")
    assert "Fay-Herriot model" in notes
