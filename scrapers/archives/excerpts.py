"""Single records of archives copied into another one, byte by byte."""

import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from scrapers.archives.places import find_file

BLOCK = 1 << 16
MOST_BYTES = 64 << 20
"""Of one record as it lies in its archive; a longer one is left out."""
MOST_HEADER = 1 << 16

Place = tuple[str, int]
"""An archive as `pages.warc_file` names it, and the byte where a record begins."""


def copy_records(store_path: Path, places: Iterable[Place], target: Path) -> dict[Place, int]:
    """Writes the records at these places into a new archive; {place: byte in the new archive}, without those that cannot be read."""
    copied = dict[Place, int]()
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as stream:
        for place in dict.fromkeys(places):
            record = _read_record(find_file(store_path, place[0]), place[1])
            if record:
                copied[place] = stream.tell()
                stream.write(record)
    return copied


def _read_record(path: Path, offset: int) -> bytes | None:
    """The record's bytes, packed by gzip; None where no whole one begins there."""
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            start = stream.read(2)
            stream.seek(offset)
            return _read_packed(stream) if start == b"\x1f\x8b" else _read_plain(stream)
    except OSError:
        return None


def _read_packed(stream: BinaryIO) -> bytes | None:
    """A member of a gzip file, as it lies there."""
    unpacking, taken = zlib.decompressobj(wbits=31), bytearray()
    try:
        while not unpacking.eof and len(taken) < MOST_BYTES and (block := stream.read(BLOCK)):
            taken += block
            unpacking.decompress(block)
    except zlib.error:
        return None
    return bytes(taken[: len(taken) - len(unpacking.unused_data)]) if unpacking.eof else None


def _read_plain(stream: BinaryIO) -> bytes | None:
    """A record of an archive that is not packed, packed here."""
    start = stream.read(MOST_HEADER)
    header, end, _ = start.partition(b"\r\n\r\n")
    lengths = [line.partition(b":")[2].strip() for line in header.splitlines() if line.lower().startswith(b"content-length:")]
    if not end or not start.startswith(b"WARC/") or len(lengths) != 1 or not lengths[0].isdigit() or int(lengths[0]) > MOST_BYTES:
        return None
    size = len(header) + len(end) + int(lengths[0])
    record = start + stream.read(max(size - len(start), 0))
    if len(record) < size:
        return None
    packing = zlib.compressobj(wbits=31)
    return packing.compress(record[:size] + b"\r\n\r\n") + packing.flush()
