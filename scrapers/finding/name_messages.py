"""Questions to name servers and what they answer, as messages hold them (RFC 1035, 4)."""

import socket
from dataclasses import dataclass
from typing import Any, cast

from twisted.names import dns

A, AAAA = dns.A, dns.AAAA
NO_SUCH_NAME = dns.ENAME

FAMILIES = {A: socket.AF_INET, AAAA: socket.AF_INET6}
"""Kinds of records that hold an address."""

ANSWERS = slice(6, 8)
"""Where a message says how many records its answer has."""

DAMAGE = (EOFError, ValueError, IndexError, KeyError, TypeError)
"""What messages that are none trip their reader into."""


@dataclass(frozen=True, slots=True)
class NameAnswer:
    """What a server said: its code (0 for a name that is there), whether the message was cut off, and the addresses in it."""

    code: int
    is_cut: bool
    addresses: tuple[str, ...]


def write_question(number: int, name: str, kind: int) -> bytes:
    """The message that asks for the addresses of a kind of an ASCII name whose labels have 1 to 63 letters."""
    message = dns.Message(number, recDes=1)
    message.addQuery(name, kind)
    return bytes(message.toStr())


def read_answer(message: bytes, question: bytes) -> NameAnswer | None:
    """What a message answers to a question; None where it is no answer to it, or is damaged."""
    asked, said = _read_message(question), _read_message(message)
    if asked is None or said is None or not said.answer or said.id != asked.id or _list_queries(said) != _list_queries(asked):
        return None
    if len(said.answers) != int.from_bytes(message[ANSWERS], "big"):  # it broke off between two records
        return None
    payloads = ((FAMILIES[record.type], record.payload) for record in said.answers if record.type in FAMILIES)
    return NameAnswer(said.rCode, bool(said.trunc), tuple(socket.inet_ntop(family, cast(Any, found).address) for family, found in payloads))


def _read_message(message: bytes) -> dns.Message | None:
    read = dns.Message()
    try:
        read.fromStr(message)
    except DAMAGE:
        return None
    return read


def _list_queries(message: dns.Message) -> list[tuple[bytes, int]]:
    return [(query.name.name.lower(), query.type) for query in message.queries]
