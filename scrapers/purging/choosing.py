"""Which records of an archive of ours stay when a website goes; all others are copied byte by byte."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fastwarc import ArchiveIterator, WarcRecordType

from scrapers.archives.outcomes import SiteOutcome, read_outcome
from scrapers.archives.reading import FAULTS, PAGES, is_cut_off, open_archive
from scrapers.archives.writing import build_outcome_record
from scrapers.crawling.opting_out import OptOuts


@dataclass(frozen=True, slots=True)
class Span:
    """A record's bytes in its file, from `start` to before `end`; `outcome` where it closes a site."""

    start: int
    end: int
    kind: WarcRecordType
    url: str = ""
    outcome: SiteOutcome | None = None


Piece = Span | bytes
"""What an archive is written of: a record as it stands in the old file, or the bytes of a new one."""


def read_spans(path: Path) -> Iterator[Span]:
    """The whole records of an archive in their order; what is broken ends it. Raises CrawlError where the file cannot be opened."""
    last: Span | None = None
    with open_archive(path) as stream:
        records = ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=False, strict_mode=False)
        while True:
            try:
                record = next(records, None)
                if record is None:
                    break
                start, url = record.stream_pos, (record.headers.get("WARC-Target-URI") or "").strip("<> ")
                closes = record.record_type & WarcRecordType.metadata
                found = Span(start, 0, record.record_type, url, read_outcome(record.reader.read()) if closes else None)
            except FAULTS:
                return  # the record before may be what is broken
            if last is not None:
                yield replace(last, end=start)
            last = found
    if last is not None and not is_cut_off(path, last.start):
        yield replace(last, end=path.stat().st_size)


def choose_pieces(spans: Iterator[Span], opt_outs: OptOuts) -> Iterator[Piece]:
    """What stays: whole visits of other websites, without answers that came from addresses on the list."""
    pending: list[Span] = []
    for span in spans:
        if span.outcome is not None:
            yield from _judge_visit(pending, span, span.outcome, opt_outs)
            pending = []
        elif span.kind & WarcRecordType.warcinfo:
            yield span
        else:
            pending.append(span)
    yield from _leave_out(pending, opt_outs.hold_address)


def _judge_visit(pending: Sequence[Span], closing: Span, outcome: SiteOutcome, opt_outs: OptOuts) -> Iterator[Piece]:
    """What stays of a visit, and of what stands before it, which a crawl that was killed has left."""
    begin = _find_beginning(pending, outcome.responses)
    yield from _leave_out(pending[:begin], opt_outs.hold_address)
    if opt_outs.hold(outcome.site):
        return
    visit = pending[begin:]
    kept = _leave_out(visit, opt_outs.hold_address)
    yield from kept
    lost = [span for span in visit if span not in kept]
    left_out = tuple(page for page in outcome.left_out if not opt_outs.hold_address(page.url))
    if not lost and left_out == outcome.left_out:
        yield closing
        return
    urls = {span.url for span in lost}
    count = sum(bool(span.kind & PAGES) for span in kept)
    read = tuple(url for url in outcome.read if url not in urls)
    yield build_outcome_record(replace(outcome, responses=count, left_out=left_out, read=read))


def _leave_out(spans: Sequence[Span], holds_address: Callable[[str], bool]) -> list[Span]:
    return [span for span in spans if not holds_address(span.url)]


def _find_beginning(pending: Sequence[Span], responses: int) -> int:
    """Where a visit of so many responses begins: with them, and the robots.txt before them."""
    begin = len(pending)
    while begin and responses:
        begin -= 1
        responses -= bool(pending[begin].kind & PAGES)
    while begin and pending[begin - 1].kind & WarcRecordType.resource:
        begin -= 1
    return begin
