"""What hostile hosts are made of: the row of the table, and ways to play a host."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.scrapers.crawling.town import Answer, Host, page, plain
from tests.scrapers.hostile.streams import BEGINNING

WORDS = "We make chairs and tables by hand."


@dataclass(frozen=True, slots=True)
class Hostile:
    """One host: `ends` is the status that its visit ends with, `why` a part of the reason, `requests` the most that it may cost."""

    does: str
    host: Host
    ends: str = "ok"
    why: str = ""
    requests: int = 3


def home(answer: Answer | str, robots: str | int = 404) -> Host:
    """A host whose every page is this one."""
    return lambda path, before: plain({path: answer}, robots)(path, before)


def moved(to: str) -> Host:
    """A host whose home page is elsewhere."""
    return plain({"/": Answer("", 302, {"Location": to})})


def encoded(body: bytes, encoding: str) -> Host:
    """A host whose home page is packed in this way, as it says."""
    return plain({"/": Answer(body, headers={"Content-Encoding": encoding})})


def maze(links: Callable[[str, int], list[str]]) -> Host:
    """A host that has a page at every address, with these links (path, a number that grows with every request)."""
    asked: list[str] = []

    def answer(path: str, before: int) -> Answer:
        if path == "/robots.txt":
            return Answer("", 404)
        asked.append(path)
        return Answer(page(f"Page {path[:60]}", *links(path, len(asked))))

    return answer


def counting(answer: Callable[[int], Answer]) -> Host:
    """A host that answers anew at every request, wherever it goes."""
    asked: list[str] = []

    def count(path: str, before: int) -> Answer:
        if path == "/robots.txt":
            return Answer("", 404)
        asked.append(path)
        return answer(len(asked))

    return count


def busy_until(date: Callable[[], str]) -> Host:
    """A host that is busy at first, until a date."""
    return counting(lambda n: Answer("wait", 429, {"Retry-After": date()}) if n == 1 else Answer(page("Open again")))


def robots(answer: Answer) -> Host:
    """A host with one page, and this answer to a request for its rules."""
    return lambda path, before: answer if path == "/robots.txt" else Answer(page("Chairs", text=WORDS))


def filled(markup: bytes) -> Host:
    """A host whose home page is a beginning with words, and this."""
    return plain({"/": Answer(BEGINNING + markup)})


def link(path: str) -> str:
    return f'<a href="{path}">Contact</a>'
