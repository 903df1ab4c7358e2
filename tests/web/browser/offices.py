"""An office at work: a store with a wave in it, people of each role, and the application served to browsers."""

import csv
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from classify.reviewing import ensure_queues
from store.accounts import ADJUDICATOR, METHODOLOGIST, REVIEWER, VIEWER, add_person, open_accounts, waive_practice
from store.opening import open_store
from store.reviewing import close_queue, read_queues
from tests.cli.test_commands import run
from tests.web.browser.world import COUNTRY, WAVE, invent_firms, write_archive, write_register
from web.application import build_application

PASSWORD = "four plain words here"
PEOPLE = {"Ana": REVIEWER, "Ben": REVIEWER, "Nina": REVIEWER, "Judith": ADJUDICATOR, "Vera": VIEWER, "Maria": METHODOLOGIST}
PRACTISED = ("Ana", "Ben", "Judith", "Maria")
"""For whom practice was waived; Nina is new."""

SAMPLE_SIZE = 48
STORE = "office.db"


@dataclass(frozen=True, slots=True)
class Office:
    """A folder with a store, and the application served on it."""

    folder: Path
    address: str
    application: Starlette

    @property
    def store_path(self) -> Path:
        return self.folder / STORE


class Listener(ThreadingHTTPServer):
    """A server that nobody should ask anything; `asked` holds the requests of those who did."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Noting)
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Noting(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """Notes the request and answers it, as a server that collects who looks would."""
        assert isinstance(self.server, Listener)
        self.server.asked.append(self.path)
        self.send_response(200)
        self.send_header("access-control-allow-origin", "*")
        self.end_headers()

    do_POST = do_HEAD = do_OPTIONS = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def listening() -> Iterator[Listener]:
    """A listener at work."""
    with Listener() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def make_store(folder: Path, listener: str) -> None:
    """A wave from the register to a drawn sample and estimates, by the commands that an office types."""
    write_register(folder / "register.csv")
    archive = folder / f"{Path(STORE).stem}-archive" / "crawl.warc.gz"
    write_archive(archive, listener)
    for command in (
        ("frame", COUNTRY, folder / "register.csv"),
        ("ingest", COUNTRY, archive),
        ("classify", COUNTRY),
        ("sample", COUNTRY, "--size", SAMPLE_SIZE, "--to", folder / "to-review.csv"),
        ("aggregate", COUNTRY),
    ):
        assert run(*command, "--db", folder / STORE, "--wave", WAVE) == 0, command
    add_people(folder)


def add_people(folder: Path) -> None:
    """Accounts of everybody, and practice waived for those who need none."""
    with open_accounts(folder / STORE) as accounts:
        for name, role in PEOPLE.items():
            add_person(accounts, name, role, PASSWORD, "tests")
        for name in PRACTISED:
            waive_practice(accounts, name, "Maria")


def finish_review(folder: Path) -> None:
    """Everybody of the sample is answered in a sheet, the audit is closed, and the figures are estimated with the answers."""
    sheet = folder / "to-review.csv"
    _fill_sheet(sheet)
    assert run("labels", COUNTRY, "import", sheet, "--db", folder / STORE, "--wave", WAVE) == 0
    with open_store(folder / STORE) as store:
        ensure_queues(store)
        for queue in read_queues(store):
            close_queue(store, queue.queue, "Maria")
    assert run("aggregate", COUNTRY, "--db", folder / STORE, "--wave", WAVE) == 0


def _fill_sheet(sheet: Path) -> None:
    """Answers by what the sites are; every seventh otherwise, so that not all agree with the machine."""
    kinds = {f"E{firm.number:02}": firm.kind for firm in invent_firms()}
    with sheet.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    for number, row in enumerate(rows):
        kind = kinds[row["enterprise_id"]]
        sells = (kind in {"shop", "arabic", "hotel"}) != (number % 7 == 0)
        row.update(own_website="no" if kind == "none" else "yes", online_ordering="yes" if sells else "no")
    with sheet.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@contextmanager
def serving(folder: Path) -> Iterator[Office]:
    """The application on the store of a folder, served until the end of the block."""
    application = build_application(folder / STORE)
    listened = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(application, log_level="warning", server_header=False, timeout_graceful_shutdown=2)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listened]})
    thread.start()
    try:
        _wait_for(server)
        yield Office(folder, f"http://127.0.0.1:{listened.getsockname()[1]}", application)
    finally:
        server.should_exit = True
        thread.join()
        listened.close()


@contextmanager
def opening_office(template: Path, folder: Path) -> Iterator[Office]:
    """An office of its own, copied from a made one, and served."""
    shutil.copytree(template, folder, dirs_exist_ok=True)
    with serving(folder) as office:
        yield office


def _wait_for(server: uvicorn.Server) -> None:
    for _ in range(500):
        if server.started:
            return
        time.sleep(0.02)
    raise AssertionError("the application does not start")
