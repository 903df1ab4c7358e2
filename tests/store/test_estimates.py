"""Estimates as they may leave the store."""

import pytest

from store.estimates import COLUMNS, DIMENSIONS, read_estimates, replace_estimates

WAVE = ("XD", "2026")
WORDS = (
    *("country", "wave", "indicator", "population", *DIMENSIONS, "measure", "method"),
    *("quality", "denominator", "unit", "model", "sample", "definition_version"),
)
ROW = {
    **dict.fromkeys(COLUMNS, 0.5),
    **dict.fromkeys(WORDS, "x"),
    **{"country": "XD", "wave": "2026", "measure": "share", "run": None, "since": None},
}


@pytest.mark.parametrize("suppressed", ["primary", "secondary", "quality"])
def test_no_number_of_a_hidden_cell_leaves_with_the_safe_ones(store, suppressed):
    replace_estimates(store, *WAVE, [{**ROW, "suppressed": suppressed}])
    safe = read_estimates(store, *WAVE, safe=True)
    assert {name for name, (value,) in safe.items() if value is not None} == {*WORDS, "suppressed"}
    assert read_estimates(store, *WAVE, safe=False)["value"] == [0.5]


def test_a_shown_cell_keeps_all_that_is_said_of_it(store):
    replace_estimates(store, *WAVE, [{**ROW, "suppressed": "none"}])
    assert {name for name, (value,) in read_estimates(store, *WAVE).items() if value is None} == {"run", "since"}
