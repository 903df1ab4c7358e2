"""A shard is there when its manifest is: written last, with the sizes and digests of the files that belong to it."""

import re
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import msgspec

from catalogue.errors import CrawlError
from catalogue.messages import say
from scrapers.cluster.rows import FILES
from scrapers.cluster.storage import Storage
from store.runs import program_version

FORMAT = "ecomstat-shard/1"
NAME = "manifest.json"
ARCHIVE = "archive.warc.gz"
LONGEST = 1 << 20
LARGEST = {**dict.fromkeys(FILES.values(), 2 * 2**30), ARCHIVE: 64 * 2**30}
"""Bytes that a shard's files may have."""

_ATTEMPT = re.compile(r"[0-9a-f]{32}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class ShardFile(msgspec.Struct, frozen=True):
    """A file of a shard: bytes and SHA-256."""

    size: int
    digest: str


class Manifest(msgspec.Struct, frozen=True):
    """What a shard consists of: `files` by name, in the folder of the `attempt` that was finished; `sites` counts its visits."""

    format: str
    version: str
    country: str
    wave: str
    shard: str
    attempt: str
    made_at: str
    sites: int
    files: dict[str, ShardFile]


def place_shard(country: str, wave: str, shard: str) -> str:
    """The folder of a shard within the storage."""
    return f"{country}-{wave}/{shard}"


def find_manifest(storage: Storage, country: str, wave: str, shard: str) -> tuple[Manifest, str] | None:
    """A finished shard's manifest and its SHA-256; None where the shard is not finished.

    Raises:
        CrawlError: what stands there is none of this shard.
    """
    content = storage.read(f"{place_shard(country, wave, shard)}/{NAME}", LONGEST)
    if content is None:
        return None
    try:
        manifest = msgspec.json.decode(content, type=Manifest)
    except msgspec.DecodeError as error:
        raise _refuse(storage, shard) from error
    if (manifest.format, manifest.country, manifest.wave, manifest.shard) != (FORMAT, country, wave, shard) or not _is_sound(manifest):
        raise _refuse(storage, shard)
    return manifest, sha256(content).hexdigest()


def put_shard(storage: Storage, folder: Path, country: str, wave: str, shard: str, *, sites: int, made_at: str) -> None:
    """Copies a shard's files to the storage, then its manifest, from which moment on it exists."""
    attempt, place, files = uuid4().hex, place_shard(country, wave, shard), {}
    for name in (*FILES.values(), ARCHIVE):
        if (path := folder / name).exists():
            storage.put(path, f"{place}/{attempt}/{name}")
            files[name] = ShardFile(path.stat().st_size, _measure(path))
    manifest = Manifest(FORMAT, program_version(), country, wave, shard, attempt, made_at, sites, files)
    storage.write(f"{place}/{NAME}", msgspec.json.encode(manifest))


def fetch_file(storage: Storage, manifest: Manifest, name: str, local: Path) -> None:
    """Copies a file of a shard here.

    Raises:
        CrawlError: it is not what the manifest says.
    """
    asked = manifest.files[name]
    place = place_shard(manifest.country, manifest.wave, manifest.shard)
    if storage.fetch(f"{place}/{manifest.attempt}/{name}", local, asked.size) != asked.digest:
        raise _refuse(storage, manifest.shard)


def _is_sound(manifest: Manifest) -> bool:
    files = manifest.files
    sizes = all(name in LARGEST and 0 <= file.size <= LARGEST[name] for name, file in files.items())
    is_named = _ATTEMPT.fullmatch(manifest.attempt) is not None and _TIME.fullmatch(manifest.made_at) is not None
    return sizes and is_named and set(FILES.values()) <= set(files) and manifest.sites >= 0


def _measure(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _refuse(storage: Storage, shard: str) -> CrawlError:
    return CrawlError(
        say(
            "At {storage} the shard {shard} is damaged, and nothing of it was taken: remove its folder, and run the command again.",
            storage=storage.url,
            shard=shard,
        )
    )
