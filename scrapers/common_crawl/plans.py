"""What is to be fetched of each site, kept beside the archive, so that no site is looked up twice."""

import json
from collections.abc import Iterator
from dataclasses import astuple
from pathlib import Path

from scrapers.common_crawl.captures import Capture


class Plan:
    """A file with one line a site: its name and the captures that are wanted, none where the crawl does not have it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        if path.exists():
            _cut_after_last_line(path)

    def add(self, site: str, captures: tuple[Capture, ...]) -> None:
        """Keeps what was found of a site."""
        line = json.dumps([site, [astuple(capture) for capture in captures]], ensure_ascii=False)
        with self._path.open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(line + "\n")

    def read(self) -> Iterator[tuple[str, tuple[Capture, ...]]]:
        """Each site with its captures, in the order in which they were added."""
        if self._path.exists():
            with self._path.open(encoding="utf-8", newline="\n") as stream:
                for line in stream:
                    site, captures = json.loads(line)
                    yield site, tuple(Capture(*values) for values in captures)


def _cut_after_last_line(path: Path) -> None:
    """Takes away a line that a kill left half written."""
    with path.open("r+b") as stream:
        end = stream.seek(0, 2)
        while end:
            start = max(0, end - (1 << 16))
            stream.seek(start)
            at = stream.read(end - start).rfind(b"\n")
            if at >= 0:
                stream.truncate(start + at + 1)
                return
            end = start
        stream.truncate(0)
