"""Archives are read to the last whole record, whatever they hold."""

import gzip
import json
from pathlib import Path

import pytest

from catalogue.errors import CrawlError
from scrapers.archives.decoding import MOST_MEMBERS, decode_body
from scrapers.archives.judging import read_response_page
from scrapers.archives.outcomes import SiteOutcome, read_outcome, write_outcome
from scrapers.archives.reading import Damage, read_archive, read_record
from scrapers.archives.responses import SentResponse, normalise_headers
from scrapers.archives.writing import ArchiveFile, build_response_record
from tests.scrapers.archives.warcs import FIRST, html, record, write_warc

SENT = SentResponse(
    "http://a.co.ke/x", 200, (("content-encoding", "gzip"), ("content-type", "text/html")), gzip.compress(b"<p>hi", mtime=0), FIRST
)


def urls(path: Path, damage: Damage | None = None) -> list[str]:
    return [r.response.url for r in read_archive(path, damage or Damage()) if r.response]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_plain_and_gzipped_archives_read_alike(tmp_path: Path, name: str) -> None:
    path = write_warc(tmp_path / name, record("http://a.co.ke/", html("A")), record("http://b.co.ke/", html("B")))
    assert urls(path) == ["http://a.co.ke/", "http://b.co.ke/"]


def test_what_we_write_reads_back_the_same_byte_for_byte(tmp_path: Path) -> None:
    archive = ArchiveFile(tmp_path / "new" / "a.warc.gz", {"software": "ecomstat/0"})
    offsets = archive.append([build_response_record(SENT)]) + archive.append([build_response_record(SENT)])
    found = list(read_archive(archive.path, Damage()))
    assert [(r.offset, r.response) for r in found] == [(offset, SENT) for offset in offsets]


def test_a_page_is_found_by_its_byte_and_decoded(tmp_path: Path) -> None:
    archive = ArchiveFile(tmp_path / "a.warc.gz", {})
    _, second = archive.append([build_response_record(SENT), build_response_record(SENT)])
    page = read_record(archive.path, second)
    assert (page.url, page.body, page.headers["content-type"]) == (SENT.url, b"<p>hi", "text/html")


def test_no_page_at_a_wrong_byte_is_an_error(tmp_path: Path) -> None:
    archive = ArchiveFile(tmp_path / "a.warc.gz", {})
    archive.append([build_response_record(SENT)])
    with pytest.raises(CrawlError, match="byte 7"):
        read_record(archive.path, 7)
    with pytest.raises(CrawlError, match="cannot be read"):
        read_record(tmp_path / "none.warc.gz", 0)


def test_cookies_and_the_connections_own_headers_are_dropped() -> None:
    pairs = [("Set-Cookie", "id=1"), ("Transfer-Encoding", "chunked"), ("X-A", "1"), ("x-a", " 2\r\n 3"), ("Content-Type", "text/html")]
    assert normalise_headers(pairs) == (("content-type", "text/html"), ("x-a", "1, 2 3"))


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_cut_off_archive_gives_its_whole_records(tmp_path: Path, name: str) -> None:
    whole = write_warc(tmp_path / name, *(record(f"http://a.co.ke/{i}", html(str(i))) for i in range(3))).read_bytes()
    second_ends = len(whole) * 2 // 3
    for cut in range(second_ends + 1, len(whole) - 60, 23):
        (tmp_path / name).write_bytes(whole[:cut])
        assert urls(tmp_path / name)[:2] == ["http://a.co.ke/0", "http://a.co.ke/1"]


@pytest.mark.parametrize(
    "content",
    [b"", b"hello world\n" * 1000, gzip.compress(b"hello" * 1000, mtime=0), b"\x1f\x8b\x08junk" * 100, b"PK\x03\x04" + b"x" * 1000],
)
def test_what_is_no_archive_is_said_to_be_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(content)
    with pytest.raises(CrawlError, match="not a web archive"):
        urls(path)


def test_rubbish_after_good_records_is_noted(tmp_path: Path) -> None:
    path = write_warc(tmp_path / "a.warc.gz", record("http://a.co.ke/", html("A")))
    path.write_bytes(path.read_bytes() + b"rubbish" * 50)
    damage = Damage()
    assert urls(path, damage) == ["http://a.co.ke/"]
    assert damage.truncated


def test_odd_records_are_passed_over(tmp_path: Path) -> None:
    odd = [
        record("ftp://a.co.ke/", "x"),
        record("http://a.co.ke/no-status", "x", status="nonsense"),
        record("http://a.co.ke/" + "x" * 5000, "x"),
        record("dns:a.co.ke", "x"),
        record("http://a.co.ke/meta", '{"format": "ecomstat-site/1", "site": 3}', kind="metadata"),
    ]
    path = write_warc(tmp_path / "a.warc.gz", *odd, record("http://a.co.ke/good", html("A")))
    assert urls(path) == ["http://a.co.ke/good"]


def chunked(body: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:7], body[7:], b""))


