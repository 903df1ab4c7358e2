"""Pass phrases of sealed files: typed without showing, or read from a file; never an argument, which others could read."""

import getpass
import sys
from pathlib import Path

from catalogue.errors import BundleError
from catalogue.messages import say
from store.sealing import SHORTEST


def ask_new_phrase(file: Path | None) -> str:
    """A new pass phrase, typed twice.

    Raises:
        BundleError: it is too short, the two differ, or nobody can type it.
    """
    phrase = _ask(say("Pass phrase of the bundle: "), file)
    if len(phrase) < SHORTEST:
        raise BundleError(
            say("A pass phrase has {shortest} letters or more: take four words that nobody would put together.", shortest=SHORTEST)
        )
    if file is None and _ask(say("The same pass phrase again: "), None) != phrase:
        raise BundleError(say("The two pass phrases differ: nothing was written."))
    return phrase


def ask_phrase(sealed: Path, file: Path | None) -> str:
    """The pass phrase of a sealed file. Raises BundleError where nobody can type it."""
    return _ask(say("Pass phrase of {file}: ", file=sealed.name), file)


def _ask(question: str, file: Path | None) -> str:
    if file is not None:
        try:
            return (file.read_text(encoding="utf-8-sig").splitlines() or [""])[0].strip()
        except (OSError, ValueError) as error:
            raise BundleError(say("The pass phrase cannot be read from {file} ({reason}).", file=file, reason=error)) from error
    if not sys.stdin.isatty():
        raise BundleError(say("A pass phrase is typed at a terminal, or read with --pass-phrase-file."))
    return getpass.getpass(question).strip()
