"""Which archive files belong to a wave: by their own description, and by where the store's pages point."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from scrapers.archives.own import is_ours, read_description
from scrapers.archives.places import archive_folder, find_file, name_file


@dataclass(frozen=True, slots=True)
class Archives:
    """Files as `pages.warc_file` names them: those that a purge may touch, and those that it leaves to the office."""

    ours: tuple[str, ...]
    left: tuple[str, ...]


def find_archives(
    store_path: Path, named: Iterable[str], waves: Collection[tuple[str, str]], *, elsewhere: bool, shared: Collection[str] = ()
) -> Archives:
    """The archives of these waves, (country, wave), and those that pages point to (`named`).

    Ours are those that our crawler wrote: beside the store, or with `elsewhere` in other folders too, which another store may use. Files
    of others, and those that other waves need (`shared`), are left.
    """
    own = {name_file(store_path, path) for path in list_archives(archive_folder(store_path)) if _read_wave(path) in waves}
    for file in sorted(set(named) - own):
        path = find_file(store_path, file)
        if path.exists() and is_ours(path) and (elsewhere or path.parent == archive_folder(store_path)):
            own.add(file)
    there = {file for file in named if find_file(store_path, file).exists()}
    return Archives(tuple(sorted(own - set(shared))), tuple(sorted((there - own) | (there & set(shared)))))


def list_archives(folder: Path) -> list[Path]:
    """The archives in a folder, by name; none where there is no folder."""
    return sorted(path for path in folder.glob("*.warc.gz") if path.is_file())


def _read_wave(path: Path) -> tuple[str, str] | None:
    """(country, wave) that an archive of ours describes itself to be of."""
    fields = read_description(path)
    return (fields.get("country", ""), fields.get("wave", "")) if fields.get("software", "").startswith("ecomstat/") else None
