"""A sealed bundle at the reviewer's: opened into a folder beside it while it is worked on, sealed again afterwards."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock, Timeout

from catalogue.errors import BundleError
from catalogue.messages import say
from classify.handouts import write_answers
from store.accounts import accounts_path
from store.handouts import GivenBack, find_bundle, read_given_back
from store.opening import fold_log, open_store
from store.sealing import COMPLETE, LOCK, check_phrase, seal, seal_folder, unseal_folder

ARCHIVE = "pages.warc.gz"
OWNER_ONLY = 0o700


def store_in(folder: Path) -> Path:
    """The store in an opened bundle."""
    return folder / "review.db"


def folder_of(file: Path) -> Path:
    """The folder into which a bundle is opened."""
    return file.with_name(f"{file.name}-open")


@contextmanager
def opened_bundle(file: Path, phrase: str) -> Iterator[Path]:
    """The store of a bundle, for this block; then it is sealed again with all that was answered, and the folder is gone.

    Where the computer stopped in between, the folder is still there, and work goes on in it.

    Raises:
        BundleError: it is no bundle, was altered, is open already, or it is another pass phrase.
    """
    header, folder = check_phrase(file, phrase), folder_of(file)
    _keep_to_oneself(folder)
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise BundleError(say("{file} is open already: close it there first (Ctrl-C), then try again.", file=file)) from error
    try:
        if not (folder / COMPLETE).exists():
            unseal_folder(file, folder, phrase)
            (folder / COMPLETE).touch()
        _check_belongs(folder, header.handout, file)
        try:
            yield store_in(folder)
        finally:  # whatever has happened: answers must not stay open to read
            _close(folder, file, header.handout, phrase)
    finally:
        lock.release()
    shutil.rmtree(folder, ignore_errors=True)


def _keep_to_oneself(folder: Path) -> None:
    """Makes the folder, which nobody else may read: also where it stands there already, since anybody may have made it."""
    folder.mkdir(mode=OWNER_ONLY, exist_ok=True)
    try:
        folder.chmod(OWNER_ONLY)
    except PermissionError as error:
        raise BundleError(
            say("The folder {folder} belongs to somebody else: move it away, or the bundle elsewhere.", folder=folder)
        ) from error


def _close(folder: Path, file: Path, handout: str, phrase: str) -> None:
    """Seals the folder; only then are its contents let go."""
    for path in (store_in(folder), accounts_path(store_in(folder))):
        fold_log(path)
    seal_folder(folder, file, handout, phrase)
    (folder / COMPLETE).unlink()


def write_bundle_answers(bundle: Path, phrase: str, target: Path) -> GivenBack:
    """Seals the answers given in a bundle so far, with the bundle's pass phrase; it may be open meanwhile.

    Raises:
        BundleError: as for `opened_bundle`, or the file cannot be written.
    """
    if target.resolve() == bundle.resolve():
        raise BundleError(say("The answers need a file of their own: name another one than the bundle."))
    if not target.parent.is_dir():
        raise BundleError(say("There is no folder {folder}: make it first, or name another place.", folder=target.parent))
    header = check_phrase(bundle, phrase)
    if (folder_of(bundle) / COMPLETE).exists():
        given = _read(folder_of(bundle), header.handout, bundle)
    else:
        with TemporaryDirectory(dir=bundle.parent, prefix=".ecomstat-answers-") as name:
            unseal_folder(bundle, Path(name), phrase)
            given = _read(Path(name), header.handout, bundle)
    part = target.with_name(f".{target.name}.part")
    seal(BytesIO(write_answers(given)), part, "answers", header.handout, phrase)
    part.replace(target)
    return given


def _read(folder: Path, handout: str, file: Path) -> GivenBack:
    _check_belongs(folder, handout, file)
    with open_store(store_in(folder), create=False) as store:
        found = find_bundle(store)
        assert found is not None
        return read_given_back(store, found)


def _check_belongs(folder: Path, handout: str, file: Path) -> None:
    with open_store(store_in(folder), create=False) as store:
        found = find_bundle(store)
    if found is None or found.handout != handout:
        raise BundleError(say("The folder {folder} belongs to another bundle than {file}: move it away first.", folder=folder, file=file))
