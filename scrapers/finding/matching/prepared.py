"""A list's index beside the store: built at the first use, used again while the list stays the same."""

import hashlib
import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from catalogue.messages import say
from catalogue.profiles import CountryProfile
from catalogue.progress import Progress
from scrapers.finding.lists.entries import TABLES, ListEntry, ListFile
from scrapers.finding.lists.reading import OpenedList, open_list
from scrapers.finding.matching.building import EntryWriter, build_arrays
from scrapers.finding.matching.keys import entry_keys
from scrapers.finding.matching.numbers import phone_key, tax_key
from scrapers.finding.matching.scoring import Entry
from scrapers.finding.names import fold_words, read_name

VERSION = 2
"""Raised when what an index holds changes: older ones are built again."""
STEP = 10_000


@dataclass(frozen=True, slots=True)
class PreparedList:
    """A list ready to be matched: its index's folder, what it is called, and what reading it came to."""

    folder: Path
    path: str
    country: str
    name: str
    form: str
    entries: int
    keys: int
    skipped: int
    bad: int

    @property
    def has_names(self) -> bool:
        """Whether its entries have names beside their hosts."""
        return self.form in TABLES


def prepare_list(file: ListFile, profile: CountryProfile, folder: Path, memory: int, progress: Progress) -> PreparedList:
    """The list's index, built in `folder` where it is not there yet; `memory` in bytes.

    Raises:
        FindError: the list cannot be read, or there is no entry in it.
    """
    opened = open_list(file, profile)
    place = folder / _name_index(opened)
    if (place / "list.json").exists():
        return PreparedList(place, **json.loads((place / "list.json").read_text(encoding="utf-8")))
    part = place.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    entries = _write_entries(opened, part, progress)
    progress.start(say("Index of {file}", file=opened.name))
    keys = build_arrays(part, memory, progress.advance)
    counts = opened.counts
    made = PreparedList(place, str(file.path.resolve()), profile.code, opened.name, opened.form, entries, keys, counts.skipped, counts.bad)
    told = {key: value for key, value in asdict(made).items() if key != "folder"}
    _forget_older(folder, told)
    (part / "list.json").write_text(json.dumps(told), encoding="utf-8")
    part.rename(place)
    progress.note(_tell(made))
    return made


def _forget_older(folder: Path, told: dict[str, object]) -> None:
    """Takes away what was built of the same file before it changed."""
    for older in folder.glob("*/list.json"):
        if all(json.loads(older.read_text(encoding="utf-8")).get(key) == told[key] for key in ("path", "country")):
            shutil.rmtree(older.parent, ignore_errors=True)


def _write_entries(opened: OpenedList, folder: Path, progress: Progress) -> int:
    """Every entry of the list with its keys; gives their number."""
    writer = EntryWriter(folder)
    progress.start(say("Reading {file}", file=opened.name))
    for entry in opened.read_entries():
        _add_entry(writer, entry, opened.profile)
        if writer.count % STEP == 0:
            progress.advance(STEP)
    writer.close()
    return writer.count


def _add_entry(writer: EntryWriter, entry: ListEntry, profile: CountryProfile) -> None:
    if entry.name is None:
        writer.add(entry.site, entry_keys(entry), ())
        return
    phone, tax_id = phone_key(entry.phone), tax_key(entry.tax_id, profile.code)
    line = "\t".join((entry.site, entry.name, entry.place or "", "".join(fold_words(entry.postcode or "")), phone or ""))
    writer.add(line, entry_keys(entry, read_name(entry.name, profile).words), [n for n in (phone, tax_id) if n])


def read_entry_line(line: str) -> Entry:
    """The entry that `prepare_list` wrote as this line."""
    return Entry(*line.split("\t"))


def _name_index(opened: OpenedList) -> str:
    """Another name for another list: by its path, size, time, form and columns, the country's words and this program's way."""
    path, stat = opened.file.path.resolve(), opened.file.path.stat()
    parts = [VERSION, path, stat.st_size, stat.st_mtime_ns, opened.form, sorted(opened.file.columns.items()), opened.profile.code]
    return hashlib.sha256(repr(parts).encode("utf-8")).hexdigest()[:20]


def _tell(made: PreparedList) -> str:
    sentence = "{file} was read as `{form}`: {entries} sites, {skipped} entries without one, {bad} unreadable lines."
    return say(sentence, file=made.name, form=made.form, entries=made.entries, skipped=made.skipped, bad=made.bad)
