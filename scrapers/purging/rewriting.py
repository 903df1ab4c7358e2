"""An archive is written again beside the old one and under a new name, so that at every moment the store points to whole files."""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from scrapers.archives.own import is_ours
from scrapers.archives.places import find_file, name_file
from scrapers.crawling.opting_out import OptOuts
from scrapers.purging.choosing import Piece, Span, choose_pieces, read_spans
from store.opening import Store
from store.purging.removals import forget_removal, move_pages, note_removals, read_removals

SUFFIX = ".warc.gz"
PART = ".part"
CHUNK = 1 << 20


def rewrite_archive(store: Store, file: str, opt_outs: OptOuts) -> int:
    """Takes the records of websites out of an archive of ours; gives how many records went.

    The new file is whole on the disk before one transaction moves the pages to it and notes the old one for removal: after a break
    at any point the store points to the old file or the new one, and the next purge removes the other (`remove_noted`).

    Raises:
        CrawlError: the file cannot be opened.
        OSError: the disk is full, or the folder cannot be written.
    """
    source = find_file(store.path, file)
    spans = list(read_spans(source))
    pieces = list(choose_pieces(iter(spans), opt_outs))
    lost = len(spans) - len(pieces)
    if not lost and all(isinstance(piece, Span) for piece in pieces):
        return 0
    if len(pieces) <= 1:  # nothing but the description of the file
        move_pages(store, file, "", {})
    else:
        target = _name_next(source)
        name = name_file(store.path, target)
        note_removals(store, [name])
        moves = write_pieces(source, target, pieces)
        move_pages(store, file, name, moves)
    remove_noted(store)
    return lost


def write_pieces(source: Path, target: Path, pieces: Iterable[Piece]) -> dict[int, int]:
    """Writes an archive of these pieces of another, whole on the disk before it bears its name; gives {byte there: byte here}."""
    part = target.with_name(target.name + PART)
    moves = {}
    with source.open("rb") as before, part.open("wb") as after:
        for piece in pieces:
            if isinstance(piece, Span):
                moves[piece.start] = after.tell()
                before.seek(piece.start)
                _copy(before, after, piece.end - piece.start)
            else:
                after.write(piece)
        after.flush()
        os.fsync(after.fileno())
    part.replace(target)
    _keep_names(target.parent)
    return moves


def remove_noted(store: Store) -> list[str]:
    """Removes the files that nothing needs any more; gives those that could not be, since somebody has them open, or are not ours."""
    stuck = []
    for file in read_removals(store):
        path = find_file(store.path, file)
        try:
            path.with_name(path.name + PART).unlink(missing_ok=True)
            if path.exists() and not is_ours(path):
                stuck.append(file)
                continue
            path.unlink(missing_ok=True)
        except OSError:
            stuck.append(file)
            continue
        forget_removal(store, file)
    return stuck


def _name_next(source: Path) -> Path:
    """A name beside the file that nothing bears yet: `…Z-p1.warc.gz`, then `-p2`."""
    stem = re.sub(r"-p\d+$", "", source.name.removesuffix(SUFFIX))
    number = 1
    while (path := source.with_name(f"{stem}-p{number}{SUFFIX}")).exists():
        number += 1
    return path


def _copy(before: BinaryIO, after: BinaryIO, length: int) -> None:
    """So many bytes from where a file stands."""
    while length > 0 and (block := before.read(min(length, CHUNK))):
        after.write(block)
        length -= len(block)


def _keep_names(folder: Path) -> None:
    """Lets a new name outlast a power failure, where the system can say so of folders."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
