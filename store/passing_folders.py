"""Folders for the time of a block; what a computer that stopped has left of earlier ones, which may hold the register, is removed."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock, Timeout

LOCK = ".lock"
NEW_SECONDS = 60
"""A folder may be so old before it has its lock."""


@contextmanager
def passing_folder(parent: Path, purpose: str) -> Iterator[Path]:
    """A hidden folder that is gone after the block; earlier ones of this purpose that nobody works in any more go now."""
    prefix = f".ecomstat-{purpose}-"
    for left in parent.glob(f"{prefix}*"):
        if left.is_dir() and not left.is_symlink() and _is_left(left):
            shutil.rmtree(left, ignore_errors=True)
    with TemporaryDirectory(dir=parent, prefix=prefix) as name, FileLock(Path(name) / LOCK, timeout=0):
        yield Path(name)


def _is_left(folder: Path) -> bool:
    lock = folder / LOCK
    try:
        if not lock.exists():
            return time.time() - folder.stat().st_mtime > NEW_SECONDS
        with FileLock(lock, timeout=0):
            return True
    except (Timeout, OSError):
        return False
