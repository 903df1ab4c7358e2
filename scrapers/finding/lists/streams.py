"""Lines of a list, plain or compressed, one at a time."""

import bz2
import gzip
import lzma
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from catalogue.errors import FindError
from catalogue.messages import say

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LONGEST_LINE = 1 << 16
PACKED: dict[bytes, Callable[..., Any]] = {b"\x1f\x8b": gzip.open, b"BZh": bz2.open, b"\xfd7zXZ": lzma.open, b"\x28\xb5\x2f\xfd": zstd.open}
NO_LISTS = {b"PK\x03\x04": "ZIP", b"%PDF": "PDF", b"7z\xbc\xaf": "7-Zip", b"Rar!": "RAR", b"SQLite format 3": "SQLite", b"PAR1": "Parquet"}
DAMAGES = (EOFError, zlib.error, lzma.LZMAError, zstd.ZstdError, OSError)


def open_stream(path: Path) -> IO[bytes]:
    """The list's bytes, unpacked where the file is gzip, bzip2, xz or zstd, by its first bytes and not its name.

    Raises:
        FindError: there is no such file, it is a folder, it is empty, or it is packed in a way that holds no single list.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(16)
    except OSError as error:
        raise FindError(say("The list {path} cannot be opened ({reason}).", path=path, reason=error.strerror or error)) from error
    if not head:
        raise FindError(say("The list {file} is empty.", file=path.name))
    for magic, kind in NO_LISTS.items():
        if head.startswith(magic):
            raise FindError(say("{file} is a {kind} file, not a list: unpack or save it as text or CSV.", file=path.name, kind=kind))
    opening = next((function for magic, function in PACKED.items() if head.startswith(magic)), None)
    return opening(path, "rb") if opening else path.open("rb")


def read_lines(path: Path) -> Iterator[bytes | None]:
    """Every line without its end; None for one longer than LONGEST_LINE bytes.

    Raises:
        FindError: the file is damaged before its end, or none of what `open_stream` takes.
    """
    number = 0
    with open_stream(path) as stream:
        try:
            while line := stream.readline(LONGEST_LINE):
                number += 1
                is_whole = len(line) < LONGEST_LINE or line.endswith(b"\n")
                if not is_whole:
                    _skip_line(stream)
                yield line.rstrip(b"\r\n") if is_whole else None
        except DAMAGES as error:
            sentence = "{file} is damaged after line {number}: fetch or unpack it again."
            raise FindError(say(sentence, file=path.name, number=number)) from error


def read_head(path: Path, count: int) -> list[bytes]:
    """The first lines that are not blank, as far as they can be read."""
    head: list[bytes] = []
    for line in read_lines(path):
        if line and line.strip():
            head.append(line)
        if len(head) >= count:
            break
    return head


def _skip_line(stream: IO[bytes]) -> None:
    while (more := stream.readline(LONGEST_LINE)) and not more.endswith(b"\n"):
        pass
