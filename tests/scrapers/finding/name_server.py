"""A name server on this machine that knows what a test tells it, and writes down what it was asked."""

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from twisted.names import dns


@dataclass(slots=True)
class Names:
    """{name: addresses}: without any, the name is there all the same; `*.zone` answers for every name below; `silent`: no answer."""

    known: Mapping[str, tuple[str, ...]]
    silent: frozenset[str] = frozenset()
    asked: list[str] = field(default_factory=list)
    address: str = ""

    def find(self, name: str) -> tuple[str, ...] | None:
        return self.known.get(name, self.known.get("*." + name.partition(".")[2]))


@contextmanager
def open_names(known: Mapping[str, tuple[str, ...]], silent: frozenset[str] = frozenset()) -> Iterator[Names]:
    """The server while the block lasts; its `address` is HOST:PORT."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", 0))
        line.settimeout(0.05)
        names = Names(known, silent, address=f"127.0.0.1:{line.getsockname()[1]}")
        ended = threading.Event()
        thread = threading.Thread(target=_serve, args=(line, names, ended), daemon=True)
        thread.start()
        try:
            yield names
        finally:
            ended.set()
            thread.join()


def _serve(line: socket.socket, names: Names, ended: threading.Event) -> None:
    while not ended.is_set():
        try:
            question, sender = line.recvfrom(4096)
        except TimeoutError:
            continue
        message = dns.Message()
        message.fromStr(question)
        name = message.queries[0].name.name.decode().lower()
        names.asked.append(name)
        if name not in names.silent:
            line.sendto(_answer(message, names.find(name)), sender)


def _answer(message: dns.Message, addresses: tuple[str, ...] | None) -> bytes:
    message.answer, message.rCode = 1, 3 if addresses is None else 0
    query = message.queries[0]
    wanted = {dns.A: 4, dns.AAAA: 6}[query.type]
    for address in addresses or ():
        if (6 if ":" in address else 4) == wanted:
            record = dns.Record_A(address) if wanted == 4 else dns.Record_AAAA(address)
            message.answers.append(dns.RRHeader(query.name.name, query.type, payload=record))
    return bytes(message.toStr())
