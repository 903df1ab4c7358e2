"""What an office adds to the words, marketplaces and payment means that ship: files of the same formats, in a folder beside its store.

Which additions count is said by whoever works on a store: `using_additions` for as long as a block runs, `use_additions` for a whole
process. Nothing is added otherwise, so that two stores in one process never see each other's words.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from catalogue.errors import ProfileError
from catalogue.fingerprints import Fingerprint, load_fingerprints, read_fingerprints
from catalogue.hosts import KnownHost, read_known_hosts
from catalogue.messages import say
from catalogue.tables import check_names
from catalogue.words import Vocabulary, read_vocabulary

WORDS, MARKETPLACES, PAYMENTS = "words", "hosts/marketplaces.toml", "fingerprints/payment.toml"
DIGITS = 6
"""Hexadecimal digits of the additions' hash that stand in versions."""


@dataclass(frozen=True, slots=True, eq=False)
class Additions:
    """An office's additions. `mark` names them in versions, such as `+office-1a2b3c`; it is '' where there are none."""

    vocabularies: tuple[Vocabulary, ...] = ()
    marketplaces: tuple[KnownHost, ...] = ()
    payments: tuple[Fingerprint, ...] = ()
    mark: str = ""


NOTHING = Additions()
_of_process = NOTHING
_of_block: ContextVar[Additions | None] = ContextVar("additions", default=None)


def current_additions() -> Additions:
    """The additions that count here and now."""
    found = _of_block.get()
    return _of_process if found is None else found


@contextmanager
def using_additions(folder: Path) -> Iterator[Additions]:
    """The folder's additions count while the block runs, and no others; a folder that is not there adds nothing.

    Raises:
        ProfileError: a file of the folder does not hold what it must.
    """
    token = _of_block.set(load_additions(folder))
    try:
        yield current_additions()
    finally:
        _of_block.reset(token)


def use_additions(folder: Path | None) -> Additions:
    """The folder's additions count from now on in the whole process, which works on one store only; None: none do."""
    global _of_process
    _of_process = load_additions(folder) if folder is not None else NOTHING
    return _of_process


def load_additions(folder: Path) -> Additions:
    """The additions that a folder holds now; the same object as long as its files stay as they are.

    Raises:
        ProfileError: a file does not hold what it must.
    """
    folder = find_folder(folder)
    files = tuple((path.relative_to(folder).as_posix(), _read_bytes(path)) for path in sorted(folder.rglob("*.toml")))
    return _read_additions(folder, files) if files else NOTHING


def find_folder(folder: Path) -> Path:
    """The folder, or what stood there before an import that was broken off between its last two steps."""
    before = folder_before(folder)
    return before if before.is_dir() and not folder.exists() else folder


def folder_before(folder: Path) -> Path:
    """Where an import keeps the old folder for the moment in which the new one takes its place."""
    return folder.with_name(f"{folder.name}.before")


def is_language(code: str) -> bool:
    """Whether ISO 639 knows the code of a language: two letters, or three where it has no two."""
    import pycountry

    found = pycountry.languages.get(alpha_2=code) if len(code) == 2 else pycountry.languages.get(alpha_3=code)
    return found is not None and code == getattr(found, "alpha_2", code)


@lru_cache(maxsize=16)
def _read_additions(folder: Path, files: tuple[tuple[str, bytes], ...]) -> Additions:
    """Cached by what the files hold, so that a changed file is read anew."""
    names = [name for name, _ in files]
    check_names((n for n in names if not n.startswith("words/") or n.count("/") > 1), (MARKETPLACES, PAYMENTS), str(folder))
    digest = hashlib.sha256(b"\0".join(part for name, content in files for part in (name.encode(), content))).hexdigest()
    mark = f"+office-{digest[:DIGITS]}"
    return Additions(
        tuple(_read_words(folder / name, mark) for name in names if name.startswith("words/")),
        tuple(replace(h, origin=mark) for h in read_known_hosts(folder / MARKETPLACES)) if MARKETPLACES in names else (),
        _read_payments(folder / PAYMENTS, mark) if PAYMENTS in names else (),
        mark,
    )


def _read_words(path: Path, mark: str) -> Vocabulary:
    if not is_language(path.stem):
        raise ProfileError(say("{file}: {code} is no language code of ISO 639, such as sw or rw.", file=path, code=path.stem))
    vocabulary = read_vocabulary(path)
    entries = tuple(replace(e, phrases=tuple(replace(p, origin=mark) for p in e.phrases)) for e in vocabulary.entries)
    return replace(vocabulary, entries=entries)


def _read_payments(path: Path, mark: str) -> tuple[Fingerprint, ...]:
    payments = tuple(replace(found, origin=mark) for found in read_fingerprints(path))
    known = {found.key for found in (*load_fingerprints(), *payments)}
    for found in payments:
        check_names([found.subject], known, f"{path.name}, [{found.key}]")
    return payments


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes().replace(b"\r\n", b"\n")
    except OSError as problem:
        raise ProfileError(say("The catalogue file {file} cannot be read: {problem}.", file=path, problem=problem)) from problem
