"""What a list is, and what an entry of it says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from catalogue.errors import FindError
from catalogue.messages import say

FORMS = {
    "zone": "the zone of a domain",
    "hosts": "one host a line",
    "commoncrawl": "Common Crawl's index of hosts or domains",
    "ranking": "a ranking of domains",
    "directory": "a table of businesses with their websites",
    "osm": "an extract of OpenStreetMap",
    "wikidata": "an extract of Wikidata",
}
TABLES = frozenset(("directory", "osm", "wikidata"))


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list as the user named it: `form` one of FORMS or None (to be recognised), `columns` our name to the table's."""

    path: Path
    form: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One site of a list; a table's entry has a `name` and may have the rest, a host's has none of it."""

    site: str
    name: str | None = None
    place: str | None = None
    postcode: str | None = None
    phone: str | None = None
    tax_id: str | None = None


@dataclass(slots=True)
class ReadingCounts:
    """How far a list was read: its lines, those without a website or host (`skipped`), those that say nothing readable (`bad`)."""

    lines: int = 0
    skipped: int = 0
    bad: int = 0


def read_list_argument(text: str) -> ListFile:
    """The list of `FILE`, `FILE:FORM` or `FILE:directory:name=COLUMN,url=COLUMN`.

    Raises:
        FindError: there is no such form, a column is named without its name in the table, or there is no such file.
    """
    if Path(text).exists():
        return ListFile(Path(text))
    path, _, last = text.rpartition(":")
    columns = _read_columns(last) if "=" in last else {}
    if columns:
        path, _, last = path.rpartition(":")
    if path and last in FORMS:
        return ListFile(_refuse_absent(Path(path)), last, columns)
    if path and Path(path).exists():
        raise FindError(say("{form} is no form of a list: known are {known}.", form=last, known=", ".join(FORMS)))
    raise _absent(text)


def _read_columns(text: str) -> dict[str, str]:
    """{our column: the table's}."""
    columns = {}
    for part in text.split(","):
        ours, _, theirs = part.partition("=")
        if not ours.strip() or not theirs.strip():
            raise FindError(say("`{part}` names no column: write name=COLUMN,url=COLUMN.", part=part))
        columns[ours.strip()] = theirs.strip()
    return columns


def _refuse_absent(path: Path) -> Path:
    if not path.is_file():
        raise _absent(path)
    return path


def _absent(path: object) -> FindError:
    return FindError(say("There is no list {path}: check its name and folder.", path=path))
