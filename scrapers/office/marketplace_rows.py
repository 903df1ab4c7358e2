"""A row of the sheet Marketplaces becomes a known host."""

import re
from functools import cache

from catalogue.hosts import HOSTS, KnownHost, load_known_hosts
from catalogue.messages import say
from catalogue.suffixes import find_registered_domain, find_suffix
from scrapers.office.cells import RowError, check_countries, check_key, check_text, split_cell
from scrapers.office.sheets import SheetRow

NAME = re.compile(r"(?=.{1,63}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
MOST_SEGMENTS = 5


def read_marketplace(row: SheetRow) -> KnownHost:
    """The marketplace of a row; what a shipped one of the same key knows of paths, and the sheet has no column for, is kept.

    Raises:
        RowError: says what is wrong with the row.
    """
    cells, shipped = row.cells, _list_shipped()
    key, name = check_key(cells["key"]), check_text("name", cells["name"], 100)
    before = shipped.get(key)
    if before is not None and before.category != "marketplaces":
        raise RowError(say("key: {key} already stands for {name}, which is no marketplace.", key=key, name=before.name))
    hosts = tuple(dict.fromkeys(_check_host(host, key) for host in split_cell(cells["hosts"])))
    if not hosts:
        raise RowError(say("{column} is empty.", column="hosts"))
    segments = cells["path segments"] or "1"
    if not (segments.isascii() and segments.isdigit()) or int(segments) > MOST_SEGMENTS:
        raise RowError(say("path segments: {text} must be a whole number from 0 to {most}.", text=repr(segments), most=MOST_SEGMENTS))
    not_pages = frozenset(part.strip("/").lower() for part in split_cell(cells["not pages"]))
    prefixes, queries = (before.prefixes, before.queries) if before else (frozenset(), ())
    countries = check_countries(cells["countries"])
    return KnownHost(key, name, "marketplaces", hosts, int(segments), not_pages - {""}, countries, prefixes, queries)


def _check_host(text: str, key: str) -> str:
    """A host in small ASCII letters under a public suffix, or a name under any (`soko.*`), that stands for nothing else yet."""
    try:
        host = text.lower().removeprefix("www.") if text.isascii() else text.encode("idna").decode("ascii").lower()
    except UnicodeError:
        host = ""
    name, star, _ = host.partition(".*")
    parts = [name] if star and host.endswith(".*") and "." not in name else host.split(".")
    if not all(NAME.fullmatch(part) for part in parts) or (len(parts) < 2 and not star):
        raise RowError(say("hosts: {text} is no name of a host; write it without https:// and path, such as soko.co.ke.", text=repr(text)))
    if not star and (not find_suffix(host) or find_registered_domain(host) is None):
        raise RowError(say("hosts: {text} is no name that somebody registered under a public suffix such as co.ke.", text=repr(text)))
    owner = _list_shipped_hosts().get(host)
    if owner is not None and owner.key != key:
        sentence = "hosts: {host} already stands for {name} ({category}); use its key {key} to change it, if it is a marketplace."
        raise RowError(say(sentence, host=host, name=owner.name, category=owner.category, key=owner.key))
    return host


@cache
def _list_shipped() -> dict[str, KnownHost]:
    return {known.key: known for path in sorted(HOSTS.glob("*.toml")) for known in load_known_hosts(path.stem)}


@cache
def _list_shipped_hosts() -> dict[str, KnownHost]:
    return {host: known for known in _list_shipped().values() for host in known.hosts}
