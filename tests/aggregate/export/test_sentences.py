"""Headlines say what the figures say where these are none, all, nearly so, bounds, hidden, or of a part."""

import pandas as pd
import pytest

from aggregate.export.report.estimates import Estimate, Estimates, key_of
from aggregate.export.report.groups import list_groups
from aggregate.export.report.numbers import write_of_100, write_points
from aggregate.export.report.sentences import tell_headline
from aggregate.tables.populations import REGISTERED


def tell(whole: Estimate, *, code: str = "chat", method: str | None = "post_stratified") -> str:
    found = tell_headline(Estimates(code, method, {key_of(REGISTERED): whole}, {}, {}, pd.DataFrame()))
    assert found
    return " ".join(found.sentences)


@pytest.mark.parametrize(
    ("share", "written"),
    [
        (0, "0"),
        (0.0004, "less than 0.1"),
        (0.004, "0.4"),
        (0.0996, "10"),
        (0.36, "36"),
        (0.996, "99.6"),
        (0.9999, "more than 99.9"),
        (1, "100"),
    ],
)
def test_only_none_is_0_and_only_all_is_100(share: float, written: str) -> None:
    assert write_of_100(share) == written


def test_a_difference_that_rounds_to_nothing_has_no_sign() -> None:
    assert [write_points(value) for value in (0.0004, -0.0004, 0.02, -0.02)] == ["0.0", "0.0", "+2.0", "\N{MINUS SIGN}2.0"]


def test_bounds_are_never_called_an_interval_whether_or_not_the_indicator_has_a_verb() -> None:
    bounds = Estimate(None, 0.25, 0.75)
    for code in ("chat", "nobody_wrote_of_it"):
        told = tell(bounds, code=code, method=None)
        assert "etween 25 and 75 in 100 registered enterprises" in told
        assert "95 %" not in told


def test_one_hidden_bound_hides_both() -> None:
    told = tell(Estimate(None, None, 0.75, hidden="confidential"), method=None)
    assert "too few enterprises" in told
    assert "75" not in told


def test_what_is_hidden_as_unreliable_is_not_said_to_lack_answers() -> None:
    assert tell(Estimate(None, None, None, hidden="unreliable")).endswith("is not shown: it is too uncertain to be of use.")


def test_a_survey_of_a_part_does_not_speak_of_all_registered_enterprises() -> None:
    assert tell(Estimate(0.4, 0.35, 0.45, is_partial=True)).startswith("40 in 100 of the registered enterprises that the survey covers")
    assert tell(Estimate(0.4, 0.35, 0.45)).startswith("40 in 100 registered enterprises offer")


def test_a_figure_without_an_interval_says_that_none_is_stated() -> None:
    assert "(95 % interval not stated)" in tell(Estimate(0.4, None, None))


def test_a_breakdown_is_set_apart_only_where_both_of_its_sides_are_there() -> None:
    def list_titles(*sexes: str) -> list[str]:
        cells = {key_of(REGISTERED, owner_sex=sex): Estimate(0.3, 0.2, 0.4) for sex in sexes}
        found = Estimates("chat", "post_stratified", cells, {}, {}, pd.DataFrame())
        return [group.title for group in list_groups({"chat": found}, ["chat"])]

    assert list_titles("F", "M") == ["By sex of the owner"]
    assert list_titles("F", "_U") == []


def test_both_ends_of_an_interval_have_as_many_decimals() -> None:
    assert "(95 % interval 8.5 to 18.8)" in tell(Estimate(0.113, 0.085, 0.188))
    assert "(95 % interval 33 to 39)" in tell(Estimate(0.359, 0.333, 0.39))
