"""Lists of host names: zone files, one host a line, Common Crawl's index, rankings."""

from collections.abc import Callable, Iterator
from pathlib import Path

from scrapers.finding.lists.entries import ListEntry, ReadingCounts
from scrapers.finding.lists.forms import find_host, find_ranked, find_reversed, split_cells
from scrapers.finding.lists.hosts import clean_host, find_listed_site
from scrapers.finding.lists.streams import read_lines

OWNED = frozenset((b"NS", b"A", b"AAAA", b"CNAME", b"MX", b"DS"))
CLASSES = frozenset((b"IN", b"CH", b"HS"))


def read_hosts(path: Path, form: str, counts: ReadingCounts) -> Iterator[ListEntry]:
    """The sites of a list of hosts in its order; neighbours that are one site give it once.

    Raises:
        FindError: the file is damaged.
    """
    last = None
    hosts = read_zone_owners(path, counts) if form == "zone" else _read_line_hosts(path, LINE_READERS[form], counts)
    for host in hosts:
        site = find_listed_site(host)
        if site is None:
            counts.skipped += 1
        elif site != last:
            last = site
            yield ListEntry(site)


def read_zone_owners(path: Path, counts: ReadingCounts) -> Iterator[str]:
    """The names in a zone file (RFC 1035) that own an address or are delegated; wildcards and service names are left out."""
    origin, depth = b"", 0
    for line in read_lines(path):
        counts.lines += 1
        if line is None:
            counts.bad += 1
            continue
        line = line.partition(b";")[0]
        is_inside, depth = depth > 0, max(0, depth + line.count(b"(") - line.count(b")"))
        if is_inside or not (words := line.split()):
            continue
        if words[0].upper() == b"$ORIGIN":
            origin = words[1].strip(b".") if len(words) > 1 else b""
        elif words[0][:1] != b"$" and not line[:1].isspace():
            owner = _find_owner(words, origin)
            counts.bad += owner == ""
            if owner:
                yield owner


def _find_owner(words: list[bytes], origin: bytes) -> str | None:
    """The owner of a record; None for one of no interest, '' for what is no record."""
    kind = next((word.upper() for word in words[1:4] if word.upper() not in CLASSES and not word[:1].isdigit()), b"")
    if kind not in OWNED:
        return None if kind.isalnum() else ""
    name = words[0].decode("utf-8", "replace")
    if name == "@" or name.startswith("*") or "_" in name:
        return None
    is_whole = name.endswith(".") or not origin
    return clean_host(name if is_whole else f"{name}.{origin.decode('utf-8', 'replace')}") or (None if name.endswith(".") else "")


def _read_line_hosts(path: Path, read: Callable[[str], str | None], counts: ReadingCounts) -> Iterator[str]:
    for line in read_lines(path):
        counts.lines += 1
        if line is None:
            counts.bad += 1
            continue
        if not line or line.isspace() or line[:1] in b"#;":
            continue
        host = read(line.decode("utf-8", "replace"))
        if host is None:
            counts.bad += counts.lines > 1  # the first may be a header
        else:
            yield host


LINE_READERS: dict[str, Callable[[str], str | None]] = {
    "hosts": find_host,
    "commoncrawl": lambda text: find_reversed(split_cells(text)) or find_reversed([text.strip(), ""]),
    "ranking": lambda text: find_ranked(split_cells(text)),
}
