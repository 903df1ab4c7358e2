"""What a backup says of itself, as the JSON file that stands in it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any, Final

from catalogue.errors import BackupError
from catalogue.messages import say
from store.plain_paths import is_plain_path

FORMAT: Final = 2  # 1 had no answers of search services
MANIFEST: Final = "manifest.json"
STORE, ACCOUNTS = "store.db", "accounts.db"
WORDS, MODELS, SEARCHES, ARCHIVE = "words", "models", "search", "archive"
FOLDERS: Final = (WORDS, MODELS, SEARCHES, ARCHIVE)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file in a backup: its size in bytes and its SHA-256 in hexadecimal digits."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """`newest`: the highest number of each thing that only ever grows, by which a newer store is told; `holds`: how much of what."""

    format: int
    program: str
    made_at: str
    store: str
    migrations: tuple[str, ...]
    newest: Mapping[str, int]
    holds: Mapping[str, int]
    files: tuple[KeptFile, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back, and the file that holds what stood there before; None where nothing did."""

    manifest: Manifest
    aside: Path | None


def write_manifest(manifest: Manifest) -> bytes:
    """The manifest as JSON."""
    return json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()


def read_manifest(content: bytes, file: Path) -> Manifest:
    """The manifest of a backup.

    Raises:
        BackupError: it is none that this program understands.
    """
    try:
        values: dict[str, Any] = json.loads(content)
        if int(values["format"]) > FORMAT:
            raise BackupError(say_newer(file, str(values.get("program"))))
        files = tuple(KeptFile(str(f["name"]), int(f["size"]), str(f["sha256"])) for f in values["files"])
        newest, holds = ({str(k): int(v) for k, v in values[name].items()} for name in ("newest", "holds"))
        migrations = tuple(map(str, values["migrations"]))
        program, made_at, store = (str(values[name]) for name in ("program", "made_at", "store"))
        manifest = Manifest(int(values["format"]), program, made_at, store, migrations, newest, holds, files)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupError(say("{file} is no backup of ecomstat, or it is damaged: take another one.", file=file)) from error
    if strangers := [f.name for f in files if not is_expected(f.name)]:
        raise BackupError(say("{file} holds {name}, which no backup does: take another one.", file=file, name=repr(strangers[0][:100])))
    return manifest


def is_expected(name: str) -> bool:
    """Whether a backup may hold a file of this name: one of the two databases, or a file in one of the folders."""
    parts = PurePosixPath(name).parts
    return name in {STORE, ACCOUNTS} or (len(parts) > 1 and parts[0] in FOLDERS and is_plain_path(name))


def say_newer(file: Path, program: str) -> str:
    """The sentence for a backup of a newer version."""
    return say(
        "{file} was written by a newer version of ecomstat ({program}): upgrade ecomstat, then try again.", file=file, program=program
    )
