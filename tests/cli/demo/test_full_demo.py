"""The demo as users meet it: the machine alone is wrong, visibly and differently by size, and the estimates are not."""

import pytest

from catalogue.progress import Quiet
from cli.demo.comparing import DemoResult
from cli.demo.wave import DEFAULT_SEED, run_demo

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> DemoResult:
    folder = tmp_path_factory.mktemp("full")
    return run_demo(folder / "demo.db", seed=DEFAULT_SEED, progress=Quiet(), directory=folder)


def test_at_least_five_in_a_hundred_answers_are_wrong_and_ten_in_a_hundred_sites_unread(result: DemoResult) -> None:
    everybody = next(m for m in result.misreadings if m.size_class == "_T")
    assert everybody.errors >= 0.05
    assert everybody.unread >= 0.10


def test_errors_and_unread_sites_differ_by_size(result: DemoResult) -> None:
    by_size = [m for m in result.misreadings if m.size_class != "_T"]
    assert max(m.errors for m in by_size) > min(m.errors for m in by_size) + 0.03
    assert max(m.unread for m in by_size) > min(m.unread for m in by_size) + 0.05


def test_what_the_machine_counts_alone_misses_the_truth(result: DemoResult) -> None:
    rows = {row.indicator: row for row in result.rows}
    for name in ("own_website", "online_ordering"):
        row = rows[name]
        assert row.low is not None
        assert row.high is not None
        assert row.naive is not None
        assert not row.low <= row.counted <= row.high
        assert not row.low <= row.naive <= row.high
        assert abs(row.counted - row.truth) > 0.02


def test_most_intervals_hold_the_truth_and_redraws_hold_it_as_often_as_they_say(result: DemoResult) -> None:
    hits = [row.hit for row in result.rows if row.hit is not None]
    assert len(hits) >= 15
    assert sum(hits) >= len(hits) - 4  # of 19 intervals of 95 %, five or more miss in about one case of 400
    assert {coverage.capability for coverage in result.coverage} == {"own_website", "online_ordering"}
    for coverage in result.coverage:
        assert 0.9 <= coverage.share <= 0.995
        assert coverage.narrowest > 0
