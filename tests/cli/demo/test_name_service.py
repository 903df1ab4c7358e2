"""The name service tells which hosts there are, in the words of RFC 1035."""

import socket
import struct

import pytest

from cli.demo.answering import PORTAL
from cli.demo.country import invent_country
from cli.demo.name_service import answer_query, list_names
from cli.demo.server import DemoServer

NAMES = frozenset({"shop.co.xd", "www.shop.co.xd"})
A, AAAA = 1, 28


def _ask(name: str, kind: int = A, number: int = 77, flags: int = 0x0100) -> bytes:
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    return struct.pack("!6H", number, flags, 1, 0, 0, 0) + labels + b"\0" + struct.pack("!2H", kind, 1)


def _head(reply: bytes | None) -> tuple[int, int, int]:
    """Number, response code, count of answers."""
    assert reply is not None
    number, flags, _, answers, _, _ = struct.unpack_from("!6H", reply)
    assert flags & 0x8000
    return number, flags & 15, answers


def test_a_known_name_in_any_case_has_the_address_of_this_computer() -> None:
    reply = answer_query(_ask("SHOP.co.xd"), NAMES)
    assert _head(reply) == (77, 0, 1)
    assert reply is not None
    assert reply[-4:] == bytes([127, 0, 0, 1])
    assert reply[12:].startswith(b"\4SHOP\2co\2xd\0")


def test_an_unknown_name_does_not_exist() -> None:
    assert _head(answer_query(_ask("nobody.xd", number=5), NAMES)) == (5, 3, 0)


def test_a_known_name_has_no_other_records_but_exists() -> None:
    assert _head(answer_query(_ask("www.shop.co.xd", kind=AAAA), NAMES)) == (77, 0, 0)


@pytest.mark.parametrize("query", [b"", b"\0" * 11, _ask("shop.co.xd")[:-3], _ask("shop.co.xd", flags=0x8100), b"\0" * 12 + b"\xff" * 40])
def test_what_is_no_query_gets_no_reply(query: bytes) -> None:
    assert answer_query(query, NAMES) is None


def test_the_server_answers_by_udp_for_every_host_that_stands() -> None:
    country = invent_country(1, 60)
    names = list_names(country, PORTAL)
    assert {*country.sites, *country.moves} - country.gone <= names
    with DemoServer(country) as server, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as guest:
        guest.settimeout(5)
        host, port = server.name_service.split(":")
        for name, code in ((next(iter(names)), 0), ("nobody.xd", 3)):
            guest.sendto(_ask(name), (host, int(port)))
            assert _head(guest.recv(512))[1] == code
