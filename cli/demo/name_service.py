"""The country's name service on 127.0.0.1: which hosts there are, as a DNS server tells it."""

import asyncio
import struct
from collections.abc import Set
from ipaddress import IPv4Address
from typing import cast

from cli.demo.records import DemoCountry

ADDRESS = IPv4Address("127.0.0.1").packed
HEADER, TYPE_A, CLASS_IN, SECONDS = struct.Struct("!6H"), 1, 1, 300
IS_REPLY, RECURSES, NO_SUCH_NAME, NOT_IMPLEMENTED = 0x8000, 0x0080, 3, 4
OPCODE, WANTS_RECURSION = 0x7800, 0x0100


def list_names(country: DemoCountry, portal: str) -> frozenset[str]:
    """Every name that has an address, with and without `www.`."""
    hosts = {*country.sites, *country.moves, portal} - country.gone
    return frozenset(hosts) | {f"www.{host}" for host in hosts}


def answer_query(query: bytes, names: Set[str]) -> bytes | None:
    """The reply to one DNS query: 127.0.0.1 for a known name, NXDOMAIN else; None for what is no query."""
    if len(query) < HEADER.size:
        return None
    number, flags, questions, *_ = HEADER.unpack_from(query)
    read = _read_question(query)
    if flags & IS_REPLY or questions != 1 or read is None:
        return None
    name, kind, end = read
    flags = IS_REPLY | RECURSES | flags & (OPCODE | WANTS_RECURSION)
    if flags & OPCODE:
        return HEADER.pack(number, flags | NOT_IMPLEMENTED, 0, 0, 0, 0)
    is_known = name in names
    found = _write_address() if is_known and kind == TYPE_A else b""
    return HEADER.pack(number, flags | (0 if is_known else NO_SUCH_NAME), 1, bool(found), 0, 0) + query[HEADER.size : end] + found


def _read_question(query: bytes) -> tuple[str, int, int] | None:
    """The name asked for in lower case, the type of record, and where the question ends; None where it is damaged."""
    labels, at = [], HEADER.size
    while at < len(query) and (length := query[at]):
        if length > 63:
            return None
        labels.append(query[at + 1 : at + 1 + length])
        at += 1 + length
    if at + 5 > len(query):
        return None
    return b".".join(labels).decode("ascii", errors="replace").lower(), int.from_bytes(query[at + 1 : at + 3]), at + 5


def _write_address() -> bytes:
    """An address record for the name of the question."""
    return struct.pack("!HHHIH", 0xC000 | HEADER.size, TYPE_A, CLASS_IN, SECONDS, len(ADDRESS)) + ADDRESS


class NameService(asyncio.DatagramProtocol):
    """Answers DNS queries by UDP; `asked` counts them."""

    def __init__(self, names: Set[str]) -> None:
        self._names = names
        self.asked = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keeps the way back."""
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Answers one query, and is silent to what is none."""
        self.asked += 1
        if (reply := answer_query(data, self._names)) is not None:
            self._transport.sendto(reply, addr)
