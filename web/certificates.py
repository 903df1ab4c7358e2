"""Certificates for serving beyond this computer: making one that signs itself, and reading which names one is for."""

import ipaddress
import re
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from catalogue.errors import ServeError
from catalogue.messages import say

LASTS: Final = timedelta(days=825)
"""The longest that browsers accept of a certificate which somebody trusts by hand."""

EARLIER: Final = timedelta(hours=1)
"""For computers whose clock is a little slow."""

LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
HOST_NAME = re.compile(rf"{LABEL}(\.{LABEL})*")
LONGEST_NAME, LONGEST_COMMON_NAME = 253, 64


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate and its private key, both as PEM; `fingerprint` is its SHA-256, as browsers show it."""

    certificate: bytes
    key: bytes
    fingerprint: str


def check_name(name: str) -> str:
    """A host name in small letters, or an IP address.

    Raises:
        ServeError: it is neither.
    """
    name = name.strip().lower()
    if _find_address(name) is None and (len(name) > LONGEST_NAME or not HOST_NAME.fullmatch(name)):
        raise ServeError(say("{name} is no host name and no IP address: give a name such as stats.example.org.", name=repr(name)))
    return name


def make_certificate(names: Sequence[str], now: datetime) -> Certificate:
    """A certificate for these host names and addresses that vouches for itself, from `now` for 825 days."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:LONGEST_COMMON_NAME])])
    usage = dict.fromkeys(("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "crl_sign"), False)
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number(), now - EARLIER, now + LASTS - EARLIER)
        .add_extension(x509.SubjectAlternativeName([_general_name(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=True, key_cert_sign=False, encipher_only=False, decipher_only=False, **usage), critical=True
        )
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return Certificate(made.public_bytes(serialization.Encoding.PEM), private, made.fingerprint(hashes.SHA256()).hex(":").upper())


def check_certificate(certificate: Path, key: Path, now: datetime) -> list[str]:
    """The names that a certificate is for, after a look at whether it can be served with.

    Raises:
        ServeError: a file is missing, they do not fit each other, or the certificate has expired.
    """
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password="")
        made = x509.load_pem_x509_certificate(certificate.read_bytes())
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        raise ServeError(
            say(
                "The certificate {certificate} and the key {key} cannot be used ({reason}): both must be PEM files that belong together.",
                certificate=certificate,
                key=key,
                reason=error,
            )
        ) from error
    if made.not_valid_after_utc < now.astimezone(UTC):
        ended = made.not_valid_after_utc.date()
        raise ServeError(say("The certificate {certificate} expired on {ended}: make another.", certificate=certificate, ended=ended))
    return _read_names(made)


def _read_names(made: x509.Certificate) -> list[str]:
    try:
        names = made.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    hosts = [name.lower() for name in names.get_values_for_type(x509.DNSName) if "*" not in name]
    return [*hosts, *(str(address) for address in names.get_values_for_type(x509.IPAddress))]


def _general_name(name: str) -> x509.GeneralName:
    address = _find_address(name)
    return x509.IPAddress(address) if address else x509.DNSName(name)


def _find_address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None
