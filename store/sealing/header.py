"""The first two lines of a sealed file: what it is, and how its key follows from the pass phrase.

The key is Argon2id's (RFC 9106, second recommended option: 64 MiB, three passes, four lanes) of the pass phrase and a salt of the
file's own.
"""

import hmac
import json
import secrets
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO, Final

from argon2.low_level import Type, hash_secret_raw

from catalogue.errors import BundleError
from catalogue.messages import say

MAGIC: Final = b"ecomstat sealed 1\n"
SHORTEST: Final = 12
SALT_BYTES: Final = 16
CHECK_BYTES: Final = 32
LEAST_MEMORY: Final = 8
"""KiB of memory a lane that Argon2 cannot do without."""
LONGEST_LINE = 4096
MOST_PASSES, MOST_MEMORY, MOST_LANES = 10, 1 << 18, 16
"""What a file may ask of the computer that opens it; memory in KiB."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What trying one pass phrase costs: passes, KiB of memory, lanes."""

    passes: int
    memory: int
    lanes: int


COST = Cost(3, 65536, 4)


@dataclass(frozen=True, slots=True)
class Header:
    """`kind`: bundle or answers; `handout`: whose; `check` tells a wrong pass phrase from an altered file."""

    kind: str
    handout: str
    salt: str
    passes: int
    memory: int
    lanes: int
    check: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A header with the key of its content, and the bytes that the content is bound to."""

    header: Header
    key: bytes
    bound: bytes


def make_header(kind: str, handout: str, phrase: str) -> Opened:
    """A new header, with a salt of its own, so that no key is used twice."""
    salt = secrets.token_bytes(SALT_BYTES)
    master = _derive(phrase, salt, COST)
    header = Header(kind, handout, salt.hex(), COST.passes, COST.memory, COST.lanes, _part(master, b"check").hex())
    return Opened(header, _part(master, b"content"), write_header(header))


def write_header(header: Header) -> bytes:
    """The two lines."""
    return MAGIC + json.dumps(asdict(header), sort_keys=True).encode() + b"\n"


def read_header(file: Path) -> Header:
    """The header of a sealed file.

    Raises:
        BundleError: the file is missing or is none.
    """
    with open_sealed(file) as stream:
        return take_header(stream, file)


def take_header(stream: BinaryIO, file: Path) -> Header:
    """Reads the header from an open file. Raises BundleError where there is none."""
    line = stream.readline(LONGEST_LINE) if stream.read(len(MAGIC)) == MAGIC else b""
    try:
        values = json.loads(line)
        kind, handout, salt, check = (str(values[name]) for name in ("kind", "handout", "salt", "check"))
        passes, memory, lanes = (int(values[name]) for name in ("passes", "memory", "lanes"))
        header = Header(kind, handout, salt, passes, memory, lanes, check)
        fits = len(bytes.fromhex(header.salt)) == SALT_BYTES and len(bytes.fromhex(header.check)) == CHECK_BYTES
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError) as error:
        raise BundleError(say("{file} is no sealed file of ecomstat, or it is damaged: ask for another one.", file=file)) from error
    fits = fits and 0 < header.passes <= MOST_PASSES and 0 < header.lanes <= MOST_LANES
    if not (fits and LEAST_MEMORY * header.lanes <= header.memory <= MOST_MEMORY):
        raise BundleError(say("{file} is no sealed file of ecomstat, or it is damaged: ask for another one.", file=file))
    return header


def open_header(header: Header, phrase: str, file: Path) -> Opened:
    """The header with its key.

    Raises:
        BundleError: it is another pass phrase.
    """
    master = _derive(phrase, bytes.fromhex(header.salt), Cost(header.passes, header.memory, header.lanes))
    if not hmac.compare_digest(_part(master, b"check").hex(), header.check):
        raise BundleError(say("This is not the pass phrase of {file}: type it again, as it was given to you.", file=file))
    return Opened(header, _part(master, b"content"), write_header(header))


def check_phrase(file: Path, phrase: str) -> Header:
    """The header of a file whose pass phrase this is.

    Raises:
        BundleError: it is not, or the file is none.
    """
    return open_header(read_header(file), phrase, file).header


def open_sealed(file: Path) -> BinaryIO:
    """The file, opened. Raises BundleError where it cannot be."""
    try:
        return file.open("rb")
    except FileNotFoundError as error:
        raise BundleError(say("There is no file {file}.", file=file)) from error
    except OSError as error:
        raise BundleError(say("{file} cannot be read ({reason}).", file=file, reason=error.strerror or error)) from error


def _derive(phrase: str, salt: bytes, cost: Cost) -> bytes:
    """Letters with accents count the same however they were typed."""
    secret = unicodedata.normalize("NFKC", phrase).strip().encode()
    return hash_secret_raw(secret, salt, cost.passes, cost.memory, cost.lanes, 32, Type.ID)


def _part(master: bytes, purpose: bytes) -> bytes:
    return hmac.digest(master, b"ecomstat " + purpose, "sha256")
