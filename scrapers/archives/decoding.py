"""Bodies out of their content encoding: bounded, and never an error, whatever the server claims."""

import re
import zlib
from contextlib import suppress
from io import BytesIO

from fastwarc.stream_io import BrotliReader, ZstdReader

_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n")
MAX_BODY = 10 * 2**20
"""Bytes of a decoded body that are kept; what a bomb unpacks beyond is left out."""

MOST_ENCODINGS = 4
"""Encodings on top of each other that are taken off; nobody in earnest uses more than one."""

PIECE = 64 * 2**10

MOST_STEPS = 2**17
"""Bytes of a damaged stream that are gone through."""

MOST_MEMBERS = 100
"""Streams in one body that are unpacked: thousands of empty ones would take as long as their writer likes."""


def decode_body(body: bytes, encodings: str, limit: int = MAX_BODY) -> bytes:
    """The body with its content encodings taken off, at most `limit` bytes; as it is where it is not what its header says."""
    names = [name.strip().lower() for name in encodings.split(",") if name.strip()]
    for encoding in reversed(names[-MOST_ENCODINGS:]):
        body = _decode_one(body, encoding, limit)
    return body[:limit]


def join_chunks(body: bytes) -> bytes:
    """The body of a chunked transfer put together; as it is where it is not chunked after all."""
    chunks, at = [], 0
    while header := _CHUNK.match(body, at):
        size = int(header[1], 16)
        chunks.append(body[header.end() : header.end() + size])
        if not size:
            return b"".join(chunks)
        at = header.end() + size + 2
    return b"".join(chunks) if at >= len(body) else body


def _decode_one(body: bytes, encoding: str, limit: int) -> bytes:
    if encoding in {"gzip", "x-gzip"}:
        return _inflate(body, (31,), limit)
    if encoding == "deflate":
        return _inflate(body, (15, -15), limit)
    if encoding in {"br", "zstd"}:
        reader = BrotliReader if encoding == "br" else ZstdReader
        return _read_stream(reader, body, limit)
    return body


def _inflate(body: bytes, window_sizes: tuple[int, ...], limit: int) -> bytes:
    """Zlib data of one of these kinds; a truncated or damaged stream gives what came, and what is no such data stays as it is."""
    for window_size in window_sizes:
        if out := _inflate_members(body, window_size, limit):
            return out
    return b"" if _is_empty_stream(body, window_sizes) else body


def _inflate_members(body: bytes, window_size: int, limit: int) -> bytes:
    """The streams that stand one after the other in the body, unpacked until the limit or the first fault."""
    out = bytearray()
    for _ in range(MOST_MEMBERS):
        if not body or len(out) >= limit:
            break
        stream = zlib.decompressobj(window_size)
        out += _inflate_stream(stream, body, limit - len(out))
        if not stream.eof:
            break
        body = stream.unused_data
    return bytes(out)


def _inflate_stream(stream: "zlib._Decompress", body: bytes, limit: int) -> bytes:
    """One stream; zlib gives nothing of a piece with a fault in it, so that such a piece is gone through byte by byte."""
    before = stream.copy()
    try:
        return stream.decompress(body, limit)
    except zlib.error:
        return _inflate_to_fault(before, body[:MOST_STEPS], limit)


def _inflate_to_fault(stream: "zlib._Decompress", body: bytes, limit: int) -> bytes:
    out = bytearray()
    with suppress(zlib.error):
        for at in range(len(body)):
            if len(out) >= limit:
                break
            out += stream.decompress(body[at : at + 1], limit - len(out))
    return bytes(out)


def _is_empty_stream(body: bytes, window_sizes: tuple[int, ...]) -> bool:
    """Whether the body is a whole stream with nothing in it."""
    for window_size in window_sizes:
        stream = zlib.decompressobj(window_size)
        try:
            if not stream.decompress(body, 1) and stream.eof:
                return True
        except zlib.error:
            continue
    return False


def _read_stream(reader: type, body: bytes, limit: int) -> bytes:
    """Bytes of a brotli or zstd stream, piece by piece, so that a truncated one gives what came."""
    out = bytearray()
    try:
        with reader(BytesIO(body)) as stream:
            while len(out) < limit and (piece := stream.read(min(PIECE, limit - len(out)))):
                out += piece
    except (OSError, ValueError, RuntimeError):
        return bytes(out) or body
    return bytes(out)
