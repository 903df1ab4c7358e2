"""A zip archive of the same bytes whenever it is made of the same files."""

import hashlib
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
"""The first time that a zip can bear; for what nobody dated."""
PLAIN_FILE = 0o100644 << 16
UNIX = 3


def write_zip(path: Path, files: Mapping[str, bytes], made_at: str | None) -> None:
    """Writes the files, sorted by name, all with the time `made_at` (ISO 8601, UTC)."""
    at = datetime.fromisoformat(made_at).astimezone(UTC) if made_at else EARLIEST
    moment = (at.year, at.month, at.day, at.hour, at.minute, at.second)
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, moment)
            entry.external_attr, entry.create_system, entry.compress_type = PLAIN_FILE, UNIX, zipfile.ZIP_DEFLATED
            packed.writestr(entry, content, compresslevel=9)


def digest(content: bytes) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(content).hexdigest()
