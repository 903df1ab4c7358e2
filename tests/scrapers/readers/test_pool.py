"""Reading processes: they read as we would, and what ends one of them ends nothing else."""

import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import msgspec
import pytest

from catalogue.errors import CrawlError
from catalogue.profiles import load_profile
from catalogue.sites import Site
from scrapers.archives.outcomes import SiteOutcome
from scrapers.archives.responses import SentResponse
from scrapers.archives.writing import pack_visit
from scrapers.readers import child
from scrapers.readers.frames import read_frame, write_frame
from scrapers.readers.pool import MOST_FAILED_STARTS, ReaderPool
from scrapers.readers.process import Reader
from scrapers.readers.tasks import Beginning, PackVisit, ReadPage, look_at, see_nothing

SITE = Site("duka.co.ke", "duka.co.ke", "own", "http://duka.co.ke/")
BEGINNING = Beginning("KE")
OUTCOME = SiteOutcome(
    "KE", "2026", "duka.co.ke", "duka.co.ke", "own", "http://duka.co.ke/", None, ("http://duka.co.ke/",), 1, "ok", True, 1,
    "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", 2, 100,
)  # fmt: skip
ODD_CHILD = """
import sys, time
from scrapers.readers.child import GO_ON, READY
from scrapers.readers.frames import read_frame, write_frame
import msgspec
from scrapers.readers.tasks import ReadPage, Task, look_at
from scrapers.archives.judging import get_ready
read_frame(sys.stdin.buffer)
get_ready(None)
write_frame(sys.stdout.buffer, READY)
while (frame := read_frame(sys.stdin.buffer)) is not None:
    if b"die" in frame:
        sys.exit(3)
    if b"hang" in frame:
        time.sleep(60)
    write_frame(sys.stdout.buffer, GO_ON + msgspec.msgpack.encode(look_at(msgspec.msgpack.decode(frame, type=Task), None)))
"""


def answer(words: str, path: str = "/") -> SentResponse:
    markup = f"<!doctype html><html lang=en><title>Duka</title><p>{words}</p><a href=/shop>Shop</a><a href=/contact>Contact</a></html>"
    return SentResponse(f"http://duka.co.ke{path}", 200, (("content-type", "text/html"),), markup.encode(), "2026-01-01T00:00:00Z")


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    with ReaderPool(BEGINNING, 2) as pool:
        yield pool


@pytest.fixture
def odd_pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[ReaderPool]:
    """One process that dies of `die` and hangs on `hang`."""
    launch(monkeypatch, ODD_CHILD)
    with ReaderPool(BEGINNING, 1, seconds=5.0) as pool:
        yield pool


def launch(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    def start(self: Reader) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]
        )
        assert process.stdin is not None
        process.stdin.write(b"\0\0\0\0")
        process.stdin.flush()
        return process

    monkeypatch.setattr(Reader, "_launch", start)


@pytest.mark.parametrize("is_candidate", [False, True])
def test_a_process_sees_what_we_would_see(pool: ReaderPool, is_candidate: bool) -> None:
    task = ReadPage(answer("Buy chairs for KSh 4,500 and write to duka@example.co.ke"), SITE, is_candidate)
    seen = pool.look(task)
    assert seen == look_at(task, load_profile("KE"))
    assert {link.url for link in seen.links} == {"http://duka.co.ke/shop", "http://duka.co.ke/contact"}
    assert seen.reading.steps is not None


def test_a_process_packs_what_we_would_pack(pool: ReaderPool) -> None:
    robots = (SentResponse("http://duka.co.ke/robots.txt", 200, (), b"User-agent: *", "2026-01-01T00:00:00Z"),)
    responses = (answer("Chairs"),)
    packed, own = pool.pack(PackVisit(robots, responses, OUTCOME)), pack_visit(robots, responses, OUTCOME)
    assert len(packed) == len(own) == 3


def test_a_page_that_ends_its_process_says_nothing_and_the_next_one_is_read(odd_pool: ReaderPool) -> None:
    assert odd_pool.look(ReadPage(answer("die"), SITE)) == see_nothing(answer("die"))
    assert odd_pool.look(ReadPage(answer("chairs"), SITE)).reading.title == "Duka"


def test_a_page_that_hangs_its_process_is_given_up(odd_pool: ReaderPool) -> None:
    assert odd_pool.look(ReadPage(answer("hang"), SITE)) == see_nothing(answer("hang"))
    assert odd_pool.look(ReadPage(answer("chairs"), SITE)).reading.title == "Duka"


def test_records_are_packed_here_where_no_process_can(odd_pool: ReaderPool) -> None:
    assert len(odd_pool.pack(PackVisit((), (answer("die"),), OUTCOME))) == 2


def test_processes_that_cannot_start_are_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    launch(monkeypatch, "raise SystemExit(1)")
    with ReaderPool(BEGINNING, 1) as pool, pytest.raises(CrawlError, match="end as soon as they begin"):
        pool.look(ReadPage(answer("chairs"), SITE))
    assert MOST_FAILED_STARTS > 1


def test_a_process_that_has_grown_answers_and_takes_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "has_grown", lambda _: True)
    questions, answers = BytesIO(), BytesIO()
    for message in (BEGINNING, ReadPage(answer("chairs"), SITE), ReadPage(answer("tables"), SITE)):
        write_frame(questions, msgspec.msgpack.encode(message))
    questions.seek(0)
    child.serve(questions, answers)
    answers.seek(0)
    assert read_frame(answers) == child.READY
    assert (read_frame(answers) or b"")[:1] == child.LAST
    assert read_frame(answers) is None


def test_a_message_that_breaks_off_is_no_message() -> None:
    stream = BytesIO()
    write_frame(stream, b"whole")
    assert read_frame(BytesIO(stream.getvalue())) == b"whole"
    assert read_frame(BytesIO(stream.getvalue()[:-1])) is None
    assert read_frame(BytesIO(b"\xff\xff\xff\xff")) is None


def test_a_reading_process_starts_without_the_store_and_without_an_engine() -> None:
    code = "import sys, scrapers.readers.child; print(*sorted({'pandas', 'sqlite_utils', 'scrapy', 'twisted'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split() == []
