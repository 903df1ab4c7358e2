"""Writing a backup: copies of the databases, the office's words and models, archives if wanted; one file, there whole or not at all."""

import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from catalogue.errors import BackupError
from catalogue.messages import say
from store.accounts import accounts_path, open_accounts
from store.additions import additions_folder, archive_folder, models_folder, searches_folder
from store.backups.copying import copy_out, count_held, count_newest
from store.backups.records import (
    ACCOUNTS,
    ARCHIVE,
    FORMAT,
    MANIFEST,
    MODELS,
    SEARCHES,
    STORE,
    WORDS,
    KeptFile,
    Manifest,
    is_expected,
    write_manifest,
)
from store.migrations import MIGRATIONS
from store.opening import open_store
from store.passing_folders import passing_folder
from store.rows import current_time
from store.runs import program_version

BLOCK = 1 << 20
SPARE = 1.1
LEVEL = 3
OWNER_ONLY = 0o600


def write_backup(store_path: Path, file: Path, *, with_archives: bool = False) -> Manifest:
    """Writes all that belongs to the store into one zip file, while others may work in it; an earlier backup of that name is replaced.

    Archives are left out unless they are asked for: they are large, and never change once they are written.

    Raises:
        BackupError: the file cannot be written there, is something else than a backup, or there is no room.
        StoreError: there is no store.
    """
    check_place(store_path, file)
    try:
        with passing_folder(file.parent, "backup") as folder:
            return _write(store_path, file, folder, with_archives)
    except PermissionError as error:
        raise BackupError(say("{file} cannot be written ({reason}): name another place.", file=file, reason=error.strerror)) from error


def check_place(store_path: Path, file: Path) -> None:
    """Refuses a place where no backup can go, or where something else stands. Raises BackupError."""
    if not file.parent.is_dir():
        raise BackupError(say("There is no folder {folder}: make it first, or name another place.", folder=file.parent))
    if file.is_dir():
        raise BackupError(say("{file} is a folder: name a file in it, such as {example}.", file=file, example=file / "ecomstat-backup.zip"))
    if file.exists() and not is_backup(file):
        raise BackupError(say("{file} is there and is no backup of ecomstat: name another file.", file=file))


def is_backup(file: Path) -> bool:
    """Whether a file looks like one of our backups."""
    try:
        with zipfile.ZipFile(file) as packed:
            return {MANIFEST, STORE} <= set(packed.namelist())
    except (zipfile.BadZipFile, OSError):
        return False


def check_room(folder: Path, needed: float) -> None:
    """Refuses to begin where the disk cannot hold so many bytes. Raises BackupError."""
    free = shutil.disk_usage(folder).free
    if free < needed * SPARE:
        raise BackupError(
            say(
                "The disk of {folder} has room for {free} MB, and {needed} MB are needed: make room, or name another place.",
                folder=folder.resolve(),
                free=free // 1_000_000,
                needed=int(needed * SPARE / 1e6) + 1,
            )
        )


def _write(store_path: Path, file: Path, folder: Path, with_archives: bool) -> Manifest:
    with open_store(store_path, create=False) as store:
        others = list(_list_others(store_path, with_archives=with_archives))
        databases = sum(path.stat().st_size for path in (store_path, accounts_path(store_path)) if path.exists())
        check_room(folder, 2 * databases + sum(size for _, _, size in others))
        copy_out(store, folder / STORE)
    if accounts_path(store_path).exists():
        with open_accounts(store_path) as accounts:
            copy_out(accounts, folder / ACCOUNTS)
    with open_store(folder / STORE) as copy:
        newest, holds = count_newest(copy), count_held(copy)
    part = folder / "backup.zip"
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as packed:
        part.chmod(OWNER_ONLY)
        own = [(name, folder / name, (folder / name).stat().st_size) for name in (STORE, ACCOUNTS) if (folder / name).exists()]
        files = tuple(_add(packed, *found) for found in [*own, *others])
        names = tuple(str(migration.name) for migration in MIGRATIONS._migrations)
        manifest = Manifest(FORMAT, program_version(), current_time(), store_path.name, names, newest, holds, files)
        packed.writestr(MANIFEST, write_manifest(manifest))
    _make_lasting(part)
    part.replace(file)
    return manifest


def _list_others(store_path: Path, *, with_archives: bool) -> Iterator[tuple[str, Path, int]]:
    """(name in the backup, file, bytes of it) of the folders beside the store; what grows meanwhile is kept up to its size of now."""
    folders = {WORDS: additions_folder(store_path), MODELS: models_folder(store_path), SEARCHES: searches_folder(store_path)}
    for name, folder in {**folders, **({ARCHIVE: archive_folder(store_path)} if with_archives else {})}.items():
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.is_symlink():
                kept = f"{name}/{path.relative_to(folder).as_posix()}"
                if not is_expected(kept):
                    raise BackupError(say("{path} has a name that not every computer can write: rename it, then try again.", path=path))
                yield kept, path, path.stat().st_size


def _add(packed: zipfile.ZipFile, name: str, path: Path, size: int) -> KeptFile:
    """Adds the file's first `size` bytes."""
    entry = zipfile.ZipInfo.from_file(path, name, strict_timestamps=False)
    entry.compress_type = zipfile.ZIP_STORED if path.suffix == ".gz" else zipfile.ZIP_DEFLATED
    digest, left = hashlib.sha256(), size
    with ExitStack() as opened:
        source = opened.enter_context(path.open("rb"))
        target = opened.enter_context(packed.open(entry, "w", force_zip64=True))
        while left and (block := source.read(min(BLOCK, left))):
            digest.update(block)
            target.write(block)
            left -= len(block)
    return KeptFile(name, size - left, digest.hexdigest())


def _make_lasting(path: Path) -> None:
    """The file's content is on the disk, not only promised, before it takes the place of an earlier one."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