@pytest.mark.parametrize(
    ("headers", "body", "text"),
    [
        (("Transfer-Encoding: chunked",), b"4\r\nWiki\r\n5;x=y\r\npedia\r\n0\r\n\r\n", b"Wikipedia"),
        (("Transfer-Encoding: chunked",), b"<p>not chunked", b"<p>not chunked"),
        (("Content-Encoding: gzip",), gzip.compress(b"<p>packed", mtime=0), b"<p>packed"),
        (("Content-Encoding: gzip",), b"<p>not packed", b"<p>not packed"),
        (("Content-Encoding: gzip",), gzip.compress(b"<p>packed and more, much more", mtime=0)[:-12], b"<p>packed"),
        (("Content-Encoding: gzip",), gzip.compress(b"<p>damaged", mtime=0)[:-8] + bytes(8), b"<p>damaged"),
        (("Content-Encoding: gzip",), gzip.compress(b"<p>one", mtime=0) + gzip.compress(b" two", mtime=0), b"<p>one two"),
        (("Content-Encoding: gzip", "Transfer-Encoding: chunked"), chunked(gzip.compress(b"<p>both", mtime=0)), b"<p>both"),
        (("Content-Encoding: br",), b"<p>not brotli", b"<p>not brotli"),
        (("Content-Encoding: unheard-of",), b"<p>x", b"<p>x"),
    ],
)  # fmt: skip
def test_bodies_are_decoded_as_far_as_they_can_be(tmp_path: Path, headers: tuple[str, ...], body: bytes, text: bytes) -> None:
    path = write_warc(tmp_path / "a.warc", record("http://a.co.ke/", body, headers=headers))
    assert read_record(path, 0).body.startswith(text)


def test_a_bomb_unpacks_to_the_limit_only(tmp_path: Path) -> None:
    bomb = gzip.compress(b"\0" * 40_000_000, mtime=0)
    path = write_warc(tmp_path / "a.warc", record("http://a.co.ke/", bomb, headers=("Content-Encoding: gzip",)))
    assert len(read_record(path, 0).body) == 10 * 2**20


def test_an_empty_packed_body_is_empty_and_thousands_of_packed_ones_are_not_all_unpacked() -> None:
    assert decode_body(gzip.compress(b"", mtime=0), "gzip") == b""
    assert decode_body(gzip.compress(b"a", mtime=0) * 5000, "gzip") == b"a" * MOST_MEMBERS


def test_a_record_without_a_time_is_passed_over_and_the_next_is_read(tmp_path: Path) -> None:
    path = write_warc(tmp_path / "a.warc", record("http://a.co.ke/", "x", at="yesterday"), record("http://a.co.ke/good", "x"))
    damage = Damage()
    assert urls(path, damage) == ["http://a.co.ke/good"]
    assert damage.skipped == 1


def test_letters_beyond_ascii_in_headers_survive_an_archive() -> None:
    spelled = normalise_headers([("Location", "/citt\u00c3\u00a0"), ("X-Old", "caf\u00e9"), ("Bad name", "x"), ("N\u00e4me", "x")])
    assert spelled == (("location", "/citt%C3%A0"), ("x-old", "caf%C3%A9"))


OUTCOME = SiteOutcome(
    "KE", "2026", "a.co.ke", "a.co.ke", "own", "http://a.co.ke/", ("timeout", "?"), (), 0, "timeout", True, 1, FIRST, FIRST, 1, 0
)


@pytest.mark.parametrize(
    "change",
    [{"responses": -1}, {"responses": "1"}, {"attempts": 0}, {"attempts": True},
     {"failure": ["no_such_status", "?"]}, {"failure": [["x"], 1]},
     {"read": [1]}, {"is_final": 1}, {"last_attempt_at": "now"}, {"site": None}],
)  # fmt: skip
def test_an_outcome_that_holds_nonsense_is_none(change: dict[str, object]) -> None:
    assert read_outcome(write_outcome(OUTCOME)) == OUTCOME
    assert read_outcome(json.dumps({**json.loads(write_outcome(OUTCOME)), **change}).encode()) is None
    assert read_outcome(b"[" * 200_000) is None


def test_a_tag_of_a_million_attributes_costs_no_more_than_any_other() -> None:
    tag = b"<a " + b" ".join(b"a%d=1" % n for n in range(1_000_000)) + b">"
    response = SentResponse(
        "http://a.co.ke/", 200, (("content-type", "text/html"),), b"<title>Chairs</title>" + tag[: 3 * 2**20] + b">", FIRST
    )
    assert read_response_page(response, None).title == "Chairs"


def test_an_archive_whose_last_record_has_no_end_is_said_to_be_cut_off(tmp_path: Path) -> None:
    path = write_warc(tmp_path / "a.warc.gz", record("http://a.co.ke/", "<p>one"), record("http://b.co.ke/", "<p>" + "two words " * 500))
    whole, intact, cut = path.read_bytes(), Damage(), Damage()
    urls(path, intact)
    assert intact.truncated is None
    path.write_bytes(whole[:-20])
    urls(path, cut)
    assert cut.truncated
