"""A folder as one sealed file, and back."""

import zipfile
import zlib
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory, TemporaryFile

from catalogue.errors import BundleError
from store.sealing.header import Header
from store.sealing.streams import say_no_bundle, seal, unseal

PACKED = {".gz"}
LOCK, COMPLETE = ".lock", ".opened"
"""Files that say how a folder stands; they are not sealed with it."""


def seal_folder(folder: Path, target: Path, handout: str, phrase: str) -> None:
    """Writes all files of a folder into one sealed bundle, which is there whole or not at all."""
    with TemporaryDirectory(dir=target.parent, prefix=".ecomstat-seal-") as name:
        part = Path(name) / target.name
        with TemporaryFile(dir=name) as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
                for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in {LOCK, COMPLETE}):
                    method = zipfile.ZIP_STORED if path.suffix in PACKED else None
                    packed.write(path, path.relative_to(folder).as_posix(), method)
            stream.seek(0)
            seal(stream, part, "bundle", handout, phrase)
        part.replace(target)


def unseal_folder(file: Path, folder: Path, phrase: str) -> Header:
    """Writes the files of a sealed bundle into a folder.

    Raises:
        BundleError: it is no bundle, was altered, or it is another pass phrase; the folder may hold a part.
    """
    with TemporaryFile(dir=folder) as stream:
        header = unseal(file, stream, "bundle", phrase)
        stream.seek(0)
        try:
            with zipfile.ZipFile(stream) as packed:
                for name in packed.namelist():
                    _check_name(name, file)
                packed.extractall(folder)
        except (zipfile.BadZipFile, zlib.error) as error:
            raise BundleError(say_no_bundle(file)) from error
    return header


def _check_name(name: str, file: Path) -> None:
    """Whoever packed the bundle may not write outside of its folder."""
    if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or "\\" in name or ":" in name:
        raise BundleError(say_no_bundle(file))
