"""Which form a list has, by its first lines."""

import csv
import re
from collections.abc import Mapping, Sequence

from catalogue.errors import FindError
from catalogue.messages import say
from catalogue.register_columns import fold_column_name
from scrapers.finding.lists.hosts import clean_host, split_host

HEAD = 200
MOST = 0.6
RECORD = re.compile(
    rb"^\S*\s+(?:\d+[smhdw]?\s+)?(?:IN\s+)?(?:\d+[smhdw]?\s+)?(SOA|NS|A|AAAA|CNAME|DS|MX|TXT|RRSIG|NSEC3?|NSEC3PARAM|DNSKEY|SRV|CAA|DNAME)\s",
    re.I,
)
DIRECTIVE = re.compile(rb"^\$(?:ORIGIN|TTL)\s", re.I)
OSM_MARKS = frozenset(("addr city", "addr street", "contact website", "contact phone", "osm id", "amenity"))
WIKIDATA_MARKS = frozenset(("item label", "item", "official website"))


def find_form(head: Sequence[bytes], file: str, names: Mapping[str, Sequence[str]]) -> str:
    """One of entries.FORMS; `names` are what a table may call our columns, folded.

    Raises:
        FindError: the lines look like none of the forms.
    """
    content = [line for line in head if not line.lstrip().startswith((b"#", b";", b"//")) or b"\t" in line]
    if any(DIRECTIVE.match(line) for line in head) or _share(content, lambda line: bool(RECORD.match(line))) >= MOST:
        return "zone"
    texts = [line.decode("utf-8", "replace") for line in content]
    if form := _find_table(texts, names):
        return form
    if _share(texts, lambda text: find_reversed(split_cells(text)) is not None) >= MOST:
        return "commoncrawl"
    if _share(texts, lambda text: find_ranked(split_cells(text)) is not None) >= MOST:
        return "ranking"
    if _share(texts, lambda text: find_host(text) is not None) >= MOST:
        return "hosts"
    sentence = "{file} is no list that can be recognised: name its form behind it, {file}:FORM, with one of {forms}."
    raise FindError(say(sentence, file=file, forms="zone, hosts, commoncrawl, ranking, directory, osm, wikidata"))


def split_cells(text: str) -> list[str]:
    """The cells of a line that is parted by tabs, semicolons or commas; quotation marks around a cell are taken away."""
    mark = next((mark for mark in "\t;," if mark in text), "\t")
    return [cell.strip().strip('"') for cell in text.split(mark)]


def find_host(text: str) -> str | None:
    """The host of a line that names one, alone or after an address as in a hosts file; None where there is none."""
    words = text.split("#")[0].split()
    host = clean_host(words[-1]) if len(words) == 1 or (len(words) == 2 and not clean_host(words[0])) else None
    return host if host and split_host(host) else None


def find_reversed(cells: Sequence[str]) -> str | None:
    """The host of the cell that is written from its end, such as ke.co.example; None where there is none."""
    for cell in cells:
        labels = cell.lower().split(".")
        if len(labels) > 1 and not labels[0].isdigit() and (host := clean_host(".".join(reversed(labels)))) and split_host(host):
            return host if len(cells) > 1 or not split_host(cell.lower()) else None
    return None


def find_ranked(cells: Sequence[str]) -> str | None:
    """The host of a line that has a number beside it; None where there is none."""
    if not any(cell.replace(".", "").isdigit() for cell in cells):
        return None
    hosts = (clean_host(cell) for cell in cells if "." in cell)
    return next((host for host in hosts if host and split_host(host)), None)


def _find_table(texts: Sequence[str], names: Mapping[str, Sequence[str]]) -> str | None:
    """The kind of table where one of the first lines names a column of names and one of addresses."""
    for text in texts[:20]:
        cells = {fold_column_name(cell) for row in csv.reader([text.replace("\r", " ")], delimiter=_mark(text)) for cell in row}
        if not (cells & set(names["url"]) and cells & set(names["name"])):
            continue
        if cells & OSM_MARKS:
            return "osm"
        return "wikidata" if cells & WIKIDATA_MARKS else "directory"
    return None


def _mark(text: str) -> str:
    return max(",;\t|", key=text.count)


def _share(lines: Sequence[object], says: object) -> float:
    """The share of the lines (at least one) of which this is true; a header or a damaged line among them does no harm."""
    assert callable(says)
    return sum(1 for line in lines if says(line)) / max(1, len(lines) - (len(lines) > 2))
