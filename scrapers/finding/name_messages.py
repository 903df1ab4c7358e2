"""Questions to name servers and what they answer, as messages hold them (RFC 1035, 4)."""

import socket
import struct
from dataclasses import dataclass

A, AAAA = 1, 28
NO_SUCH_NAME = 3

_HEAD = struct.Struct("!HHHHHH")
_RECORD = struct.Struct("!HHIH")
_INTERNET, _PLEASE_FIND_OUT = 1, 0x0100
_IS_ANSWER, _IS_CUT, _CODE = 0x8000, 0x0200, 0x000F
_POINTER = 0xC0
_FAMILIES = {(A, 4): socket.AF_INET, (AAAA, 16): socket.AF_INET6}
"""Kinds of records that hold an address, with its length."""


@dataclass(frozen=True, slots=True)
class NameAnswer:
    """What a server said: its code (0 for a name that is there), whether the message was cut off, and the addresses in it."""

    code: int
    is_cut: bool
    addresses: tuple[str, ...]


def write_question(number: int, name: str, kind: int) -> bytes:
    """The message that asks for the addresses of a kind of an ASCII name whose labels have 1 to 63 letters."""
    labels = b"".join(bytes([len(label)]) + label for label in name.encode("ascii").split(b"."))
    return _HEAD.pack(number, _PLEASE_FIND_OUT, 1, 0, 0, 0) + labels + struct.pack("!BHH", 0, kind, _INTERNET)


def read_answer(message: bytes, question: bytes) -> NameAnswer | None:
    """What a message answers to a question; None where it is no answer to it, or is damaged."""
    try:
        number, flags, questions, answers, _, _ = _HEAD.unpack_from(message)
        is_about = message[_HEAD.size : len(question)].lower() == question[_HEAD.size :].lower()
        if not (flags & _IS_ANSWER and questions == 1 and is_about and number == int.from_bytes(question[:2], "big")):
            return None
        return NameAnswer(flags & _CODE, bool(flags & _IS_CUT), _read_addresses(message, len(question), answers))
    except (struct.error, IndexError):
        return None


def _read_addresses(message: bytes, at: int, records: int) -> tuple[str, ...]:
    """The addresses in so many records; IndexError or struct.error where the message ends before they do."""
    found: list[str] = []
    for _ in range(records):
        at = _skip_name(message, at)
        kind, _, _, length = _RECORD.unpack_from(message, at)
        at += _RECORD.size
        family = _FAMILIES.get((kind, length))
        if family is not None:
            found.append(socket.inet_ntop(family, _cut(message, at, length)))
        at += length
    return tuple(found)


def _cut(message: bytes, at: int, length: int) -> bytes:
    return bytes(struct.unpack_from(f"{length}s", message, at)[0])


def _skip_name(message: bytes, at: int) -> int:
    """Where a name ends that begins here: with an empty label, or with a pointer to the rest of it."""
    while length := message[at]:
        if length >= _POINTER:
            return at + 2
        at += length + 1
    return at + 1
