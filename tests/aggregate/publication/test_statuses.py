"""What is said of each figure by its status, and to how many decimals it is told."""

import pandas as pd
import pytest

from aggregate.changes.breaks import Break
from aggregate.publication.rounding import round_figures
from aggregate.publication.statuses import add_statuses

CASES = [
    ("confidential", None, False, "Q"),
    ("unreliable", "F", False, "U"),
    ("", "E", False, "U"),
    ("", "E", True, "U"),
    ("", "B", True, "G"),
    ("", "D", False, "A"),
]


def list_rows(indicator: str) -> pd.DataFrame:
    rows = [{"suppressed": why, "quality": letter, "experimental": tried} for why, letter, tried, _ in CASES]
    return pd.DataFrame(rows).assign(indicator=indicator, method="post_stratified")


def test_a_figure_is_suppressed_or_weak_or_experimental_or_normal():
    told = add_statuses(list_rows("chat"), ())
    assert told["obs_status"].tolist() == [status for *_, status in CASES]
    assert set(told["obs_status_2"]) == {""}


def test_a_break_comes_first_and_leaves_the_status_of_the_figure_as_the_second():
    found = Break("model", "2025", (("chat", "post_stratified"),))
    told = add_statuses(pd.concat([list_rows("chat"), list_rows("own_website")], ignore_index=True), [found])
    broken, other = told.iloc[: len(CASES)], told.iloc[len(CASES) :]
    assert set(broken["obs_status"]) == {"B"}
    assert broken["obs_status_2"].tolist() == ["Q", "U", "U", "U", "G", ""]
    assert (set(broken["break_since"]), set(broken["break_reason"])) == ({"2025"}, {"model"})
    assert other["obs_status"].tolist() == [status for *_, status in CASES]


def test_a_change_is_broken_where_its_series_is():
    rows = pd.DataFrame([{"suppressed": "", "quality": "B", "experimental": False, "indicator": "chat", "method": "change"}])
    assert add_statuses(rows, [Break("model", "2025", (("chat", "post_stratified"),))])["obs_status"].tolist() == ["B"]


@pytest.mark.parametrize(
    ("measure", "told"),
    [("share", 0.123457), ("change", 0.123457), ("link_factor", 0.123457), ("count", 0.1), ("total", 0.1), ("mean", 0.123)],
)
def test_figures_have_the_decimals_of_their_measure(measure, told):
    row = {"measure": measure, "value": 0.12345678, "ci_low": 0.12345678, "share_not_read": 0.12345678, "n_effective": 180.34}
    found = round_figures(pd.DataFrame([row])).iloc[0]
    assert (found["value"], found["ci_low"], found["share_not_read"], found["n_effective"]) == (told, told, 0.123457, 180.3)
