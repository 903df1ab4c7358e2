"""Where a request may go: which addresses are public, which URLs are fit to be asked for."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from catalogue.messages import say

PORTS = {"http": 80, "https": 443}

MOST_LETTERS = 4000
"""Of an address that is asked for: longer ones are not read from archives either."""

EMBEDDING = tuple(map(IPv6Network, ("::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48")))
"""Networks whose last 32 bits are an IPv4 address: the old compatible and translated forms (RFC 4291, 2765) and NAT64 (RFC 6052, 8215)."""

ISATAP = frozenset({0x00005EFE, 0x02005EFE})
"""Third quarter of an IPv6 address whose last one is an IPv4 address (RFC 5214)."""

UNICAST = IPv6Network("2000::/3")
"""All of IPv6 that is given out to the public internet."""

NOT_GIVEN_OUT = tuple(map(IPv6Network, ("2001:db8::/32", "3fff::/20")))
"""Addresses for examples in documents; not every Python knows them all."""

METADATA = frozenset({IPv4Address("168.63.129.16")})
"""Where clouds tell their machines about themselves at an address that is not private by its number; others are link-local or private."""

PROTOCOLS = IPv4Network("192.0.0.0/24")
"""Addresses of protocols and not of hosts (RFC 6890)."""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet; one that carries another inside is judged by that one too."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv4Address):
        return _is_public_v4(ip)
    inside = _find_inside(ip)
    return _is_public_v4(inside) if inside is not None else _is_public_v6(ip)


def _is_public_v4(ip: IPv4Address) -> bool:
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and ip not in PROTOCOLS and ip not in METADATA


def _is_public_v6(ip: IPv6Address) -> bool:
    return ip.is_global and ip in UNICAST and not any(ip in network for network in NOT_GIVEN_OUT)


def _find_inside(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one leads to: mapped, 6to4, NAT64, ISATAP or one of the old forms (Teredo is never public)."""
    if ip.ipv4_mapped or ip.sixtofour:
        return ip.ipv4_mapped or ip.sixtofour
    last = IPv4Address(int(ip) & 0xFFFFFFFF)
    is_carried = any(ip in network for network in EMBEDDING) or (int(ip) >> 32) & 0xFFFFFFFF in ISATAP
    return last if is_carried else None


def refuse_url(url: str, *, allow_private: bool = False) -> str | None:
    """Why this URL is not asked for, in words; None where nothing speaks against it."""
    if len(url) > MOST_LETTERS:
        return say("The address is longer than {letters} letters.", letters=MOST_LETTERS)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return say("The address is malformed.")
    if parts.scheme not in PORTS or not parts.hostname:
        return say("Only http and https addresses are visited.")
    if "@" in parts.netloc:
        return say("The address holds a name or password.")
    if port not in (None, 80, 443) and not allow_private:
        return say("Port {port} is not one of the web's own (80, 443).", port=port)
    return None
