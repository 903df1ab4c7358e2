"""A sealed bundle at the reviewer's: opened into a folder beside it while it is worked on, sealed again afterwards."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from filelock import FileLock, Timeout

from catalogue.errors import BundleError
from catalogue.messages import say
from classify.handouts import write_answers
from store.accounts import accounts_path
from store.handouts import GivenBack, find_bundle, read_given_back
from store.opening import fold_log, open_store
from store.passing_folders import passing_folder
from store.sealing import COMPLETE, LOCK, check_phrase, seal, seal_folder, unseal_folder
from web.hand_back import HandBack, SealedAnswers

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
        if not (folder / COMPLETE).exists():  # sealed again, or never whole
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
    given = read_bundle(bundle, phrase)
    part = target.with_name(f".{target.name}.part")
    seal(BytesIO(write_answers(given)), part, "answers", given.handout, phrase)
    part.replace(target)
    return given


def way_back_of(bundle: Path, phrase: str) -> HandBack:
    """What the pages of an open bundle offer its reviewer: a file named after the bundle."""

    def count() -> tuple[int, int]:
        tasks = _read_store(store_in(folder_of(bundle))).tasks
        return sum(task.done_at is not None for task in tasks), len(tasks)

    def seal_answers() -> SealedAnswers:
        with passing_folder(bundle.parent, "answers") as folder:
            target = folder / f"{bundle.stem}-answers.sealed"
            write_bundle_answers(bundle, phrase, target)
            return SealedAnswers(target.name, target.read_bytes())

    return HandBack(count, seal_answers)


def read_bundle(bundle: Path, phrase: str) -> GivenBack:
    """What was answered in a bundle so far, open or not. Raises BundleError as for `opened_bundle`."""
    header = check_phrase(bundle, phrase)
    if (folder_of(bundle) / COMPLETE).exists():
        given = _read(folder_of(bundle), header.handout, bundle)
    else:
        with passing_folder(bundle.parent, "answers") as folder:
            unseal_folder(bundle, folder, phrase)
            given = _read(folder, header.handout, bundle)
    return given


def _read_store(path: Path) -> GivenBack:
    with open_store(path, create=False) as store:
        found = find_bundle(store)
        assert found is not None
        return read_given_back(store, found)


def _read(folder: Path, handout: str, file: Path) -> GivenBack:
    _check_belongs(folder, handout, file)
    return _read_store(store_in(folder))


def _check_belongs(folder: Path, handout: str, file: Path) -> None:
    with open_store(store_in(folder), create=False) as store:
        found = find_bundle(store)
    if found is None or found.handout != handout:
        raise BundleError(say("The folder {folder} belongs to another bundle than {file}: move it away first.", folder=folder, file=file))
