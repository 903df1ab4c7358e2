"""Asking for the addresses of names, many at a time: the system's own way, or a name server given by its address."""

import asyncio
import errno
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from secrets import randbelow
from typing import Any, Protocol

from catalogue.errors import CrawlError
from catalogue.messages import say
from scrapers.finding.name_messages import AAAA, NO_SUCH_NAME, A, NameAnswer, read_answer, write_question

Addresses = tuple[str, ...] | None
"""The addresses of a name, () where it has none, None where nobody could say."""

AT_ONCE = 100
TRIES, SECONDS = 3, 2.0
UNKNOWN_NAME = frozenset({socket.EAI_NONAME, 11001})
WITHOUT_ADDRESS = frozenset({getattr(socket, "EAI_NODATA", 11004), 11004})
"""What systems say of a name that is not there, and of one that has no address; the numbers are Windows'."""


class NameServer(Protocol):
    """Asks for names; `key` names it in the store."""

    @property
    def key(self) -> str:
        """The server's name in the store; '' is the system's own way."""

    def ask(self, names: Sequence[str], tell: Callable[[int], None]) -> dict[str, Addresses]:
        """The addresses of names; `tell` hears of every name that is done."""


@dataclass(frozen=True, slots=True)
class SystemNames:
    """Names as this computer looks them up for everybody."""

    key: str = ""
    threads: int = 32

    def ask(self, names: Sequence[str], tell: Callable[[int], None]) -> dict[str, Addresses]:
        """The addresses of names."""
        found: dict[str, Addresses] = {}
        with ThreadPoolExecutor(self.threads) as pool:
            for name, addresses in zip(names, pool.map(_ask_system, names), strict=True):
                found[name] = addresses
                tell(1)
        return found


def _ask_system(name: str) -> Addresses:
    """The addresses of a name, else those of its `www.`, where the system says that the name itself is there."""
    try:
        entries = socket.getaddrinfo(name, 80, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in WITHOUT_ADDRESS and not name.startswith("www."):
            return _ask_system(f"www.{name}")
        return () if error.errno in UNKNOWN_NAME | WITHOUT_ADDRESS else None
    except (OSError, UnicodeError):
        return None
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in entries))


@dataclass(frozen=True, slots=True)
class GivenServer:
    """A name server at an address, asked over UDP."""

    host: str
    port: int
    key: str
    tries: int = TRIES
    seconds: float = SECONDS

    def ask(self, names: Sequence[str], tell: Callable[[int], None]) -> dict[str, Addresses]:
        """The addresses of names."""
        return asyncio.run(self._ask_all(names, tell))

    async def _ask_all(self, names: Sequence[str], tell: Callable[[int], None]) -> dict[str, Addresses]:
        transport, line = await asyncio.get_running_loop().create_datagram_endpoint(_Line, remote_addr=(self.host, self.port))
        found: dict[str, Addresses] = {}
        waiting = iter(names)

        async def ask_one_by_one() -> None:
            for name in waiting:
                found[name] = await self._find(line, name)
                tell(1)

        try:
            await asyncio.gather(*(ask_one_by_one() for _ in range(min(AT_ONCE, len(names)))))
        finally:
            transport.close()
        return found

    async def _find(self, line: "_Line", name: str) -> Addresses:
        """The addresses of a name, else those of its `www.`, where the name itself is there."""
        if not _is_name(name):
            return ()
        for asked, kind in ((name, A), (name, AAAA), (f"www.{name}", A)):
            answer = await self._ask_patiently(line, asked, kind)
            if answer is None or answer.code not in {0, NO_SUCH_NAME} or (answer.is_cut and not answer.addresses):
                return None
            if answer.addresses:
                return answer.addresses
            if answer.code == NO_SUCH_NAME:
                return ()
        return ()

    async def _ask_patiently(self, line: "_Line", name: str, kind: int) -> NameAnswer | None:
        for _ in range(self.tries):
            try:
                async with asyncio.timeout(self.seconds):
                    return await line.ask(name, kind)
            except TimeoutError:
                continue
            except OSError:
                return None
        return None


@dataclass(slots=True)
class _Line(asyncio.DatagramProtocol):
    """One socket to a server: questions under way by their number."""

    waiting: dict[int, tuple[bytes, asyncio.Future[NameAnswer]]] = field(default_factory=dict)
    transport: Any = None

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    async def ask(self, name: str, kind: int) -> NameAnswer:
        """What the server says; OSError where nobody listens."""
        while (number := randbelow(65536)) in self.waiting:
            pass
        question = write_question(number, name, kind)
        future: asyncio.Future[NameAnswer] = asyncio.get_running_loop().create_future()
        self.waiting[number] = question, future
        try:
            self.transport.sendto(question)
            return await future
        finally:
            self.waiting.pop(number, None)

    def datagram_received(self, data: bytes, _: Any) -> None:
        """Gives an answer to whoever asked for it; anything else is passed over."""
        asked, future = self.waiting.get(int.from_bytes(data[:2], "big"), (b"", None))
        if future is not None and not future.done() and (answer := read_answer(data, asked)) is not None:
            future.set_result(answer)

    def error_received(self, error: Exception) -> None:
        """Nobody listens there: every question under way ends."""
        for _, future in self.waiting.values():
            if not future.done():
                future.set_exception(OSError(errno.ECONNREFUSED, str(error)))


def _is_name(text: str) -> bool:
    """Whether a name can be asked for (RFC 1035, 2.3.4)."""
    return text.isascii() and len(text) <= 249 and all(0 < len(label) <= 63 for label in text.split("."))


def open_name_server(text: str | None) -> NameServer:
    """The name server HOST:PORT, or the system's where none is given. Raises CrawlError where the text names none."""
    if text is None:
        return SystemNames()
    host, _, port = text.rpartition(":")
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise CrawlError(say("{text} is not of the form HOST:PORT, such as 127.0.0.1:53.", text=text))
    try:
        address = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_DGRAM)[0][4]
    except OSError as error:
        raise CrawlError(say("{text} names no address: {reason}.", text=text, reason=error)) from error
    return GivenServer(str(address[0]), int(port), text)
