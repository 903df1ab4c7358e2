"""Bodies out of their content encoding: bounded, and never an error, whatever the server claims."""

import re
import zlib
from io import BytesIO

from fastwarc.stream_io import BrotliReader, ZstdReader

_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n")
MAX_BODY = 10 * 2**20
"""Bytes of a decoded body that are kept; what a bomb unpacks beyond is left out."""


def decode_body(body: bytes, encodings: str, limit: int = MAX_BODY) -> bytes:
    """The body with its content encodings taken off, at most `limit` bytes; as it is where it is not what its header says."""
    for encoding in reversed([name.strip().lower() for name in encodings.split(",")]):
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
    """Zlib data of either kind; a truncated stream gives what came."""
    for window_size in window_sizes:
        try:
            return zlib.decompressobj(window_size).decompress(body, limit)
        except zlib.error:
            continue
    return body


def _read_stream(reader: type, body: bytes, limit: int) -> bytes:
    try:
        with reader(BytesIO(body)) as stream:
            return bytes(stream.read(limit))
    except (OSError, ValueError):
        return body
