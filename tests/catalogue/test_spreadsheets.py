import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.spreadsheets import disarm_cell, rearm_cell


@pytest.mark.parametrize("text", ["=1+1", "+254 700", "-5", "@SUM(A1)", "\t=1", " =1", "'=1", "|cmd"])
def test_what_a_spreadsheet_would_run_is_disarmed(text: str) -> None:
    assert disarm_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["", "Duka la Amani", "12-34", "a=b", "'quoted'", "5 > 3"])
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert disarm_cell(text) == text


@given(st.text())
def test_disarming_can_be_undone(text: str) -> None:
    assert rearm_cell(disarm_cell(text)) == text
