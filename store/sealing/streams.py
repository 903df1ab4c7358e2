"""Content sealed by AES-256-GCM in pieces that can be neither exchanged, repeated, left out nor cut off (the STREAM construction).

Each piece has its number and whether it is the last in its nonce, and the file's header as associated data.
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from catalogue.errors import BundleError
from catalogue.messages import say
from store.sealing.header import Header, make_header, open_header, open_sealed, take_header

PIECE = 1 << 20
TAG = 16
OWNER_ONLY = 0o600


def seal(source: BinaryIO, target: Path, kind: str, handout: str, phrase: str) -> None:
    """Writes what the source holds into a new sealed file."""
    opened = make_header(kind, handout, phrase)
    cipher = AESGCM(opened.key)
    target.touch(mode=OWNER_ONLY)
    with target.open("wb") as stream:
        stream.write(opened.bound)
        for number, piece, is_last in _cut(source, PIECE):
            stream.write(cipher.encrypt(_nonce(number, is_last), piece, opened.bound))


def unseal(file: Path, target: BinaryIO, kind: str, phrase: str) -> Header:
    """Writes what a sealed file holds into the target; what was written before an error is to be thrown away.

    Raises:
        BundleError: it is another kind of file or pass phrase, or the file was altered.
    """
    with open_sealed(file) as stream:
        header = take_header(stream, file)
        if header.kind != kind:
            raise BundleError(_say_other_kind(file, kind))
        opened = open_header(header, phrase, file)
        cipher = AESGCM(opened.key)
        try:
            for number, piece, is_last in _cut(stream, PIECE + TAG):
                target.write(cipher.decrypt(_nonce(number, is_last), piece, opened.bound))
        except InvalidTag as error:
            raise BundleError(
                say("{file} was altered or damaged on its way: nothing of it was taken. Ask for it again.", file=file)
            ) from error
    return header


def _cut(source: BinaryIO, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """(number, piece, whether it is the last one); nothing at all is one empty piece."""
    number, piece = 0, source.read(size)
    while True:
        following = source.read(size) if len(piece) == size else b""
        yield number, piece, not following
        if not following:
            return
        number, piece = number + 1, following


def _nonce(number: int, is_last: bool) -> bytes:
    """The key is the file's own, so that numbers from 0 are never used twice with it."""
    return struct.pack(">7xI?", number, is_last)


def _say_other_kind(file: Path, kind: str) -> str:
    if kind == "answers":
        return say("{file} holds no answers: give the file that the reviewer has sent back (saved on their page Send back).", file=file)
    return say_no_bundle(file)


def say_no_bundle(file: Path) -> str:
    """The sentence for a file that is something else."""
    return say("{file} is no bundle for reviewing: give the file that the office has packed for you.", file=file)
