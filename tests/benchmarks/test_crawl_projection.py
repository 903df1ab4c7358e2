"""What a page costs, carried forward to a country."""

import pytest

from benchmarks.crawl_speed.projection import DAY, PAGES, count_hours, project, visit_seconds


def test_a_visit_lasts_as_long_as_its_pauses() -> None:
    assert visit_seconds() == pytest.approx(11.3 * 2), "as catalogue/data/crawl_averages.toml has them"


def test_few_hosts_at_once_wait_and_many_work() -> None:
    waiting = project(4, 16, 1_000_000, 64, 2)
    assert waiting.limit == "delay"
    assert waiting.days == pytest.approx(1_000_000 * 22.6 / 64 / DAY)
    working = project(4, 16, 1_000_000, 10_000, 2)
    assert working.limit == "processor"
    assert working.days == pytest.approx(1_000_000 * PAGES * 0.020 / 2 / DAY)


def test_hours_of_processor_do_not_depend_on_cores() -> None:
    assert count_hours(2, 4, 1000) == pytest.approx(5.9 * 0.006 * 1000 / 3600)
