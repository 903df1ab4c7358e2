"""What several crawling processes tell, and when a wave can go on."""

from dataclasses import replace

import pytest

from catalogue.progress import Quiet
from scrapers.crawling.launching import Together
from scrapers.crawling.options import CrawlReport
from scrapers.crawling.telling import describe_report
from store.burdens import VisitTimes, add_times
from store.crawl import Rests, find_rests
from store.opening import Store
from store.records import Website
from store.websites import add_websites

TOMORROW = "2026-05-03"
REPORT = CrawlReport("KE", "2026", 5, {"timeout": 3}, 3, TOMORROW, 9, 900, None)


class Listener(Quiet):
    def __init__(self) -> None:
        self.told = list[str]()

    def note(self, sentence: str) -> None:
        self.told.append(sentence)


def test_what_all_parts_tell_is_passed_on_once_and_again_when_it_happens_again() -> None:
    listener = Listener()
    together = Together(listener)
    for number, sentence in [(0, "waits"), (1, "waits"), (2, "waits"), (1, "goes on"), (0, "goes on"), (2, "waits"), (2, "waits")]:
        together.hear(number, {"event": "note", "sentence": sentence})
    assert listener.told == ["waits", "goes on", "waits", "waits"]


@pytest.mark.parametrize(
    ("asked", "rests"),
    [
        ([None, None], Rests(TOMORROW, 0, None)),
        (["2026-05-02T23:00:00Z", None], Rests(TOMORROW, 0, None)),
        ([None, "2026-05-09T08:00:00Z"], Rests(TOMORROW, 1, "2026-05-10")),
        (["2026-05-07T08:00:00Z", "2026-05-31T08:00:00Z"], Rests("2026-05-08", 1, "2026-06-01")),
        ([], Rests(TOMORROW, 0, None)),
    ],
)
def test_a_wave_goes_on_when_the_first_host_may_be_asked_again(store: Store, asked: list[str | None], rests: Rests) -> None:
    sites = [Website("KE", "2026", f"{n}.co.ke", f"{n}.co.ke") for n in range(len(asked))]
    done = Website("KE", "2026", "done.co.ke", "done.co.ke", status="ok", is_final=True)
    add_websites(store, [*sites, done])
    add_times(store, [VisitTimes(site, 1.0, moment) for site, moment in zip(sites, asked, strict=True)])
    assert find_rests(store, "KE", "2026", TOMORROW) == rests


def test_who_asked_for_longer_stands_beside_the_day() -> None:
    assert describe_report(REPORT).endswith("run the crawl again on 2026-05-03 or later.")
    one = describe_report(replace(REPORT, resting=1, resting_until="2026-05-10"))
    assert one.endswith("1 of them asked to be left alone for longer, until 2026-05-10.")
    two = describe_report(replace(REPORT, resting=2, resting_until="2026-05-10"))
    assert two.endswith("2 of them asked to be left alone for longer, the last until 2026-05-10.")
