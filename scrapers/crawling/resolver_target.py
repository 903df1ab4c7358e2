"""The one place that every connection goes to, where one is named: HOST:PORT."""

import socket

from catalogue.errors import CrawlError
from catalogue.messages import say
from scrapers.crawling.addresses import is_public


def find_target(connect_to: str) -> tuple[str, int]:
    """(IP address, port) that HOST:PORT names. Raises CrawlError where it names none."""
    host, _, port = connect_to.rpartition(":")
    if not host or not port.isdigit():
        raise CrawlError(say("{text} is not of the form HOST:PORT, such as 127.0.0.1:8899.", text=connect_to))
    try:
        return str(socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_STREAM)[0][4][0]), int(port)
    except (OSError, OverflowError) as error:
        raise CrawlError(say("{text} names no address: {reason}.", text=connect_to, reason=error)) from error


def check_target(connect_to: str, *, allow_private: bool) -> None:
    """Raises CrawlError where nothing listens at HOST:PORT, or where it is not public and that was not allowed."""
    address = find_target(connect_to)
    if not allow_private and not is_public(address[0]):
        raise CrawlError(say("{text} is not a public address: add --allow-private if it is meant.", text=connect_to))
    try:
        socket.create_connection(address, timeout=5).close()
    except OSError as error:
        raise CrawlError(say("Nothing answers at {text}: start the server there first.", text=connect_to)) from error
