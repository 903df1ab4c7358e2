"""Taking a backup apart: each file is what the manifest says of it, or nothing is taken."""

import hashlib
import sqlite3
import zipfile
import zlib
from contextlib import closing
from pathlib import Path

from catalogue.errors import BackupError
from catalogue.messages import say
from store.backups.records import MANIFEST, STORE, KeptFile, Manifest, read_manifest, say_newer
from store.backups.writing import BLOCK, check_room
from store.migrations import MIGRATIONS

MOST_MANIFEST = 64 << 20


def unpack_backup(file: Path, folder: Path) -> Manifest:
    """Writes the files of a backup into a folder, each checked by its size and hash.

    Raises:
        BackupError: the file is missing, is no backup, is damaged or altered, comes from a newer version, or there is no room.
    """
    try:
        with zipfile.ZipFile(file) as packed:
            manifest = _read(packed, file)
            check_room(folder, 2 * sum(kept.size for kept in manifest.files))
            for kept in manifest.files:
                _unpack(packed, kept, folder / kept.name, file)
    except FileNotFoundError as error:
        raise BackupError(say("There is no file {file}.", file=file)) from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError) as error:
        raise BackupError(_say_damaged(file)) from error
    _check_store(folder / STORE, file)
    return manifest


def _read(packed: zipfile.ZipFile, file: Path) -> Manifest:
    if packed.getinfo(MANIFEST).file_size > MOST_MANIFEST:
        raise BackupError(_say_damaged(file))
    manifest = read_manifest(packed.read(MANIFEST), file)
    if set(manifest.migrations) - {str(migration.name) for migration in MIGRATIONS._migrations}:
        raise BackupError(say_newer(file, manifest.program))
    if sorted(packed.namelist()) != sorted([MANIFEST, *(kept.name for kept in manifest.files)]):
        raise BackupError(_say_damaged(file))
    return manifest


def _unpack(packed: zipfile.ZipFile, kept: KeptFile, target: Path, file: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with packed.open(kept.name) as source, target.open("wb") as stream:
        while (block := source.read(BLOCK)) and (size := size + len(block)) <= kept.size:
            digest.update(block)
            stream.write(block)
    if (size, digest.hexdigest()) != (kept.size, kept.sha256):
        raise BackupError(_say_damaged(file, kept.name))


def _check_store(path: Path, file: Path) -> None:
    """The store in a backup is whole, by SQLite's own check."""
    try:
        with closing(sqlite3.connect(path)) as copy:
            whole = copy.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    except sqlite3.DatabaseError:
        whole = False
    if not whole:
        raise BackupError(_say_damaged(file, STORE))


def _say_damaged(file: Path, name: str = "") -> str:
    if name:
        return say(
            "{file} is damaged or was altered ({name} is not what it was): nothing was changed. Take another one.", file=file, name=name
        )
    return say("{file} is no backup of ecomstat, or it is damaged: take another one.", file=file)
