"""Secure connections: certificates are not looked at, and what is no such connection is a failure called `tls`."""

import json
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.scrapers.crawling.test_refusals import PROBE

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\nConnection: close\r\n\r\n<title>Chairs"

ENDS = {
    "self_signed": 200,
    "expired": 200,
    "of_another_name": 200,
    "plain_answer": "tls",
    "broken_handshake": "tls",
    "hangs_up_at_the_handshake": "timeout",
}


def write_certificate(folder: Path, name: str, days: int) -> ssl.SSLContext:
    """A server's side of a connection with a certificate that it signed itself, valid until so many days from now."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    owner = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder(owner, owner, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=400)).not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False).sign(key, hashes.SHA256())
    )  # fmt: skip
    path = folder / f"{name}{days}.pem"
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + certificate.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def listen(answer: Callable[[socket.socket], None]) -> socket.socket:
    """A port where every caller gets this answer."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                caller, _ = listener.accept()
                with suppress(OSError), caller:
                    answer(caller)

    threading.Thread(target=serve, daemon=True).start()
    return listener


def securely(context: ssl.SSLContext) -> Callable[[socket.socket], None]:
    def answer(caller: socket.socket) -> None:
        with context.wrap_socket(caller, server_side=True) as secure:
            secure.recv(4096)
            secure.sendall(PAGE)

    return answer


def after_greeting(said: bytes) -> Callable[[socket.socket], None]:
    def answer(caller: socket.socket) -> None:
        caller.recv(4096)
        caller.sendall(said)

    return answer


@pytest.fixture(scope="module")
def ends(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, object]]:
    """What became of a request to each port."""
    folder = tmp_path_factory.mktemp("tls")
    ports = {
        "self_signed": listen(securely(write_certificate(folder, "localhost", 10))),
        "expired": listen(securely(write_certificate(folder, "localhost", -10))),
        "of_another_name": listen(securely(write_certificate(folder, "another.example", 10))),
        "plain_answer": listen(after_greeting(PAGE)),
        "broken_handshake": listen(after_greeting(b"\x16\x03\x03\x00\x04rubbish")),
        "hangs_up_at_the_handshake": listen(after_greeting(b"")),
    }
    urls = {f"https://localhost:{listener.getsockname()[1]}/": name for name, listener in ports.items()}
    program = PROBE.replace(
        'settings.set("DOWNLOAD_DELAY", 0)', 'settings.set("DOWNLOAD_DELAY", 0); settings.set("ECOMSTAT_ALLOW_PRIVATE", True)'
    )
    done = subprocess.run([sys.executable, "-c", program, json.dumps(list(urls))], capture_output=True, text=True, timeout=90, check=True)
    yield {urls[url]: end for url, end in json.loads(done.stdout).items()}
    for listener in ports.values():
        listener.close()


@pytest.mark.parametrize("name", ENDS)
def test_a_page_is_read_whatever_its_certificate_says_and_a_broken_connection_has_a_name(ends: dict[str, object], name: str) -> None:
    assert ends[name] == ENDS[name]
