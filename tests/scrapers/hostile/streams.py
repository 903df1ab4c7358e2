"""Small bodies that unpack to ten gigabytes, and wires that say what no server in earnest says."""

import gzip
import socket
import struct
import time
import zlib
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import repeat
from typing import Any

import brotli

from tests.scrapers.crawling.town import Answer

TEN_GIGABYTES = 10 * 2**30
BEGINNING = b"<!doctype html><html lang=en><title>Chairs</title><h1>Chairs</h1><p>We make chairs and tables by hand.</p><p>"
PAGE = b"Content-Type: text/html; charset=utf-8\r\n"
OK = b"HTTP/1.1 200 OK\r\n" + PAGE


@cache
def gzip_bomb(beginning: bytes = BEGINNING) -> bytes:
    """Gzip within gzip: 16 MB of blanks, written once and repeated, since a full flush leaves a stream that can go on with any block."""
    piece = 16 * 2**20
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    first = packer.compress(beginning) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * piece) + packer.flush(zlib.Z_FULL_FLUSH)
    return gzip.compress(first + block * (TEN_GIGABYTES // piece), mtime=0)


@cache
def brotli_bomb() -> bytes:
    """Blanks copied from the blanks before, ten gigabytes of them."""
    piece, packer = b" " * (16 * 2**20), brotli.Compressor(quality=5, lgwin=24)
    packed = packer.process(BEGINNING) + packer.flush() + packer.process(piece) + packer.flush()
    block = packer.process(piece) + packer.flush()
    return packed + block * (TEN_GIGABYTES // len(piece))


@cache
def zstd_bomb() -> bytes:
    """A frame of blocks that each say one blank 128 KiB times (RFC 8878, 3.1.1.2)."""
    size = 128 * 2**10
    frame_header = b"\x28\xb5\x2f\xfd" + b"\x00" + b"\x38"  # no content size, window 2^17
    raw = (len(BEGINNING) << 3).to_bytes(3, "little") + BEGINNING
    again = ((size << 3) | 0b010).to_bytes(3, "little") + b" "
    return frame_header + raw + again * (TEN_GIGABYTES // size)


def send(*pieces: bytes) -> Answer:
    """These bytes as they are, and the end of the connection."""
    return _act(pieces)


def pour(beginning: bytes, piece: bytes, pause: float = 0.002) -> Answer:
    """A beginning, then the same again and again until the visitor hangs up."""
    return _act([beginning], repeat(piece), pause)


def reset() -> Answer:
    """The connection torn down instead of closed."""

    def act(handler: Any) -> None:
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.connection.close()

    return Answer(act=act)


def _act(first: Sequence[bytes], then: Iterable[bytes] = (), pause: float = 0.0) -> Answer:
    def act(handler: Any) -> None:
        for piece in first:
            handler.wfile.write(piece)
        for piece in then:
            handler.wfile.write(piece)
            time.sleep(pause)

    return Answer(act=act)
