"""Whatever a host does, its visit ends as a page or as a status with a reason, within its budget, and costs no other host its turn."""

from itertools import pairwise

import pytest

from tests.scrapers.crawling.conftest import Crawled
from tests.scrapers.hostile.conftest import MOST_BYTES, PAGE_SECONDS
from tests.scrapers.hostile.hosts import HOSTILE, NEIGHBOURS


@pytest.mark.parametrize("name", HOSTILE)
def test_the_visit_of_a_hostile_host_ends_with_its_status_and_reason(besieged: Crawled, name: str) -> None:
    website, expected = besieged.websites[name], HOSTILE[name]
    assert (website.status, website.is_final) == (expected.ends, True), website.reason
    assert expected.why in (website.reason or "")
    assert bool(website.reason) == (website.status != "ok")


@pytest.mark.parametrize("name", HOSTILE)
def test_no_hostile_host_is_asked_more_often_than_its_budget_allows(besieged: Crawled, name: str) -> None:
    assert len([a for a in besieged.town.asked if a.host == name]) <= HOSTILE[name].requests


def test_no_hostile_host_sends_more_than_its_budget_allows(besieged: Crawled) -> None:
    assert [w.site for w in besieged.websites.values() if w.bytes > 2 * MOST_BYTES] == []


def test_neighbours_are_read_whole_and_wait_less_than_a_hostile_host_may_make_its_own_visitor_wait(besieged: Crawled) -> None:
    for name in NEIGHBOURS:
        assert besieged.websites[name].status == "ok"
        assert set(besieged.town.paths(name)) == {"/", "/shop", "/contact"}
        times = [a.at for a in besieged.town.asked if a.host == name]
        assert max(later - earlier for earlier, later in pairwise(times)) < PAGE_SECONDS


def test_nobody_is_asked_whom_a_hostile_host_points_at(besieged: Crawled) -> None:
    asked = {a.host for a in besieged.town.asked}
    assert asked <= {*HOSTILE, *NEIGHBOURS, "["}  # [::1], which the server here answers for; elsewhere the resolver refuses it
    assert {a.path for a in besieged.town.asked if a.host == "nyeri-pots.co.ke"} == {"/", "/shop", "/contact", "/robots.txt"}


def test_at_least_forty_behaviours_are_played() -> None:
    assert len({row.does for row in HOSTILE.values()}) == len(HOSTILE) >= 40
