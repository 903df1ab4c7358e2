"""Where shards are put: any place that fsspec knows, such as a folder all computers see, or a bucket of S3."""

from hashlib import sha256
from pathlib import Path
from typing import IO
from uuid import uuid4

import fsspec

from catalogue.errors import CrawlError
from catalogue.messages import say

CHUNK = 1 << 20


def list_faults() -> tuple[type[Exception], ...]:
    """What storages fail with."""
    try:
        from botocore.exceptions import BotoCoreError
    except ImportError:
        return (OSError,)
    return (OSError, BotoCoreError)


FAULTS = list_faults()


class Storage:
    """A folder at a storage. Files appear whole or not at all.

    Raises:
        CrawlError: the address names no storage that is known here.
    """

    def __init__(self, url: str) -> None:
        check_address(url)
        try:
            self._files, self._root = fsspec.core.url_to_fs(url)
        except (ValueError, ImportError) as error:
            raise CrawlError(say("{storage} cannot be opened ({reason}).", storage=url, reason=error)) from error
        self.url = url

    def read(self, path: str, most: int) -> bytes | None:
        """A small file's content; None where there is none.

        Raises:
            CrawlError: the storage does not answer, or the file has more bytes than `most`.
        """
        try:
            with self._files.open(self._place(path), "rb") as stream:
                content = bytes(stream.read(most + 1))
        except FileNotFoundError:
            return None
        except FAULTS as error:
            raise self._refuse(error) from error
        if len(content) > most:
            raise CrawlError(say("{path} at {storage} is larger than it can be.", path=path, storage=self.url))
        return content

    def read_head(self, path: str, most: int) -> bytes:
        """The first bytes of a file. Raises CrawlError where it cannot be read."""
        try:
            with self._files.open(self._place(path), "rb") as stream:
                return bytes(stream.read(most))
        except FAULTS as error:
            raise self._refuse(error) from error

    def measure(self, path: str) -> int:
        """The bytes of a file. Raises CrawlError where it cannot be found."""
        try:
            return int(self._files.size(self._place(path)) or 0)
        except FAULTS as error:
            raise self._refuse(error) from error

    def list_files(self, pattern: str) -> list[str]:
        """The names of the files here that fit a pattern such as `*.warc.gz`. Raises CrawlError where they cannot be listed."""
        try:
            return sorted(str(path).rpartition("/")[2] for path in self._files.glob(self._place(pattern)))
        except FAULTS as error:
            raise self._refuse(error) from error

    def write(self, path: str, content: bytes) -> None:
        """Writes a small file, under another name first. Raises CrawlError where it cannot."""
        part = f"{path}.{uuid4().hex}.part"
        try:
            self._make_folder(part)
            self._files.pipe_file(self._place(part), content)
            self._files.mv(self._place(part), self._place(path))
        except FAULTS as error:
            raise self._refuse(error) from error

    def put(self, local: Path, path: str) -> None:
        """Copies a file there. Raises CrawlError where it cannot."""
        try:
            self._make_folder(path)
            self._files.put_file(str(local), self._place(path))
        except FAULTS as error:
            raise self._refuse(error) from error

    def fetch(self, path: str, local: Path, most: int) -> str:
        """Copies a file from there; gives its SHA-256.

        Raises:
            CrawlError: it is gone, the storage does not answer, or it has more bytes than `most`.
        """
        try:
            with self._files.open(self._place(path), "rb") as source, local.open("wb") as target:
                size, digest = _copy(source, target, most)
        except FAULTS as error:
            raise self._refuse(error) from error
        if size > most:
            raise CrawlError(say("{path} at {storage} is larger than it can be.", path=path, storage=self.url))
        return digest

    def remove(self, folder: str) -> None:
        """Takes a folder away with all that is in it. Raises CrawlError where it cannot."""
        try:
            self._files.rm(self._place(folder), recursive=True)
        except FileNotFoundError:
            return
        except FAULTS as error:
            raise self._refuse(error) from error

    def check(self) -> None:
        """Writes, reads and removes a file. Raises CrawlError where that cannot be done, before any work rests on it."""
        name = f"{uuid4().hex}.probe"
        self.write(name, b"ecomstat")
        if self.read(name, 100) != b"ecomstat":
            raise CrawlError(say("What was written to {storage} cannot be read again.", storage=self.url))
        self.remove(name)

    def _place(self, path: str) -> str:
        return f"{self._root}/{path}" if path else str(self._root)

    def _make_folder(self, path: str) -> None:
        if is_local(self.url):  # buckets have no folders, and a bucket is made by who owns it
            self._files.makedirs(self._place(path).rpartition("/")[0], exist_ok=True)

    def _refuse(self, error: Exception) -> CrawlError:
        return CrawlError(
            say(
                "The storage {storage} does not do as asked ({reason}): check the address, and that this computer may write there.",
                storage=self.url,
                reason=str(error) or type(error).__name__,
            )
        )


def is_local(url: str) -> bool:
    """Whether an address names a folder."""
    return "://" not in url or url.startswith(("file://", "local://"))


def check_address(url: str) -> None:
    """Raises CrawlError for an address with a password in it, or of one storage within another: it stands in tasks and in the store."""
    if "::" in url or "@" in url.partition("://")[2].partition("/")[0]:
        raise CrawlError(
            say(
                "{storage} is no plain address of a storage: leave out names and passwords (they belong into the environment).",
                storage=url.rpartition("@")[2],
            )
        )


def _copy(source: IO[bytes], target: IO[bytes], most: int) -> tuple[int, str]:
    digest, size = sha256(), 0
    while size <= most and (block := source.read(CHUNK)):
        target.write(block)
        digest.update(block)
        size += len(block)
    return size, digest.hexdigest()
