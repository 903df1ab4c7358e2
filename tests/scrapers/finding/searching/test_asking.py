"""Asking a search service: pace, further attempts, and what ends the asking."""

from collections.abc import Iterator

import pytest

from scrapers.finding.searching.asking import LONGEST_WAIT, WAITS, PoliteSearch, fetch
from scrapers.finding.searching.services import SearchService, SearchStopped, read_service
from tests.scrapers.finding.searching.service import Service, serving


@pytest.fixture
def server() -> Iterator[Service]:
    with serving() as service:
        yield service


def describe(server: Service) -> SearchService:
    return read_service(server.address, environment={"ECOMSTAT_SEARCH_KEY": "k3y"}, allow_private=True)


class Time:
    """A clock that moves only while somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waits: list[float] = []

    def pause(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    def clock(self) -> float:
        return self.now


def open_search(server: Service, time: Time) -> PoliteSearch:
    return PoliteSearch(describe(server), seconds=1.5, pause=time.pause, clock=time.clock)


def test_questions_are_asked_with_the_key_and_at_the_pace(server: Service) -> None:
    time = Time()
    search = open_search(server, time)
    server.answers = {"Zuleka & Söhne": ["http://zuleka.co.ke/"]}
    assert search.ask("Zuleka & Söhne") == ("http://zuleka.co.ke/",)
    assert search.ask("nobody") == ()
    assert (server.asked, server.keys, time.waits) == (["Zuleka & Söhne", "nobody"], ["k3y", "k3y"], [1.5])


def test_a_busy_service_is_asked_again_after_the_time_that_it_names(server: Service) -> None:
    time = Time()
    server.answers = {"x": ["http://a.co.ke/"]}
    server.failures = [(503, {}), (429, {"Retry-After": "20"}), (429, {"Retry-After": "99999"})]
    assert open_search(server, time).ask("x") == ("http://a.co.ke/",)
    assert time.waits == [WAITS[0], 20.0, LONGEST_WAIT]


@pytest.mark.parametrize(
    ("statuses", "said", "questions"),
    [
        ([429] * 4, "quota", 1),
        ([402], "quota", 1),
        ([401], "key", 1),
        ([403], "key", 1),
        ([500] * 4, "out of order", 1),
        ([302], "another address", 1),
        ([400] * 3, "does not understand", 3),
    ],
)
def test_what_ends_the_asking_is_said_in_words(server: Service, statuses: list[int], said: str, questions: int) -> None:
    search = open_search(server, Time())
    server.failures = [(status, {"Location": "http://elsewhere.example.com/"} if status == 302 else {}) for status in statuses]
    for _ in range(questions - 1):
        assert search.ask("x") == ()
    with pytest.raises(SearchStopped) as stopped:
        search.ask("x")
    assert said in str(stopped.value)
    assert "k3y" not in str(stopped.value)
    assert len(server.asked) == len(statuses)


def test_one_question_that_is_not_understood_is_passed_over(server: Service) -> None:
    search = open_search(server, Time())
    server.answers = {"x": ["http://a.co.ke/"]}
    for _ in range(3):
        server.failures = [(400, {})]
        assert search.ask("odd") == ()
        assert search.ask("x") == ("http://a.co.ke/",)


@pytest.mark.parametrize("body", [b"<html>", b"\xff\xfe", b"[" * 100_000])
def test_answers_that_are_no_json_end_the_asking(server: Service, body: bytes) -> None:
    server.body = body
    with pytest.raises(SearchStopped, match="JSON"):
        open_search(server, Time()).ask("x")


def test_a_name_that_leads_to_a_private_address_is_not_asked(server: Service) -> None:
    with pytest.raises(PermissionError, match="no public address"):
        fetch(f"http://127.0.0.1:{server.server_port}/?q=x", {})
    assert server.asked == []


def test_a_service_that_is_not_there_is_told() -> None:
    time = Time()
    service = read_service("http://127.0.0.1:9/?q={query}", environment={}, allow_private=True)
    with pytest.raises(SearchStopped, match="cannot be reached"):
        PoliteSearch(service, pause=time.pause, clock=time.clock).ask("x")
    assert time.waits[-1] == WAITS[-1]


def test_an_answer_that_trickles_in_is_given_up(server: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scrapers.finding.searching.asking.PATIENCE", 0.2)
    server.trickles, server.body = 0.02, b"[" * 200
    time = Time()
    with pytest.raises(SearchStopped, match="takes too long"):
        open_search(server, time).ask("Zuleka")
    assert len(server.asked) == 1 + len(WAITS)
