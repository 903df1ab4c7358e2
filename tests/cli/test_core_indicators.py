from pathlib import Path

import pytest

from store.estimates import replace_estimates
from store.frame import write_enterprises
from store.opening import open_store
from store.records import Enterprise
from tests.cli.test_commands import run

ROW = {"country": "XD", "wave": "2026", "population": "registered enterprises", "measure": "share", "method": "post_stratified"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with open_store(tmp_path / "s.db", create=True) as store:
        write_enterprises(store, [Enterprise("XD", "2026", "E1")])
        figures = {"value": 0.5, "standard_error": 0.02, "sample": "s1", "suppressed": "none"}
        replace_estimates(store, "XD", "2026", [ROW | figures | {"indicator": code} for code in ("B5", "online_ordering")])
    return tmp_path / "s.db"


def test_for_a_country_each_core_indicator_says_whether_it_is_published(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("indicators", "--country", "XD", "--db", path) == 0
    said = capsys.readouterr().out
    assert "B5 Businesses with a web presence: published" in said
    assert "B7 Businesses receiving orders over the Internet: in part, under other names" in said
    assert "B6 Businesses with an intranet: not to be seen on websites" in said
    assert "answers to a survey can be loaded with `ecomstat labels`" in said.replace("\n", " ")


def test_one_core_indicator_can_be_asked_for_and_no_other(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("indicators", "b5", "--country", "XD", "--db", path) == 0
    said = capsys.readouterr().out
    assert "B5" in said
    assert "B7 " not in said
    assert run("indicators", "chat", "--country", "XD", "--db", path) == 1
    assert "chat is none of the Partnership's core indicators" in capsys.readouterr().err
