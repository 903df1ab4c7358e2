"""The country's web on 127.0.0.1: every host by its Host header, in a thread of its own.

`python -m cli.demo.server --seed 1 --port 8899` serves it until Ctrl-C,
to look for websites by hand with `--connect-to 127.0.0.1:8899 --dns 127.0.0.1:8899 --allow-private`.
"""

import argparse
import asyncio
import threading
from http import HTTPStatus
from pathlib import Path
from types import TracebackType

from catalogue.messages import say
from cli.demo.answering import PORTAL, Answer, answer
from cli.demo.country import invent_country
from cli.demo.lists import write_directory, write_zone
from cli.demo.name_service import NameService, list_names
from cli.demo.records import DemoCountry
from cli.demo.register import write_register

IDLE_SECONDS = 30.0
REQUEST_LIMIT = 32_768


class DemoServer:
    """Serves a country while its `with` block runs: `address` is what `--connect-to` wants, `name_service` what `--dns` wants.

    `asked` lists (host, path) of all requests.
    """

    def __init__(self, country: DemoCountry, port: int = 0) -> None:
        self.country, self.port = country, port
        self.asked: list[tuple[str, str]] = []
        self._loop = asyncio.new_event_loop()
        self._started = threading.Event()
        self._failure: OSError | None = None
        self._thread = threading.Thread(target=self._run, name="demo-server", daemon=True)

    @property
    def address(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.port}"

    @property
    def name_service(self) -> str:
        """Host and port of the name service."""
        return f"127.0.0.1:{self._dns_port}"

    def __enter__(self) -> "DemoServer":
        self._thread.start()
        self._started.wait()
        if self._failure is not None:
            raise self._failure
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        self._stop = asyncio.Event()
        self._open: set[asyncio.Task[None]] = set()
        try:
            server = await asyncio.start_server(self._accept, "127.0.0.1", self.port, limit=REQUEST_LIMIT, backlog=512)
        except OSError as error:
            self._failure = error
            self._started.set()
            return
        self.port = server.sockets[0].getsockname()[1]
        transport = await self._serve_names()
        self._started.set()
        await self._stop.wait()
        server.close()
        transport.close()
        for task in tuple(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _serve_names(self) -> asyncio.DatagramTransport:
        """The name service: by UDP on the server's own port, or on another where that is taken."""
        names = NameService(list_names(self.country, PORTAL))
        try:
            transport, _ = await self._loop.create_datagram_endpoint(lambda: names, local_addr=("127.0.0.1", self.port))
        except OSError:
            transport, _ = await self._loop.create_datagram_endpoint(lambda: names, local_addr=("127.0.0.1", 0))
        self._dns_port = transport.get_extra_info("sockname")[1]
        return transport

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            while await self._exchange(reader, writer):
                pass
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError, ConnectionError, asyncio.CancelledError):
            pass  # the guest has gone, or the server stops
        finally:
            self._open.discard(task)
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and its answer; whether the connection stays open."""
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), IDLE_SECONDS)
        method, target, headers = _read_head(head)
        host = headers.get("host", "")
        self.asked.append((host, target))
        reply = answer(self.country, host, target, takes_gzip="gzip" in headers.get("accept-encoding", ""))
        if reply.waits:
            await asyncio.sleep(reply.waits)
        if reply.drops:
            return False
        if method not in {"GET", "HEAD"}:
            reply = Answer(405, {"Content-Type": "text/plain"}, b"")
        keep = headers.get("connection", "").lower() != "close" and method in {"GET", "HEAD"}
        writer.write(_write_head(reply, keep=keep) + (reply.body if method != "HEAD" else b""))
        await writer.drain()
        return keep


def _read_head(head: bytes) -> tuple[str, str, dict[str, str]]:
    lines = head.decode("latin-1").split("\r\n")
    method, target = ([*lines[0].split(" "), "/"])[:2]
    if target.startswith("http://"):
        target = "/" + target[7:].partition("/")[2]
    pairs = (line.partition(":") for line in lines[1:] if line)
    return method, target, {name.strip().lower(): value.strip() for name, _, value in pairs}


def _write_head(reply: Answer, *, keep: bool) -> bytes:
    lines = [f"HTTP/1.1 {reply.status} {HTTPStatus(reply.status).phrase}", *(f"{name}: {value}" for name, value in reply.headers.items())]
    lines += [f"Content-Length: {len(reply.body)}", f"Connection: {'keep-alive' if keep else 'close'}", "", ""]
    return "\r\n".join(lines).encode("latin-1", errors="replace")


def serve_forever() -> None:
    """Serves a country until Ctrl-C, from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=8899)
    parser.add_argument("--enterprises", type=int, default=2000)
    parser.add_argument("--register", type=Path, help="also write the country's register into this file")
    parser.add_argument("--lists", type=Path, help="also write its lists of domains into this folder: zone.txt, directory.csv")
    chosen = parser.parse_args()
    country = invent_country(chosen.seed, chosen.enterprises)
    if chosen.register:
        write_register(country, chosen.register)
    if chosen.lists:
        write_zone(country, chosen.lists / "zone.txt")
        write_directory(country, chosen.lists / "directory.csv")
    try:
        _serve_until_interrupt(country, chosen.port)
    except OSError as error:
        parser.error(say("Port {port} cannot be used ({reason}): name another with --port.", port=chosen.port, reason=error.strerror))


def _serve_until_interrupt(country: DemoCountry, port: int) -> None:
    with DemoServer(country, port) as server:
        hosts = [site.host for site in country.sites.values() if site.manner == "answers"][:3]
        print(
            say(
                "{count} sites on {address}, their name service on {dns} (UDP). Ctrl-C ends. Some hosts: {hosts}",
                count=len(country.sites),
                address=server.address,
                dns=server.name_service,
                hosts=" ".join(hosts),
            ),
            flush=True,
        )
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    serve_forever()
