"""What a crawl tells while it works: lines of JSON for the command that started it, sentences for a person."""

import json
import sys
from contextlib import suppress
from dataclasses import asdict
from time import monotonic
from typing import Any, TextIO

from catalogue.messages import say, say_count
from scrapers.crawling.options import CrawlReport

EVERY = 5.0
"""Seconds between two lines about progress for a person."""


class Teller:
    """Writes to `stream`; `as_json` for the parent process, otherwise for a person."""

    def __init__(self, *, as_json: bool, stream: TextIO | None = None) -> None:
        self._as_json, self._stream = as_json, stream or sys.stdout
        self._done, self._total, self._label, self._told_at = 0, 0, "", 0.0

    def start(self, label: str, total: int) -> None:
        """A round of so many sites begins."""
        self._done, self._total, self._label = 0, total, label
        self._write({"event": "start", "label": label, "total": total}, f"{label}: {total}")

    def advance(self, steps: int) -> None:
        """So many more sites are done."""
        self._done += steps
        line = say("{label}: {done} of {total}", label=self._label, done=self._done, total=self._total)
        self._write({"event": "advance", "steps": steps}, line if monotonic() - self._told_at > EVERY else None)

    def note(self, sentence: str) -> None:
        """Something to read now."""
        self._write({"event": "note", "sentence": sentence}, sentence)

    def fail(self, sentence: str) -> None:
        """Why the crawl could not begin or go on."""
        self._write({"event": "failed", "sentence": sentence}, None)
        if not self._as_json:
            print(sentence, file=sys.stderr, flush=True)

    def report(self, report: CrawlReport) -> None:
        """What the crawl did."""
        self._write({"event": "report", **asdict(report)}, describe_report(report))

    def _write(self, event: dict[str, Any], line: str | None) -> None:
        """Writes for whoever listens; a listener that is gone does not stop the crawl from ending well."""
        with suppress(OSError):
            self._print(event, line)

    def _print(self, event: dict[str, Any], line: str | None) -> None:
        if self._as_json:
            print(json.dumps(event, default=str), file=self._stream, flush=True)
        elif line is not None:
            self._told_at = monotonic()
            print(line, file=self._stream, flush=True)


def describe_report(report: CrawlReport) -> str:
    """A crawl's report in one line."""
    statuses = ", ".join(f"{status} {n}" for status, n in report.statuses.items())
    sentence = say("{country} {wave}: {visited} visits; websites by status: {statuses}.", country=report.country, wave=report.wave,
                   visited=report.visited, statuses=statuses or "-")  # fmt: skip
    if report.to_try_again:
        again = say(
            "{count} will be tried again: run the crawl again on {day} or later.",
            count=report.to_try_again,
            day=report.try_again_from or "-",
        )
        sentence = f"{sentence} {again}{describe_rest(report)}"
    return sentence


def describe_rest(report: CrawlReport) -> str:
    """Whom the day does not hold for, as a sentence to add; "" where it holds for all."""
    if not report.resting:
        return ""
    return " " + say_count(
        "{count} of them asked to be left alone for longer, until {day}.",
        "{count} of them asked to be left alone for longer, the last until {day}.",
        report.resting,
        day=report.resting_until or "-",
    )
