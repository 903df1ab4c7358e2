"""Visits at night, by the clocks of the country."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from catalogue.errors import CrawlError
from catalogue.progress import Quiet
from scrapers.crawling.launching import launch_crawl, name_hours
from scrapers.crawling.nights import NightWatch, read_hours
from scrapers.crawling.options import CrawlOptions
from tests.scrapers.crawling.conftest import crawl, register_sites
from tests.scrapers.crawling.town import open_town, page, plain


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "country", "moment", "is_open"),
    [
        ("20-6", "KE", "2026-11-22T16:59", False),  # Nairobi is three hours ahead
        ("20-6", "KE", "2026-11-22T17:00", True),
        ("20-6", "KE", "2026-11-22T23:30", True),
        ("20-6", "KE", "2026-11-23T02:59", True),
        ("20-6", "KE", "2026-11-23T03:00", False),
        ("9-17", "KE", "2026-11-22T06:00", True),
        ("9-17", "KE", "2026-11-22T14:00", False),
        ("21:30-5:15", "KE", "2026-11-22T18:29", False),
        ("21:30-5:15", "KE", "2026-11-22T18:30", True),
        ("20-6", "NP", "2026-11-22T14:14", False),  # Kathmandu: five and three quarters
        ("20-6", "NP", "2026-11-22T14:15", True),
        ("20-6", "FR", "2026-07-01T18:30", True),  # summer time
        ("20-6", "FR", "2026-12-01T18:30", False),
        ("0-24", "CD", "2026-11-22T12:00", None),
    ],
)
def test_hours_are_those_of_the_country(hours: str, country: str, moment: str, is_open: bool | None) -> None:
    if is_open is None:
        with pytest.raises(CrawlError, match="begin when they end"):
            read_hours(hours, country)
    else:
        assert read_hours(hours, country).is_open(at(moment)) is is_open


def test_where_a_country_has_several_clocks_it_is_night_by_all_of_them() -> None:
    hours = read_hours("20-6", "CD")  # Kinshasa is one hour ahead of UTC, Lubumbashi two
    assert [hours.is_open(at(f"2026-11-22T{time}")) for time in ("18:30", "19:00", "03:59", "04:00")] == [False, True, True, False]


def test_a_country_so_wide_that_it_is_never_night_everywhere_must_say_which_clock_counts() -> None:
    with pytest.raises(CrawlError, match="--time-zone"):
        read_hours("20-6", "RU")
    assert read_hours("20-6", "RU", "Europe/Moscow").is_open(at("2026-11-22T17:00"))


@pytest.mark.parametrize("text", ["", "20", "20-", "25-6", "20-6-7", "24:30-6", "20:60-6", "8pm-6am", "-1-6", "20-20", "\u0662\u0660-6"])
def test_what_names_no_hours_is_refused(text: str) -> None:
    with pytest.raises(CrawlError, match="names no hours"):
        read_hours(text, "KE")


@pytest.mark.parametrize("zone", ["Kenya", "../../etc/passwd", "/etc/localtime", "Africa"])
def test_an_unknown_time_zone_is_refused(zone: str) -> None:
    with pytest.raises(CrawlError, match="There is no time zone"):
        read_hours("20-6", "KE", zone)


def test_a_country_without_a_clock_must_name_one() -> None:
    with pytest.raises(CrawlError, match="No time zone of XD is known"):
        read_hours("20-6", "XD")


@pytest.mark.parametrize(
    ("options", "hours"),
    [({}, ""), ({"night": True}, "20-6"), ({"hours": "22-4"}, "22-4"), ({"night": True, "hours": "22-4"}, "22-4")],
)
def test_a_night_is_from_20_to_6_unless_hours_are_given(options: dict[str, object], hours: str) -> None:
    assert name_hours(CrawlOptions("KE", "2026", **options)) == hours  # type: ignore[arg-type]


def test_a_time_zone_alone_is_refused() -> None:
    with pytest.raises(CrawlError, match="goes with --night or --hours"):
        name_hours(CrawlOptions("KE", "2026", time_zone="Africa/Nairobi"))


class Day:
    """A clock that sleeping moves, and once somebody sets it back."""

    def __init__(self, moment: str, set_back: timedelta = timedelta()) -> None:
        self.moment, self._set_back, self.told, self.slept = at(moment), set_back, list[str](), 0.0

    def now(self) -> datetime:
        return self.moment

    async def sleep(self, seconds: float) -> None:
        self.slept += seconds
        self.moment += timedelta(seconds=seconds) - self._set_back
        self._set_back = timedelta()

    def watch(self, hours: str | None = "20-6") -> "Day":
        watch = NightWatch(read_hours(hours, "KE") if hours else None, self.told.append, now=self.now, sleep=self.sleep)
        asyncio.run(watch.wait())
        return self


def test_by_day_a_crawl_waits_says_until_when_and_goes_on() -> None:
    day = Day("2026-11-22T16:00:00").watch()
    assert day.moment == at("2026-11-22T17:00:00")
    assert len(day.told) == 2
    assert "from 20:00 to 06:00" in day.told[0]
    assert "2026-11-22 20:00 (Africa/Nairobi)" in day.told[0]
    assert "goes on" in day.told[1]


def test_many_wait_as_one() -> None:
    day = Day("2026-11-22T16:00:00")
    watch = NightWatch(read_hours("20-6", "KE"), day.told.append, now=day.now, sleep=day.sleep)

    async def run() -> None:
        await asyncio.gather(*(watch.wait() for _ in range(64)))

    asyncio.run(run())
    assert (len(day.told), day.slept) == (2, 3600.0)


def test_at_night_and_without_hours_nobody_waits() -> None:
    assert (Day("2026-11-22T18:00:00").watch().told, Day("2026-11-22T12:00:00").watch(None).told) == ([], [])


def test_a_clock_that_is_set_while_a_crawl_waits_is_seen() -> None:
    assert Day("2026-11-22T16:50:00", timedelta(hours=1)).watch().moment == at("2026-11-22T17:00:00")
    assert Day("2026-11-22T10:00:00", -timedelta(hours=8)).watch().slept == 60.0


class _Stopping(Quiet):
    """Stops the crawl as soon as it has something to say."""

    def __init__(self) -> None:
        self.said = list[str]()

    def note(self, sentence: str) -> None:
        self.said.append(sentence)
        raise KeyboardInterrupt


def around(now: datetime, begin: int, end: int) -> str:
    return f"{(now + timedelta(hours=begin)).hour}-{(now + timedelta(hours=end)).hour}"


def test_a_crawl_visits_nobody_outside_of_its_hours(store_path: Path) -> None:
    register_sites(store_path, ["chairs.co.ke"])
    hours = around(datetime.now(UTC), 3, 6)
    stopping = _Stopping()
    with open_town({"chairs.co.ke": plain({"/": page("Chairs")})}) as town:
        options = CrawlOptions("KE", "2026", connect_to=town.address, allow_private=True, delay=0.0, hours=hours, time_zone="UTC")
        with pytest.raises(KeyboardInterrupt):
            launch_crawl(store_path, options, stopping)
        assert town.asked == []
    assert "waits until" in stopping.said[0]


def test_a_crawl_within_its_hours_goes_ahead(store_path: Path) -> None:
    register_sites(store_path, ["chairs.co.ke"])
    with open_town({"chairs.co.ke": plain({"/": page("Chairs")})}) as town:
        report = crawl(store_path, town, hours=around(datetime.now(UTC), -1, 3), time_zone="UTC")
    assert report.statuses == {"ok": 1}
