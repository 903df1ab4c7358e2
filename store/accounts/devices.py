"""Browsers in which somebody has logged in before: failures elsewhere under their name, or from their address, do not slow these down."""

import hashlib
import hmac
import secrets
from typing import Final

from store.accounts.names import name_key
from store.accounts.opening import Accounts

MARK_BYTES: Final = 16


def make_device(accounts: Accounts, name: str) -> str:
    """A word for a browser to keep, which opens nothing; void when the password is changed. Empty where there is nobody of this name."""
    mark = secrets.token_urlsafe(MARK_BYTES)
    signature = _sign(accounts, name, mark)
    return f"{mark}.{signature}" if signature else ""


def is_known_device(accounts: Accounts, name: str, device: str) -> bool:
    """Whether this is a word that was made for this name and its present password."""
    mark, _, given = device.partition(".")
    signature = _sign(accounts, name, mark) if mark and given else ""
    return bool(signature) and hmac.compare_digest(signature.encode(), given.encode("utf-8", "surrogatepass"))


def _sign(accounts: Accounts, name: str, mark: str) -> str:
    """The kept hash of the password is the key: it is random by its salt, nobody sees it, and it changes with the password."""
    sql = "SELECT password FROM people WHERE key = ? AND removed_at IS NULL"
    row = accounts.db.execute(sql, [name_key(name)]).fetchone()
    content = b"device " + mark.encode("utf-8", "surrogatepass")
    return hmac.new(str(row[0]).encode(), content, hashlib.sha256).hexdigest() if row else ""
