"""Pages as a browser's scripts made them: into an archive of ours and out of it again."""

import gzip
from dataclasses import replace
from pathlib import Path

import pytest
from fastwarc import ArchiveIterator, WarcRecordType

from catalogue.progress import Quiet
from scrapers.archives.concluding import Attempt, conclude_visit
from scrapers.archives.ingesting import ingest_archives
from scrapers.archives.judging import read_response_page
from scrapers.archives.outcomes import SiteOutcome, read_outcome, write_outcome
from scrapers.archives.reading import Damage, read_archive, read_response
from scrapers.archives.responses import SentResponse, keep_rendered
from scrapers.archives.writing import ArchiveFile, pack_visit, place_pages
from scrapers.crawling.opting_out import OptOuts
from scrapers.purging.choosing import Span, choose_pieces, read_spans
from store.opening import open_store
from store.records import Website
from store.websites import add_websites, find_website, read_pages, read_signals, write_visits

URL, AT = "http://scripts-only.co.ke/", "2026-11-23T01:00:00Z"
SHELL = SentResponse(URL, 200, (("content-type", "text/html"), ("server", "x")), b"<div id=root></div><script src=/app.js></script>", AT)
MARKUP = "<html lang=en><title>Chairs – Nyeri</title><h1>Chairs</h1><p>We make chairs and tables by hand, and sell them here.</p></html>"
RENDERED = keep_rendered(URL, MARKUP.encode(), AT)
OUTCOME = SiteOutcome(
    "KE", "2026", "scripts-only.co.ke", "scripts-only.co.ke", "own", URL, None, (URL,), 2, "ok", True, 2, AT, AT, 3, 500, is_rendered=True
)


@pytest.fixture
def archive(tmp_path: Path) -> tuple[Path, list[int]]:
    """An archive with one rendered visit, and where its records begin."""
    path = tmp_path / "KE-2026-20261123T010000000Z.warc.gz"
    file = ArchiveFile(path, {"software": "ecomstat/0", "country": "KE", "wave": "2026"})
    return path, file.append(pack_visit([], [SHELL, RENDERED], OUTCOME))


def test_the_rendered_page_is_a_conversion_that_names_its_response(archive: tuple[Path, list[int]]) -> None:
    with gzip.open(archive[0]) as stream:
        records = [
            (r.record_type, dict(r.headers.astuples()), r.reader.read())
            for r in ArchiveIterator(stream, record_types=WarcRecordType.response | WarcRecordType.conversion, parse_http=False)
        ]
    (kind, response, _), (other_kind, conversion, markup) = records
    assert (kind, other_kind) == (WarcRecordType.response, WarcRecordType.conversion)
    assert conversion["WARC-Refers-To"] == response["WARC-Record-ID"]
    assert conversion["WARC-Target-URI"] == response["WARC-Target-URI"] == URL
    assert markup == MARKUP.encode()


def test_both_are_read_back_as_they_were(archive: tuple[Path, list[int]]) -> None:
    path, offsets = archive
    assert [record.response for record in read_archive(path, Damage())] == [SHELL, RENDERED, None]
    assert [read_response(path, offset) for offset in offsets[:2]] == [SHELL, RENDERED]


def test_texts_of_pages_in_other_archives_are_no_rendered_pages(tmp_path: Path) -> None:
    text = b"Chairs"
    head = f"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: {URL}\r\nWARC-Date: {AT}\r\nContent-Type: text/plain\r\n"
    path = tmp_path / "some.warc.wet.gz"
    path.write_bytes(gzip.compress(f"{head}Content-Length: {len(text)}\r\n\r\n".encode() + text + b"\r\n\r\n"))
    damage = Damage()
    assert (list(read_archive(path, damage)), damage.skipped) == ([], 0)


def test_ingest_gives_the_rows_that_the_rendering_crawl_left(archive: tuple[Path, list[int]], tmp_path: Path) -> None:
    path, offsets = archive
    known = Website("KE", "2026", OUTCOME.site, OUTCOME.host, "own", URL)
    attempt = Attempt(replace(known, attempts=1, first_attempt_at=AT), AT, 3, 500, is_rendered=True)
    visit = conclude_visit(attempt, [SHELL, RENDERED], [read_response_page(RENDERED, None)], 3)
    crawled, ingested = tmp_path / "crawled.db", tmp_path / "ingested.db"
    with open_store(crawled) as store:
        write_visits(store, [place_pages(visit, str(path), {URL: offsets[1]})])
        live = (find_website(store, "KE", "2026", known.site), read_pages(store, "KE", "2026", known.site))
    with open_store(ingested) as store:
        add_websites(store, [known])
        ingest_archives(store, [path], country="KE", wave="2026", progress=Quiet())
        other = (find_website(store, "KE", "2026", known.site), read_pages(store, "KE", "2026", known.site))
        assert [s for s in read_signals(store, "KE", "2026", known.site) if s.value == "script_shell"] == []
    assert other == live
    website, [page] = live
    assert website is not None
    assert (website.status, website.is_rendered, website.page_count) == ("ok", True, 1)
    assert (page.title, page.is_rendered, page.bytes, page.warc_offset) == ("Chairs – Nyeri", True, len(MARKUP.encode()), offsets[1])


def test_outcomes_of_older_archives_are_of_visits_without_a_browser() -> None:
    old = write_outcome(OUTCOME).replace(b', "is_rendered": true', b"")
    assert b"is_rendered" not in old
    assert read_outcome(old) == replace(OUTCOME, is_rendered=False)
    assert read_outcome(write_outcome(OUTCOME)) == OUTCOME


def test_an_opt_out_takes_the_rendered_page_too(archive: tuple[Path, list[int]]) -> None:
    kept = list(choose_pieces(read_spans(archive[0]), OptOuts({"scripts-only.co.ke"})))
    assert [piece.kind for piece in kept if isinstance(piece, Span)] == [WarcRecordType.warcinfo]
    other = list(choose_pieces(read_spans(archive[0]), OptOuts({"another.co.ke"})))
    assert len(other) == 4
