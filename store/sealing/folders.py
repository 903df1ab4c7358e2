"""A folder as one sealed file, and back."""

import shutil
import zipfile
import zlib
from pathlib import Path
from tempfile import TemporaryFile

from catalogue.errors import BundleError
from catalogue.messages import say
from store.passing_folders import passing_folder
from store.plain_paths import is_plain_path
from store.sealing.header import Header
from store.sealing.streams import say_no_bundle, seal, unseal

PACKED = {".gz"}
MOST_FILES, MOST_RATIO, LEAST_LIMIT = 10_000, 50, 64 << 20
"""A store packs to a tenth or so, archives hardly; `LEAST_LIMIT` in bytes."""
LOCK, COMPLETE = ".lock", ".opened"
"""Files that say how a folder stands; they are not sealed with it."""


def seal_folder(folder: Path, target: Path, handout: str, phrase: str) -> None:
    """Writes the files of a folder into one sealed bundle, which is there whole or not at all.

    Hidden ones stay out: `LOCK`, `COMPLETE`, and what file browsers leave in folders.
    """
    with passing_folder(target.parent, "seal") as passing:
        part = passing / target.name
        with TemporaryFile(dir=passing) as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
                for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                    name = path.relative_to(folder).as_posix()
                    if _may_hold(name):
                        packed.write(path, name, zipfile.ZIP_STORED if path.suffix in PACKED else None)
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
        size = stream.tell()
        stream.seek(0)
        try:
            with zipfile.ZipFile(stream) as packed:
                _check_entries(packed.infolist(), file, folder, size)
                packed.extractall(folder)
        except (zipfile.BadZipFile, zlib.error) as error:
            raise BundleError(say_no_bundle(file)) from error
    return header


def _may_hold(name: str) -> bool:
    return is_plain_path(name) and not any(part.startswith(".") for part in name.split("/"))


def _check_entries(entries: list[zipfile.ZipInfo], file: Path, folder: Path, size: int) -> None:
    """Refuses names that lead out of the folder or stand for something else, and more than such a file can honestly hold, or the disk.

    What is said of an entry's size holds: no more is ever read from it.
    """
    names = [entry.filename for entry in entries]
    needed = sum(entry.file_size for entry in entries)
    if len({name.casefold() for name in names}) != len(names) or not all(map(_may_hold, names)):
        raise BundleError(say_no_bundle(file))
    if len(entries) > MOST_FILES or needed > LEAST_LIMIT + MOST_RATIO * size:
        raise BundleError(say("{file} would unpack to far more than a bundle holds: nothing was unpacked. Ask for another one.", file=file))
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise BundleError(
            say(
                "The disk of {folder} has room for {free} MB, and {needed} MB are needed: make room, or move the bundle to another disk.",
                folder=folder.resolve().parent,
                free=free // 1_000_000,
                needed=needed // 1_000_000 + 1,
            )
        )
