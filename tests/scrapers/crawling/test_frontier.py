"""Which site comes next, and when a failed one comes again."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from scrapers.crawling.frontier import CHUNK, Frontier, RetryPlan
from store.burdens import VisitTimes, add_times
from store.opening import Store
from store.records import SiteVisit, Website
from store.websites import add_websites, write_visits

NEW = Website("KE", "2026", "a.co.ke", "a.co.ke")
TODAY = "2026-05-02"


def tried(times: int, first: str) -> Website:
    return replace(NEW, status="timeout", attempts=times, first_attempt_at=f"{first}T08:00:00Z", last_attempt_at=f"{first}T09:00:00Z")


@pytest.mark.parametrize(
    ("plan", "website", "due"),
    [
        (RetryPlan(3), NEW, True),
        (RetryPlan(3), tried(1, TODAY), True),
        (RetryPlan(3), tried(2, TODAY), False),
        (RetryPlan(3), tried(2, "2026-05-01"), True),
        (RetryPlan(2), tried(1, TODAY), False),
        (RetryPlan(2), tried(1, "2026-05-01"), True),
        (RetryPlan(3, same_day=True), tried(2, TODAY), True),
        (RetryPlan(1), NEW, True),
        (RetryPlan(3), replace(NEW, kind="social"), False),
        (RetryPlan(3), replace(NEW, kind="marketplace"), False),
        (RetryPlan(3), replace(NEW, kind="shared"), True),
    ],
)
def test_the_last_attempt_is_made_on_a_later_day_than_the_first(plan: RetryPlan, website: Website, due: bool) -> None:
    assert plan.is_due(website, TODAY) is due


def moment(**away: float) -> str:
    return (datetime.now(UTC) + timedelta(**away)).strftime("%Y-%m-%dT%H:%M:%SZ")


def begin(store: Store, *websites: Website) -> Frontier:
    add_websites(store, websites)
    frontier = Frontier(store, "KE", "2026", RetryPlan(3, same_day=True, spacing=0))
    asyncio.run(frontier.begin_round(first=True))
    return frontier


def test_one_host_is_visited_for_one_site_at_a_time(store: Store) -> None:
    pages = [Website("KE", "2026", f"sites.google.com/view/{n}", "sites.google.com", "shared") for n in "ab"]
    frontier = begin(store, *pages, NEW)
    assert [w.site for w in (frontier.take(), frontier.take()) if w] == ["sites.google.com/view/a", "a.co.ke"]
    assert frontier.take() is None
    frontier.release("sites.google.com/view/a")
    assert frontier.take() == pages[1]


def test_a_site_is_taken_once_a_round(store: Store) -> None:
    frontier = begin(store, NEW)
    assert frontier.take() == NEW
    frontier.release(NEW.site)
    assert frontier.take() is None


def test_a_site_that_was_given_back_comes_again_in_the_round(store: Store) -> None:
    frontier = begin(store, NEW)
    frontier.take()
    frontier.give_back(NEW.site)
    assert frontier.take() == NEW


def test_the_next_round_holds_what_failed_and_may_pass_but_no_host_that_asked_for_more_time(store: Store) -> None:
    other = replace(NEW, site="b.co.ke", host="b.co.ke")
    late = replace(NEW, site="c.co.ke", host="c.co.ke")
    frontier = begin(store, NEW, other, late)
    failed = tried(1, TODAY)
    write_visits(
        store, [SiteVisit(failed), SiteVisit(replace(tried(1, TODAY), site="b.co.ke", host="b.co.ke", status="ok", is_final=True))]
    )
    add_times(store, [VisitTimes(late, 1.5, moment(days=30))])
    assert asyncio.run(frontier.begin_round(first=False)) == 1
    assert frontier.take() == failed


def test_a_clock_that_is_set_back_in_a_round_brings_no_site_twice(store: Store) -> None:
    sites = [replace(NEW, site=f"{n}.co.ke", host=f"{n}.co.ke") for n in range(CHUNK + 3)]
    frontier = begin(store, *sites)
    first = frontier.take()
    assert first == sites[0]
    write_visits(store, [SiteVisit(replace(first, status="timeout", attempts=1, last_attempt_at=moment(days=-1)))])
    frontier.release(first.site)
    taken = []
    while (website := frontier.take()) is not None:
        taken.append(website)
    assert taken == sites[1:]


@pytest.mark.parametrize(("stamped", "due"), [({"seconds": -5}, 1), ({"days": 400}, 1), ({"hours": 2}, 0)])
def test_what_a_clock_wrote_that_was_far_ahead_keeps_no_site_from_being_tried_again(
    store: Store, stamped: dict[str, float], due: int
) -> None:
    at = moment(**stamped)
    add_websites(store, [replace(NEW, status="timeout", attempts=1, first_attempt_at=at, last_attempt_at=at)])
    frontier = Frontier(store, "KE", "2026", RetryPlan(2 if stamped.get("days") else 3, spacing=0))
    assert asyncio.run(frontier.begin_round(first=True)) == due


def test_a_rest_that_no_host_can_have_asked_for_is_the_fault_of_a_clock(store: Store) -> None:
    frontier = begin(store, NEW)
    add_times(store, [VisitTimes(NEW, 1.5, moment(days=500))])
    assert asyncio.run(frontier.begin_round(first=False)) == 1
