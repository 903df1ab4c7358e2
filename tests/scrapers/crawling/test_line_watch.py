"""Telling a dead website from a dead line."""

import asyncio
from collections.abc import Iterable

from scrapers.crawling.line_watch import Heard, LineWatch


def fail(name: str, at: float) -> Heard[str]:
    return Heard(name, 0.0, at)


def answer(name: str, at: float) -> Heard[str]:
    return Heard(name, at, None)


class Line:
    """The hosts that must answer: up or down, one entry a question; the last one stays."""

    def __init__(self, *states: bool) -> None:
        self.states, self.asked, self.told, self.given_back = list(states), 0, list[str](), list[str]()

    async def answers(self) -> bool:
        self.asked += 1
        return self.states.pop(0) if len(self.states) > 1 else self.states[0]

    def admit(self, visits: Iterable[Heard[str]], *, settle: bool = False, threshold: int = 3) -> list[str]:
        async def run() -> list[str]:
            watch = LineWatch(self.answers, threshold, 0.0, self.given_back.append, self.told.append)
            counted = [name for visit in visits for name in await watch.admit(visit)]
            return counted + (await watch.settle() if settle else [])

        return asyncio.run(run())


def test_a_few_dead_sites_among_others_count_without_asking_anybody() -> None:
    line = Line(True)
    assert line.admit([fail("a", 1), fail("b", 2), answer("c", 3), fail("d", 4), answer("e", 5)]) == ["a", "b", "c", "d", "e"]
    assert line.asked == 0


def test_many_dead_sites_count_where_the_line_is_up() -> None:
    line = Line(True)
    assert line.admit([fail("a", 1), fail("b", 2), fail("c", 3)]) == ["a", "b", "c"]
    assert (line.asked, line.given_back, line.told) == (1, [], [])


def test_no_site_is_blamed_for_a_dead_line() -> None:
    line = Line(False, False, True)
    assert line.admit([fail("a", 1), fail("b", 2), fail("c", 3)]) == []
    assert line.given_back == ["a", "b", "c"]
    assert line.asked == 3
    assert len(line.told) == 2


def test_a_host_heard_before_a_failure_does_not_clear_it() -> None:
    line = Line(True)
    assert line.admit([fail("a", 5), answer("b", 4)]) == ["b"]


def test_what_is_left_at_the_end_is_asked_about() -> None:
    down = Line(False, True)
    assert down.admit([fail("a", 1)], settle=True) == []
    assert down.given_back == ["a"]
    assert Line(True).admit([fail("a", 1)], settle=True) == ["a"]


def test_without_hosts_that_must_answer_every_failure_counts() -> None:
    async def run() -> list[str]:
        watch: LineWatch[str] = LineWatch(None, 1, 0.0, list[str]().append, list[str]().append)
        return await watch.admit(fail("a", 1))

    assert asyncio.run(run()) == ["a"]
