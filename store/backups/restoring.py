"""Bringing a backup back: checked first, then put in the place of what stands there, which is kept as a backup of its own."""

import hashlib
import shutil
from datetime import UTC, datetime
from pathlib import Path

from catalogue.errors import BackupError, StoreError
from catalogue.messages import say
from store.accounts import open_accounts
from store.accounts.opening import Accounts
from store.additions import additions_folder, archive_folder, models_folder, searches_folder
from store.backups.copying import copy_in, count_newest, read_version
from store.backups.interruptions import is_begun, note_begin, note_end, replace_folder, tidy_folders
from store.backups.records import ACCOUNTS, ARCHIVE, MODELS, SEARCHES, STORE, WORDS, Manifest, Restored
from store.backups.unpacking import unpack_backup
from store.backups.writing import write_backup
from store.opening import Store, open_store
from store.passing_folders import passing_folder

BLOCK = 1 << 20


def restore_backup(file: Path, store_path: Path, *, replace: bool = False) -> Restored:
    """Makes the store what the backup holds; others who have it open see the change at once and need not stop.

    What stood there is kept as a backup beside the store. Everybody has to log in again. Archives that the backup lacks stay.

    Raises:
        BackupError: the backup cannot be used, the store holds newer work and `replace` is not said, or somebody wrote meanwhile;
            the store stays as it was.
    """
    if not store_path.parent.is_dir():
        raise BackupError(say("There is no folder {folder}: make it first, or name another place.", folder=store_path.parent))
    tidy_folders(store_path)
    with passing_folder(store_path.parent, "restore") as folder:
        manifest = unpack_backup(file, folder)
        _check_archives(folder / ARCHIVE, archive_folder(store_path))
        open_store(folder / STORE).close()  # brought up to date here, where nobody else looks
        aside = _put_in_place(folder, store_path, manifest, file, replace=replace)
        replace_folder(folder / WORDS, additions_folder(store_path))
        replace_folder(folder / MODELS, models_folder(store_path))
        _add_missing(folder / SEARCHES, searches_folder(store_path))
        _add_missing(folder / ARCHIVE, archive_folder(store_path))
        note_end(store_path)
    return Restored(manifest, aside)


def _put_in_place(folder: Path, store_path: Path, manifest: Manifest, file: Path, *, replace: bool) -> Path | None:
    before = _open_present(store_path, replace)
    if before is None:
        note_begin(store_path, file)
        aside = _move_damaged(store_path)
        _restore_accounts(folder / ACCOUNTS, store_path)
        with open_store(store_path) as new:
            copy_in(folder / STORE, new)
        return aside
    with before:
        version = read_version(before)
        if not replace and _is_newer(before, manifest):
            raise BackupError(
                say(
                    "The store {path} holds work that is newer than this backup of {moment}: add --replace to go back to it all the same.",
                    path=store_path,
                    moment=manifest.made_at,
                )
            )
        aside = _name_aside(store_path, "replaced", ".zip")
        write_backup(store_path, aside)
        try:
            _replace_content(folder / STORE, before, version, file)
        except BackupError:
            aside.unlink()  # nothing was replaced
            raise
        _restore_accounts(folder / ACCOUNTS, store_path)
    return aside


def _replace_content(copy: Path, store: Store, version: int, file: Path) -> None:
    begun = is_begun(store.path)
    note_begin(store.path, file)
    try:
        copy_in(copy, store, unless_changed_since=version)
    except BackupError:
        if not begun:
            note_end(store.path)
        raise


def _open_present(store_path: Path, replace: bool) -> Store | None:
    """The store that stands there; None where none does, or where it is beyond use and is to be replaced."""
    if not store_path.exists():
        return None
    try:
        return open_store(store_path)
    except StoreError as error:
        if replace:
            return None
        raise BackupError(
            say(
                "The store that stands there cannot be read ({reason}) Add --replace to put the backup in its place; it is kept aside.",
                reason=error,
            )
        ) from error


def _move_damaged(store_path: Path) -> Path | None:
    """Moves a file that cannot be opened out of the way, with its log."""
    if not store_path.exists():
        return None
    aside = _name_aside(store_path, "damaged", store_path.suffix)
    store_path.rename(aside)
    for ending in ("-wal", "-shm"):
        beside = store_path.with_name(store_path.name + ending)
        if beside.exists():
            beside.rename(aside.with_name(aside.name + ending))
    return aside


def _name_aside(store_path: Path, word: str, ending: str) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")[:-3]
    return store_path.with_name(f"{store_path.stem}-{word}-{stamp}{ending}")


def _is_newer(store: Store, manifest: Manifest) -> bool:
    return any(number > manifest.newest.get(name, 0) for name, number in count_newest(store).items())


def _restore_accounts(copy: Path, store_path: Path) -> None:
    """The people of the backup; sessions that were open then, or are now, are over."""
    if not copy.exists():
        return
    with open_accounts(store_path) as accounts:
        _end_sessions(copy)
        copy_in(copy, accounts)


def _end_sessions(copy: Path) -> None:
    from store.accounts.migrations import MIGRATIONS
    from store.opening import connect

    with Accounts(copy, connect(copy, MIGRATIONS, any_thread=False)) as accounts, accounts.writing() as db:
        db.execute("DELETE FROM sessions")


def _check_archives(kept: Path, target: Path) -> None:
    """An archive of the same name must begin with what the backup holds of it, or it is another one. Raises BackupError."""
    for path in kept.rglob("*") if kept.exists() else ():
        present = target / path.relative_to(kept)
        if path.is_file() and present.exists() and _hash(present, path.stat().st_size) != _hash(path, path.stat().st_size):
            raise BackupError(
                say(
                    "The archive {path} is another one than that of the backup: nothing was changed. Move it away, then try again.",
                    path=present,
                )
            )


def _add_missing(kept: Path, target: Path) -> None:
    """Files that are missing come back; those that are there stay, since what only grows holds as much or more."""
    for path in sorted(kept.rglob("*")) if kept.exists() else ():
        present = target / path.relative_to(kept)
        if path.is_file() and not present.exists():
            present.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, present)


def _hash(path: Path, size: int) -> str:
    digest, left = hashlib.sha256(), size
    with path.open("rb") as stream:
        while left and (block := stream.read(min(BLOCK, left))):
            digest.update(block)
            left -= len(block)
    return digest.hexdigest()
