from datetime import UTC, timedelta, timezone

from classify.reviewing.pace import estimate_pace

FIJI = timezone(timedelta(hours=12))


def test_a_day_of_work_is_one_day_where_midnight_in_utc_falls_into_it():
    morning, afternoon = "2026-11-22T21:30:00.000Z", "2026-11-23T03:10:00.000Z"  # 9:30 and 15:10 of the 23rd
    found = estimate_pace([morning, morning, afternoon, afternoon], 8, FIJI)
    assert found is not None
    assert (found.per_day, found.days_left) == (4, 2)


def test_the_pace_is_that_of_the_latest_five_days_of_work():
    days = ["2026-11-02", *["2026-11-09T10:00:00Z"] * 6, *(f"2026-11-{day}T10:00:00.000Z" for day in (10, 11, 12, 20))]
    found = estimate_pace(days, 5, UTC)
    assert found is not None
    assert (found.per_day, found.days_left) == (2, 3)


def test_there_is_no_pace_before_anything_was_done():
    assert estimate_pace([], 5) is None
