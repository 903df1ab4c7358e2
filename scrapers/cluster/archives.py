"""Archives at a storage: which there are, whether our own crawler wrote them, and their copies beside the store."""

import re
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from catalogue.errors import CrawlError
from catalogue.messages import say
from scrapers.archives.own import holds_visits
from scrapers.archives.places import archive_folder
from scrapers.cluster.manifests import ARCHIVE, LARGEST
from scrapers.cluster.storage import Storage, is_local

HEAD = 1 << 16
"""Bytes that hold the first record of an archive of ours."""

_NAME = re.compile(r"[\w.=-]{1,200}\.warc(?:\.gz)?")


def list_archives(addresses: Iterable[str]) -> list[str]:
    """Every archive's address: files of this computer by their whole paths, and at storages those that fit a pattern such as `*.warc.gz`.

    Raises:
        CrawlError: there is none under an address, or its name is none of an archive.
    """
    found = [one for address in addresses for one in _expand(address)]
    if wrong := [address for address in found if not is_local(address) and not _NAME.fullmatch(address.rpartition("/")[2])]:
        raise CrawlError(say("{path} is not a web archive (WARC): give a .warc or .warc.gz file.", path=wrong[0]))
    return list(dict.fromkeys(found))


def is_own_archive(address: str) -> bool:
    """Whether an archive holds visits of ecomstat's crawler, by its first record."""
    if is_local(address):
        return holds_visits(find_local(address))
    place, _, name = address.rpartition("/")
    with TemporaryDirectory(prefix="ecomstat-") as folder:
        head = Path(folder) / name
        head.write_bytes(Storage(place).read_head(name, HEAD))
        return holds_visits(head)


def bring_archive(address: str, store_path: Path) -> Path:
    """An archive's file on this computer: copied beside the store where it lies elsewhere, so that reviewers see its pages.

    Raises:
        CrawlError: it cannot be copied, or another file has its name there.
    """
    if is_local(address):
        return find_local(address)
    place, _, name = address.rpartition("/")
    storage, path = Storage(place), archive_folder(store_path).absolute() / name
    size = storage.measure(name)
    if path.exists():
        if path.stat().st_size != size:
            raise CrawlError(say("{path} is another archive than {address}: rename one of them.", path=path, address=address))
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{name}.part")
    try:
        storage.fetch(name, part, LARGEST[ARCHIVE])
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return path


def find_local(address: str) -> Path:
    """The path of a file on this computer, also where it is written as `file://`."""
    return Path(urlsplit(address).path if "://" in address else address)


def _expand(address: str) -> list[str]:
    if is_local(address):
        path = find_local(address).absolute()
        if not path.is_file():
            raise CrawlError(say("The archive {path} cannot be read: {reason}.", path=path, reason=say("there is no such file or folder")))
        return [str(path)]
    place, _, name = address.rpartition("/")
    if "*" not in name:
        return [address]
    if not (names := Storage(place).list_files(name)):
        raise CrawlError(say("There is no archive at {address}.", address=address))
    return [f"{place}/{one}" for one in names]
