"""Hosts on which many businesses have a page of their own, one file per category in `catalogue/hosts/`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalogue.errors import ProfileError
from catalogue.messages import say
from catalogue.tables import check_names, check_table, load_table, read_text, read_texts

HOSTS = Path(__file__).parent / "hosts"
FIELDS = ("name", "hosts", "path_segments", "not_profiles", "countries", "prefixes", "queries", "subdomains", "rooms", "folded")


@dataclass(frozen=True, slots=True)
class KnownHost:
    """A host on which many businesses have a page; `category` is its file's name in `catalogue/hosts/`.

    `prefixes`: first path segments after which one more names the page, such as `company`; `queries`: the query field that
    names it after a path segment, such as `id` after `profile.php`. `subdomains`: a subdomain is a business's page too.
    `folded`: its pages are found under their names in any case.
    `rooms`: what is offered there are rooms, so that a link of booking leads to the house's own.
    `origin`: the mark of an office's additions, '' where it ships.
    """

    key: str
    name: str
    category: str
    hosts: tuple[str, ...]
    path_segments: int = 1
    not_profiles: frozenset[str] = frozenset()
    countries: tuple[str, ...] = ()
    prefixes: frozenset[str] = frozenset()
    queries: tuple[tuple[str, str], ...] = ()
    subdomains: bool = False
    rooms: bool = False
    folded: bool = False
    origin: str = ""


def load_known_hosts(category: str) -> tuple[KnownHost, ...]:
    """All known hosts of one category, in the order of their file."""
    return read_known_hosts(HOSTS / f"{category}.toml")


def read_known_hosts(path: Path) -> tuple[KnownHost, ...]:
    """The known hosts that a file holds, checked; ProfileError names the file and the entry that is wrong."""
    return tuple(_read_known_host(path, key, entry) for key, entry in load_table(path).items())


def _read_known_host(path: Path, key: str, entry: Mapping[str, Any]) -> KnownHost:
    where = f"{path.name}, [{key}]"
    check_table(entry, where)
    check_names(entry, FIELDS, where)
    segments, queries = entry.get("path_segments", 1), entry.get("queries", {})
    if not isinstance(segments, int) or not isinstance(queries, dict):
        raise ProfileError(say("{where}: path_segments must be a whole number, and queries a table.", where=where))
    texts = {name: read_texts(entry, name, where) for name in ("hosts", "not_profiles", "countries", "prefixes")}
    return KnownHost(
        key, read_text(entry, "name", where), path.stem, texts["hosts"], segments, frozenset(texts["not_profiles"]), texts["countries"],
        frozenset(texts["prefixes"]), tuple(sorted(queries.items())), entry.get("subdomains") is True, entry.get("rooms") is True,
        entry.get("folded") is True,
    )  # fmt: skip
