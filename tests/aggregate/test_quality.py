"""Quality letters."""

import numpy as np

from aggregate.quality import grade


def letters(half_widths, labelled=100.0, effective=100.0):
    half = np.array(half_widths)
    return grade(0.5 - half, 0.5 + half, np.full(len(half), labelled), np.full(len(half), effective)).tolist()


def test_letters_go_by_half_width():
    assert letters([0.02, 0.021, 0.05, 0.08, 0.12, 0.2, 0.201]) == ["A", "B", "B", "C", "D", "E", "F"]


def test_fewer_than_ten_labels_or_effective_units_is_f():
    assert letters([0.01], labelled=9) == ["F"]
    assert letters([0.01], effective=9.9) == ["F"]


def test_no_interval_is_f():
    assert letters([np.nan]) == ["F"]
