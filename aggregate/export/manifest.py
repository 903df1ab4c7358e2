"""The MANIFEST of an export: the SHA-256 of each file, as `sha256sum -c MANIFEST` checks it."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from aggregate.export.writing import write_bytes
from aggregate.packages.contents import MANIFEST, digest_file


def write_manifest(directory: Path, paths: Iterable[Path]) -> Path:
    """Writes the MANIFEST of these files of the folder, and of no others that lie there."""
    digests = {path.relative_to(directory).as_posix(): digest_file(path) for path in paths}
    return write_bytes(directory / MANIFEST, list_digests(digests))


def list_digests(digests: Mapping[str, str]) -> bytes:
    """The lines of a MANIFEST, sorted by name: digest, two blanks, name."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items())).encode("utf-8")
