"""What a search service answered, kept beside the store, so that nothing is asked and paid twice."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from scrapers.finding.searching.services import SearchService
from store.additions import searches_folder


def place_answers(store_path: Path, wave: str) -> Path:
    """The file of a wave's answers."""
    safe = "".join(sign if sign.isalnum() or sign in "-_" else "_" for sign in wave)
    return searches_folder(store_path) / f"{safe}.jsonl"


class KeptAnswers:
    """Answers by a digest of service and question, one JSON line each; neither question nor key is written. A context manager.

    A line that broke off is passed over, and its question asked again.
    """

    def __init__(self, path: Path, service: SearchService) -> None:
        self._path = path
        self._mark = json.dumps(
            [service.address, service.results, [name for name, _ in service.headers], service.country, service.language]
        )
        self._offsets: dict[bytes, int] = {}

    def __enter__(self) -> "KeptAnswers":
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._stream = self._path.open("a+b")
        self._stream.seek(0)
        at = 0
        for line in self._stream:
            if (entry := _read_line(line)) is not None:
                self._offsets[bytes.fromhex(entry[0])] = at
            at += len(line)
            ended = line.endswith(b"\n")
        if at and not ended:
            self._stream.write(b"\n")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._stream.close()

    def find(self, query: str) -> tuple[str, ...] | None:
        """What was answered to a question, or None where it was never asked."""
        offset = self._offsets.get(self._digest(query))
        if offset is None:
            return None
        self._stream.seek(offset)
        entry = _read_line(self._stream.readline())
        return entry[1] if entry else None

    def keep(self, query: str, addresses: Sequence[str]) -> None:
        """Writes an answer down at once."""
        digest = self._digest(query)
        entry = {"asked": digest.hex(), "found": list(addresses), "at": datetime.now(UTC).isoformat(timespec="seconds")}
        self._offsets[digest] = self._stream.seek(0, 2)
        self._stream.write(json.dumps(entry, ensure_ascii=False).encode() + b"\n")
        self._stream.flush()

    def _digest(self, query: str) -> bytes:
        return hashlib.blake2b(f"{self._mark}\n{query}".encode(), digest_size=16).digest()


def _read_line(line: bytes) -> tuple[str, tuple[str, ...]] | None:
    """(digest, addresses) of a line, or None where it is damaged."""
    try:
        entry = json.loads(line)
        found = tuple(str(address) for address in entry["found"])
        return (entry["asked"], found) if len(bytes.fromhex(entry["asked"])) == 16 else None
    except (ValueError, KeyError, TypeError):
        return None
