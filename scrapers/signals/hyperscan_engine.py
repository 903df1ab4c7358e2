"""Hyperscan: thousands of phrases or patterns in one pass. Compiled once per set of patterns and kept in the user's cache folder."""

import hashlib
import os
import threading
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import hyperscan
import platformdirs

_BROKEN = (hyperscan.HyperscanError, ValueError)


class CompiledSet:
    """A set of patterns to scan bytes with. Each thread has a database and a scratch of its own; none crosses threads."""

    def __init__(self, patterns: Sequence[bytes], *, literal: bool, flags: int = 0) -> None:
        self._patterns, self._literal, self._flags = list(patterns), literal, flags
        self._serialised = self._load_cached()
        self._local = threading.local()

    def scan(self, text: bytes) -> list[tuple[int, int]]:
        """Number of the pattern and end offset in bytes of every match."""
        found: list[tuple[int, int]] = []
        if not self._patterns or not text:
            return found
        append = found.append
        self._database().scan(text, match_event_handler=lambda number, start, end, flags, context: append((number, end)))
        return found

    def _database(self) -> hyperscan.Database:
        if not hasattr(self._local, "database"):
            self._local.database = _open(self._serialised)
        database: hyperscan.Database = self._local.database
        return database

    def _load_cached(self) -> bytes:
        if not self._patterns:
            return b""
        path = self._cache_path()
        try:
            serialised = path.read_bytes()
            _open(serialised)
        except (OSError, *_BROKEN):
            serialised = self._compile()
            _write_quietly(path, serialised)
        return serialised

    def _compile(self) -> bytes:
        database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        flags = [self._flags] * len(self._patterns)
        database.compile(expressions=self._patterns, ids=list(range(len(self._patterns))), flags=flags, literal=self._literal)
        return bytes(hyperscan.dumpb(database))

    def _cache_path(self) -> Path:
        """A file whose name changes with the patterns, their flags and the version of Hyperscan."""
        digest = hashlib.sha256(f"{version('hyperscan')} {self._literal} {self._flags}".encode())
        for pattern in self._patterns:
            digest.update(len(pattern).to_bytes(4, "big") + pattern)
        return Path(platformdirs.user_cache_dir("ecomstat", appauthor=False)) / "patterns" / f"{digest.hexdigest()[:32]}.hs"


class HyperscanEngine:
    """Finds phrases in text and candidates among patterns in markup."""

    def __init__(self, phrases: Sequence[str], expressions: Sequence[str], anchors: Sequence[bytes]) -> None:
        encoded = [phrase.encode() for phrase in phrases]
        self._lengths = [len(phrase) for phrase in encoded]
        self._phrases = CompiledSet(encoded, literal=True)
        self._markup = CompiledSet([e.encode() for e in expressions], literal=False, flags=hyperscan.HS_FLAG_SINGLEMATCH)

    def find_literals(self, text: bytes) -> list[tuple[int, int, int]]:
        """Phrase number, start and end in bytes, of every occurrence, overlapping ones too."""
        lengths = self._lengths
        return [(number, end - lengths[number], end) for number, end in self._phrases.scan(text)]

    def find_candidates(self, markup: bytes) -> dict[int, int]:
        """Numbers of the patterns that may match, and where the first candidate ends."""
        return dict(self._markup.scan(markup))


def _open(serialised: bytes) -> hyperscan.Database:
    database = hyperscan.loadb(serialised, hyperscan.HS_MODE_BLOCK)
    database.scratch = hyperscan.Scratch(database)
    return database


def _write_quietly(path: Path, content: bytes) -> None:
    """Keep the compiled set for the next start; a folder that cannot be written only costs that start its speed."""
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        part.replace(path)
    except OSError:
        return
