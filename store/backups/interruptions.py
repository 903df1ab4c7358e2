"""A restore that was interrupted: known by a note beside the store, so that nobody works with half of it."""

import shutil
from pathlib import Path

from catalogue.errors import StoreError
from catalogue.messages import say
from store.additions import additions_folder, models_folder


def check_restored(store_path: Path) -> None:
    """Passes unless a restore into this store has begun and not ended.

    Raises:
        StoreError: it has.
    """
    if is_begun(store_path):
        file = _note_path(store_path).read_text(encoding="utf-8").strip()
        raise StoreError(
            say(
                "Restoring {file} into {path} was interrupted, or is under way: the store, its accounts, words and models may not belong"
                " together yet. Type `ecomstat restore {file}` again and let it end; if that file is gone, restore the newest"
                " {stem}-replaced-….zip beside the store.",
                file=file,
                path=store_path,
                stem=store_path.stem,
            )
        )


def is_begun(store_path: Path) -> bool:
    """Whether a restore into this store has begun and not ended."""
    return _note_path(store_path).exists()


def note_begin(store_path: Path, file: Path) -> None:
    """Says beside the store that it is about to be replaced."""
    _note_path(store_path).write_text(f"{file.resolve()}\n", encoding="utf-8")


def note_end(store_path: Path) -> None:
    """All is in place."""
    _note_path(store_path).unlink(missing_ok=True)


def replace_folder(kept: Path, target: Path) -> None:
    """The folder holds what the backup holds; what stood there is in the backup of before."""
    before = _set_aside(target)
    if target.exists():
        target.rename(before)
    if kept.exists():
        shutil.move(kept, target)
    shutil.rmtree(before, ignore_errors=True)


def tidy_folders(store_path: Path) -> None:
    """After an interruption: a folder that was set aside comes back where nothing has taken its place, and is gone otherwise."""
    for target in (additions_folder(store_path), models_folder(store_path)):
        before = _set_aside(target)
        if before.exists() and not target.exists():
            before.rename(target)
        shutil.rmtree(before, ignore_errors=True)


def _set_aside(target: Path) -> Path:
    return target.with_name(f"{target.name}.before-restore")


def _note_path(store_path: Path) -> Path:
    return store_path.with_name(f"{store_path.stem}-restoring.txt")
