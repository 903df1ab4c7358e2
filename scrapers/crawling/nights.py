"""Visiting at night only, by the clocks of the country whose websites they are."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from catalogue.errors import CrawlError
from catalogue.messages import say
from catalogue.profiles import load_profile

NIGHT = "20-6"
HOURS = re.compile(r"(\d{1,2})(?::([0-5]\d))?-(\d{1,2})(?::([0-5]\d))?", re.ASCII)
LOOK_AGAIN = 60.0
"""Seconds after which the clock is read again while a crawl waits: computers sleep, and clocks are set."""

STEP = timedelta(minutes=1)
"""Hours begin and end with whole minutes, by all clocks of the world."""


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of the day in which websites are visited, from `begin` to before `end` (past midnight where that is earlier).

    With several `zones` it must be one of these hours in all of them.
    """

    begin: time
    end: time
    zones: tuple[ZoneInfo, ...]

    def is_open(self, now: datetime) -> bool:
        """Whether websites may be visited at this moment."""
        return all(self._holds(now.astimezone(zone).time()) for zone in self.zones)

    def find_opening(self, now: datetime) -> datetime | None:
        """The next whole minute (or this moment) at which they may be visited; None where that never comes within two days."""
        if self.is_open(now):
            return now
        first = now.astimezone(UTC).replace(second=0, microsecond=0) + STEP
        moments = (first + n * STEP for n in range(int(timedelta(days=2) / STEP)))
        return next((moment for moment in moments if self.is_open(moment)), None)

    def _holds(self, clock: time) -> bool:
        if self.begin < self.end:
            return self.begin <= clock < self.end
        return clock >= self.begin or clock < self.end


def read_hours(text: str, country: str, time_zone: str = "") -> Hours:
    """The hours that a text such as `20-6` or `21:30-5` means in a country, or in the time zone named.

    Raises:
        CrawlError: it means none, nobody knows the zone, or the country's clocks never show such an hour all at once.
    """
    begin, end = _read_ends(text)
    names = (time_zone,) if time_zone else load_profile(country).time_zones
    if not names:
        raise CrawlError(say("No time zone of {country} is known: name one, such as --time-zone Africa/Nairobi.", country=country))
    hours = Hours(begin, end, _find_zones(names))
    if hours.find_opening(datetime.now(UTC)) is None:
        raise CrawlError(
            say(
                "It is never {hours} everywhere in {country} at once: name the time zone that counts, such as --time-zone {zone}.",
                hours=text,
                country=country,
                zone=names[-1],
            )
        )
    return hours


def _read_ends(text: str) -> tuple[time, time]:
    found = HOURS.fullmatch(text.replace(" ", ""))
    parts = [int(part or 0) for part in found.groups()] if found else []
    if not parts or max(parts[0], parts[2]) > 24 or any(hour == 24 and minute for hour, minute in (parts[:2], parts[2:])):
        raise CrawlError(say("{text} names no hours: write them as 20-6 or 21:30-5:30, from and until.", text=text))
    begin, end = time(parts[0] % 24, parts[1]), time(parts[2] % 24, parts[3])
    if begin == end:
        raise CrawlError(say("{text} names no hours: they begin when they end.", text=text))
    return begin, end


def _find_zones(names: Sequence[str]) -> tuple[ZoneInfo, ...]:
    try:
        return tuple(ZoneInfo(name) for name in names)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        unknown = ", ".join(names)
        raise CrawlError(say("There is no time zone {name}: they are called as Africa/Nairobi is.", name=unknown)) from error


class NightWatch:
    """Lets nobody begin a visit outside of the hours; `tell` gets a sentence when the crawl waits, and one when it goes on."""

    def __init__(
        self,
        hours: Hours | None,
        tell: Callable[[str], None],
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], Awaitable[Any]] = asyncio.sleep,
    ) -> None:
        self._hours, self._tell, self._now, self._sleep = hours, tell, now, sleep
        self._waiting = asyncio.Lock()

    async def wait(self) -> None:
        """Ends when a visit may begin."""
        if self._hours is None or self._hours.is_open(self._now()):
            return
        async with self._waiting:  # one looks at the clock for all
            await self._wait_for(self._hours)

    async def _wait_for(self, hours: Hours) -> None:
        if hours.is_open(self._now()):
            return
        self._tell(_describe_wait(hours, hours.find_opening(self._now())))
        while not hours.is_open(self._now()):
            opening = hours.find_opening(self._now())
            left = (opening - self._now()).total_seconds() if opening else LOOK_AGAIN
            await self._sleep(min(max(left, 1.0), LOOK_AGAIN))
        self._tell(say("The hours for visits have begun: the crawl goes on."))


def _describe_wait(hours: Hours, opening: datetime | None) -> str:
    local = opening.astimezone(hours.zones[0]) if opening else None
    return say(
        "Websites are visited from {begin} to {end} only: the crawl waits until {moment} ({zone}). Leave it running, or stop it and run it"
        " again then.",
        begin=f"{hours.begin:%H:%M}",
        end=f"{hours.end:%H:%M}",
        moment=f"{local:%Y-%m-%d %H:%M}" if local else "?",
        zone=hours.zones[0].key,
    )
