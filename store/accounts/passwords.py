"""Passwords: what is asked of them, and their Argon2id hashes."""

import threading
import unicodedata
from functools import cache
from typing import Final

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from catalogue.errors import AccountError
from catalogue.messages import say
from store.accounts.names import name_key

SHORTEST: Final = 10
LONGEST: Final = 1000
TELLING_NAME: Final = 3
"""Names shorter than this stand in a password by accident."""

AT_ONCE = threading.BoundedSemaphore(2)
"""Each hash takes 64 MiB: many log-ins at once must not fill the memory."""


def make_hasher() -> PasswordHasher:
    """Argon2id with the second recommended option of RFC 9106: 3 passes, 64 MiB, 4 lanes."""
    return PasswordHasher(time_cost=3, memory_cost=65536, parallelism=4, type=Type.ID)


HASHER = make_hasher()


def check_password(name: str, password: str) -> None:
    """Refuses a password that is too short or says the name.

    Raises:
        AccountError: says what to type instead.
    """
    if len(password) < SHORTEST:
        raise AccountError(say("This password is too short: use at least {least} characters, such as four words.", least=SHORTEST))
    if len(password) > LONGEST:
        raise AccountError(say("This password is too long: use at most {most} characters.", most=LONGEST))
    key = name_key(name)
    if len(key) >= TELLING_NAME and key in name_key(password):
        raise AccountError(say("This password contains the name: choose one that others cannot guess."))


def hash_password(password: str) -> str:
    """What is kept of a password: a hash with its parameters and a random salt."""
    with AT_ONCE:
        return HASHER.hash(_plain(password))


def verify_password(kept: str | None, password: str) -> bool:
    """Whether the password is the one that was kept. None (there is no such person) takes as long, and is never right."""
    with AT_ONCE:
        stand_in = _stand_in(HASHER)
        try:
            right = HASHER.verify(kept or stand_in, _plain(password[:LONGEST]))
        except (VerifyMismatchError, InvalidHashError):
            return False
    return right and kept is not None


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters than are used now."""
    return HASHER.check_needs_rehash(kept)


def _plain(password: str) -> bytes:
    """The same characters whatever keyboard they come from."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


@cache
def _stand_in(hasher: PasswordHasher) -> str:
    """The hash that a password is compared with where there is no such person."""
    return hasher.hash("nobody has this password")
