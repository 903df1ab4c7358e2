"""Where archives lie, and how `pages.warc_file` names them: by name beside the store, by full path elsewhere."""

from pathlib import Path

from store.additions import archive_folder as archive_folder  # also for those who ask here


def name_file(store_path: Path, archive: Path) -> str:
    """The name under which the store's pages point to an archive."""
    return archive.name if archive.absolute().parent == archive_folder(store_path.absolute()) else str(archive.absolute())


def find_file(store_path: Path, warc_file: str) -> Path:
    """The archive that a page's `warc_file` points to."""
    return archive_folder(store_path) / warc_file
