"""Where a request may go: which addresses are public, which URLs are fit to be asked for."""

from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

PORTS = {"http": 80, "https": 443}


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet; one wrapped in IPv6 is judged as itself."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        ip = ip.ipv4_mapped or ip.sixtofour or ip
    return ip.is_global and not ip.is_multicast


def refuse_url(url: str, *, allow_private: bool = False) -> str | None:
    """Why this URL is not asked for, in words; None where nothing speaks against it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "the address is malformed"
    if parts.scheme not in PORTS or not parts.hostname:
        return "only http and https addresses are visited"
    if parts.username or parts.password:
        return "the address holds a name or password"
    if port not in (None, 80, 443) and not allow_private:
        return f"port {port} is not one of the web's own (80, 443)"
    return None
