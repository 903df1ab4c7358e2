"""Which page of an archived site is its home page, when nobody noted it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

HOME_NAMES = re.compile(
    r"^/(?:(?:index|home|default|main|start|inicio|accueil|startseite)(?:\.\w{2,5})?|[a-z]{2}(?:[-_][a-z]{2})?)?/?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """Where a response lies: its address and status, the number of its archive and the byte there."""

    url: str
    http_status: int
    archive: int
    offset: int
    fetched_at: str


def order_pages(pages: Sequence[ArchivedPage], start_url: str | None) -> list[ArchivedPage]:
    """The pages with the most home-like first: answered ones, then the start address, the root, an index page, the shortest path."""
    start = _spell(start_url) if start_url else None
    return sorted(pages, key=lambda page: _rank(page, start))


def keep_newest(pages: Sequence[ArchivedPage]) -> list[ArchivedPage]:
    """One capture of each address, the newest; and of an answered page one spelling only: http and https, `www.` or not, are the same."""
    newest: dict[str, ArchivedPage] = {}
    for page in pages:
        _keep(newest, page.url, page)
    answered: dict[str, ArchivedPage] = {}
    for page in newest.values():
        _keep(answered, _spell(page.url) if page.http_status == 200 else page.url, page)
    return list(answered.values())


def _keep(newest: dict[str, ArchivedPage], name: str, page: ArchivedPage) -> None:
    if name not in newest or newest[name].fetched_at <= page.fetched_at:
        newest[name] = page


def _rank(page: ArchivedPage, start: str | None) -> tuple[int, bool, bool, bool, int, int, str]:
    parts = urlsplit(page.url)
    path = parts.path or "/"
    is_root, is_home = path == "/" and not parts.query, bool(HOME_NAMES.match(path))
    answered = 0 if page.http_status == 200 else 1 if page.http_status < 400 else 2
    return (
        answered,
        _spell(page.url) != start,
        not is_root,
        not is_home or bool(parts.query),
        path.rstrip("/").count("/"),
        len(page.url),
        page.url,
    )


def _spell(url: str) -> str:
    parts = urlsplit(url if "://" in url else f"http://{url}")
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"
