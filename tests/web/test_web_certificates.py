import contextlib
import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from catalogue.errors import ServeError
from web.certificates import check_certificate, check_name, make_certificate

NAMES = ["stats.example.org", "127.0.0.1", "::1"]


def write(folder: Path, names: list[str], now: datetime, stem: str = "made") -> tuple[Path, Path]:
    made = make_certificate(names, now)
    files = folder / f"{stem}.crt", folder / f"{stem}.key"
    for file, content in zip(files, (made.certificate, made.key), strict=True):
        file.write_bytes(content)
    return files


def greet(files: tuple[Path, Path], name: str) -> str | None:
    """The protocol that a client agrees on that trusts this certificate and nothing else, and expects this name."""
    server, client = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context(cafile=str(files[0]))
    server.load_cert_chain(*files)
    here, there = socket.socketpair()

    def serve() -> None:
        with there, contextlib.suppress(OSError):  # the client may hang up
            server.wrap_socket(there, server_side=True).close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        with here, client.wrap_socket(here, server_hostname=name) as wrapped:
            return wrapped.version()
    finally:
        thread.join()


def test_a_client_that_trusts_the_certificate_reaches_every_name_and_no_other(tmp_path: Path) -> None:
    files = write(tmp_path, NAMES, datetime.now(UTC))
    for name in NAMES:
        assert greet(files, name) in {"TLSv1.2", "TLSv1.3"}
    with pytest.raises(ssl.SSLCertVerificationError):
        greet(files, "other.example.org")


def test_a_certificate_lasts_825_days_and_can_sign_no_other(tmp_path: Path) -> None:
    made = x509.load_pem_x509_certificate(make_certificate(NAMES, datetime.now(UTC)).certificate)
    assert made.not_valid_after_utc - made.not_valid_before_utc == timedelta(days=825)
    assert made.not_valid_before_utc < datetime.now(UTC)
    assert not made.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


def test_the_names_of_a_certificate_are_read_from_it(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    assert check_certificate(*write(tmp_path, NAMES, now), now) == NAMES


def test_an_expired_certificate_is_refused(tmp_path: Path) -> None:
    made = datetime(2020, 1, 1, tzinfo=UTC)
    files = write(tmp_path, NAMES, made)
    assert check_certificate(*files, made + timedelta(days=824)) == NAMES
    with pytest.raises(ServeError, match="expired on 2022-04-"):
        check_certificate(*files, made + timedelta(days=826))


def test_a_key_of_another_certificate_is_refused(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    mine, other = write(tmp_path, NAMES, now), write(tmp_path, NAMES, now, "other")
    for pair in ((mine[0], other[1]), (mine[1], mine[0]), (tmp_path / "none.crt", mine[1])):
        with pytest.raises(ServeError, match="cannot be used"):
            check_certificate(*pair, now)


@pytest.mark.parametrize(
    "name", ["", "a_b", "a b", "-a", "a.", ".a", "https://a.example", "a:8001", "x" * 64, "*.example.org", "é.example"]
)
def test_what_is_no_host_name_is_refused(name: str) -> None:
    with pytest.raises(ServeError, match="no host name"):
        check_name(name)


@pytest.mark.parametrize(
    ("name", "plain"), [("Stats.Example.ORG", "stats.example.org"), ("laptop-7", "laptop-7"), ("10.0.0.5", "10.0.0.5"), ("::1", "::1")]
)
def test_host_names_and_addresses_are_taken(name: str, plain: str) -> None:
    assert check_name(name) == plain
