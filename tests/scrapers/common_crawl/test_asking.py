"""Questions at a pace that a server can bear."""

from collections.abc import Mapping

import pytest

from catalogue.errors import CrawlError
from scrapers.common_crawl import asking
from scrapers.common_crawl.asking import PoliteClient
from scrapers.finding.searching.asking import Answer


def answer_with(monkeypatch: pytest.MonkeyPatch, *statuses: int) -> list[str]:
    """Has these statuses answered, the last one for ever; gives what is asked."""
    asked: list[str] = []

    def fetch(address: str, _: Mapping[str, str], *, allow_private: bool) -> Answer:
        asked.append(address)
        return Answer(statuses[min(len(asked), len(statuses)) - 1], b"")

    monkeypatch.setattr(asking, "fetch", fetch)
    return asked


def test_questions_of_several_threads_wait_for_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    answer_with(monkeypatch, 200)
    waits: list[float] = []
    client = PoliteClient("x", seconds=2.0, pause=waits.append, clock=lambda: 0.0)  # all at the same moment
    for _ in range(3):
        client.ask("http://index.example/")
    assert waits == [2.0, 4.0]


def test_while_a_server_is_busy_nobody_asks_it(monkeypatch: pytest.MonkeyPatch) -> None:
    answer_with(monkeypatch, 503, 200)
    waits: list[float] = []
    client = PoliteClient("x", seconds=0.1, pause=waits.append, clock=lambda: 0.0)
    client.ask("http://index.example/one")
    client.ask("http://index.example/another")
    assert waits == [2.0, 2.1]


def test_a_closed_client_asks_nothing_and_waits_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answer_with(monkeypatch, 503)
    client = PoliteClient("x", seconds=3600.0)
    client.close()
    with pytest.raises(CrawlError, match="does not answer"):
        client.ask("http://index.example/")
    assert asked == []
