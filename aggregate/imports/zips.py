"""A zip archive from somebody else: looked through before anything of it is used, and never unpacked onto the disk.

Its files are read one by one into memory or a digest, each to the size that the archive's own list states, so that neither names nor
sizes that lie can do harm.
"""

import hashlib
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from catalogue.errors import PackageError
from catalogue.messages import say
from store.troubles import tell_reason

MOST_FILES = 500
MOST_BYTES = 2 << 30
"""Of all files together, unpacked."""
MOST_IN_MEMORY = 512 << 20
BLOCK = 1 << 20
ENCRYPTED = 1
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError, UnicodeDecodeError, ValueError)


@contextmanager
def open_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive, once its list of files holds nothing that could do harm.

    Raises:
        PackageError: it is missing, no zip archive, cut off, damaged, too large, or names files where none may be.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            _check_list(packed, path)
            yield packed
    except OSError as error:
        raise PackageError(say("{file} cannot be read ({reason}).", file=path, reason=tell_reason(error))) from error
    except DAMAGE as error:
        raise PackageError(
            say(
                "{file} is no package of ecomstat, or it was cut off or damaged on the way: take it again from the office that made it.",
                file=path,
            )
        ) from error


def read_entry(packed: zipfile.ZipFile, name: str, most: int = MOST_IN_MEMORY) -> bytes:
    """The content of one file.

    Raises:
        PackageError: there is no such file, or it is larger than `most` bytes.
    """
    if name not in packed.namelist():
        raise PackageError(say("{file} is no package of ecomstat: there is no {name} in it.", file=packed.filename, name=name))
    if packed.getinfo(name).file_size > most:
        raise PackageError(say_too_large(Path(str(packed.filename))))
    return packed.read(name)


def digest_entry(packed: zipfile.ZipFile, name: str) -> str:
    """The SHA-256 of one file, hexadecimal."""
    found = hashlib.sha256()
    with packed.open(name) as stream:
        while block := stream.read(BLOCK):
            found.update(block)
    return found.hexdigest()


def _check_list(packed: zipfile.ZipFile, path: Path) -> None:
    entries = packed.infolist()
    if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise PackageError(say_too_large(path))
    names = [entry.filename.casefold() for entry in entries]
    for entry in entries:
        if not _is_plain_file(entry) or not _is_plain(entry.filename) or names.count(entry.filename.casefold()) > 1:
            raise PackageError(
                say(
                    "{file} is not taken: {name} in it is no plain file of a package. Ask the office that made it.",
                    file=path,
                    name=ascii(entry.filename),
                )
            )


def _is_plain_file(entry: zipfile.ZipInfo) -> bool:
    """Whether it is a file, neither a link nor a folder, readable without a password, and packed as packages are.

    Other ways of packing give more than one asks for at a time.
    """
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return (
        kind in (0, stat.S_IFREG) and not entry.flag_bits & ENCRYPTED and entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    )


def _is_plain(name: str) -> bool:
    """Whether a name stays where it is put, on every system."""
    parts = PurePosixPath(name).parts
    return name.isprintable() and len(name) < 200 and not set(name) & set('\\:*?"<>|') and name == "/".join(parts) and ".." not in parts


def say_too_large(path: Path) -> str:
    """That an archive holds more than any package does."""
    return say("{file} is not taken: it would unpack to more than a package can hold.", file=path)
