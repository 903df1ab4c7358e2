"""What is to be fetched of each site, kept beside the archive, so that no site is looked up twice."""

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import astuple
from pathlib import Path

from scrapers.common_crawl.captures import Capture

SUFFIX = ".warc.gz.plan"


def place_plan(folder: Path, country: str, wave: str, crawl: str) -> Path:
    """The file of the plan of a crawl for a wave's websites."""
    return folder / f"{country}-{wave}-{crawl}{SUFFIX}"


def list_plans(folder: Path, country: str, wave: str) -> list[Path]:
    """The plans of a wave."""
    return sorted(folder.glob(f"{country}-{wave}-CC-MAIN-*{SUFFIX}"))


class Plan:
    """A file with one line a site: its name and the captures that are wanted, none where the crawl does not have it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        if path.exists():
            _cut_after_last_line(path)

    def add(self, site: str, captures: tuple[Capture, ...]) -> None:
        """Keeps what was found of a site."""
        with self._path.open("a", encoding="utf-8", newline="\n") as stream:
            stream.write(_write_line(site, captures))

    def read(self) -> Iterator[tuple[str, tuple[Capture, ...]]]:
        """Each site with its captures, in the order in which they were added."""
        if self._path.exists():
            with self._path.open(encoding="utf-8", newline="\n") as stream:
                for line in stream:
                    site, captures = json.loads(line)
                    yield site, tuple(Capture(*values) for values in captures)

    def leave_out(self, holds: Callable[[str], bool]) -> None:
        """Takes the lines of sites out of the file, all or none."""
        part = self._path.with_name(f"{self._path.name}.part")
        with part.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(_write_line(site, captures) for site, captures in self.read() if not holds(site))
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(self._path)


def _write_line(site: str, captures: tuple[Capture, ...]) -> str:
    return json.dumps([site, [astuple(capture) for capture in captures]], ensure_ascii=False) + "\n"


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
