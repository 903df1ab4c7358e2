"""The first account: a link that is printed once, works once, and only as long as there is no methodologist."""

import hmac
import secrets
import threading

TOKEN_BYTES = 32


class FirstAccount:
    """Holds the token of the link, in memory only."""

    def __init__(self) -> None:
        self.token: str | None = None
        self.lock = threading.Lock()

    def offer(self) -> str:
        """A new token; an earlier one is void."""
        with self.lock:
            self.token = secrets.token_urlsafe(TOKEN_BYTES)
            return self.token

    def accepts(self, token: str) -> bool:
        """Whether this is the token of the link."""
        with self.lock:
            return self.token is not None and hmac.compare_digest(self.token.encode(), token.encode("utf-8", "surrogatepass"))

    def end(self) -> None:
        """Makes the link void."""
        with self.lock:
            self.token = None
