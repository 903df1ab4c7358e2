"""Where `ecomstat serve` listens, under which names it answers, and whether that is safe."""

import errno
import ipaddress
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from catalogue.errors import ServeError
from catalogue.messages import say


@dataclass(frozen=True, slots=True)
class Listening:
    """An address to listen at, the names besides this computer's own that are answered, and the files of a certificate."""

    host: str
    port: int
    names: tuple[str, ...] = ()
    certificate: Path | None = None
    key: Path | None = None

    @property
    def address(self) -> str:
        """What people open in a browser."""
        name = self.names[0] if self.names else self.host
        return f"{'https' if self.certificate else 'http'}://{bracketed(name)}:{self.port}"


def plan_listening(host: str, port: int, names: Sequence[str], certificate: Path | None, key: Path | None) -> Listening:
    """Where to listen; names that were not given are those of the certificate.

    Raises:
        UsageError: others could listen in, or nobody could open it.
        ServeError: a name is none, or the certificate cannot be used.
    """
    from web.certificates import check_certificate, check_name

    if (certificate is None) != (key is None):
        raise click.UsageError(say("--certificate and --key go together."))
    if certificate is None and not is_loopback(host):
        raise click.UsageError(
            say(
                "{host} can be reached from other computers, where passwords and answers could be read on the way: give --certificate"
                " and --key. `ecomstat serve --make-certificate NAME` makes them.",
                host=host,
            )
        )
    known = [check_name(name) for name in names]
    if certificate and key:
        known = known or check_certificate(certificate, key, datetime.now(UTC))
    if not is_loopback(host):
        known = known or ([host] if not is_everywhere(host) else [])
        if not known:
            raise click.UsageError(say("Say by which name others open the pages: --name stats.example.org"))
    check_free(host, port)
    return Listening(host, port, tuple(known), certificate, key)


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach the address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def is_everywhere(host: str) -> bool:
    """Whether this means all addresses of the computer."""
    return host in {"0.0.0.0", "::"}  # noqa: S104  it is recognised here, not bound


def bracketed(name: str) -> str:
    """The name as it stands in a web address: an IPv6 address in brackets."""
    return f"[{name}]" if ":" in name else name


def check_free(host: str, port: int) -> None:
    """Refuses an address that cannot be listened at.

    Raises:
        ServeError: the port is in use or not ours to use, or the address belongs to another computer.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        socket.create_server((host, port), family=family).close()
    except PermissionError as error:
        raise ServeError(say("Port {port} needs special rights: name one above 1023 with --port.", port=port)) from error
    except (OSError, UnicodeError) as error:
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise ServeError(say("Port {port} is in use by another program: name another with --port.", port=port)) from error
        raise ServeError(say("{host} is no address of this computer: name another with --host.", host=host)) from error
