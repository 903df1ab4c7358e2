"""The index of a list, built once from its entries in bounded memory."""

from array import array
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from scrapers.finding.matching.keys import GRAMS, LONGEST, Bytes, code_keys, code_texts, gram_keys, sign_keys

Ints = npt.NDArray[np.int64]
FLUSH = 1 << 20
ROW_MEMORY = 1500
"""Bytes of memory that a key costs at most while keys are counted (measured by the arrays that `sign_keys` makes)."""


@dataclass(slots=True)
class _Raw:
    """What the entries gave, on disk as they came: keys without marks between them, their lengths, the entries that they lead to."""

    letters: Bytes
    lengths: Bytes
    starts: Ints
    entries: npt.NDArray[np.uint32]


class EntryWriter:
    """Writes entries, their keys and their numbers (telephone, tax) as they come."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.count = folder, 0
        self._size = 0
        self._arrays = {"key_lengths": array("B"), "key_entries": array("I"), "entry_offsets": array("Q")}
        self._text = {"raw_letters": bytearray(), "entries": bytearray()}
        self._numbers, self._number_codes, self._number_entries = list[str](), array("Q"), array("I")

    def add(self, line: str, keys: Iterable[str], numbers: Iterable[str]) -> None:
        """One entry as the line of text that is kept, with what it is found by."""
        written = line.encode("utf-8")
        self._arrays["entry_offsets"].append(self._size)
        self._size += len(written)
        self._text["entries"] += written
        for key in keys:
            self._text["raw_letters"] += key.encode("ascii")
            self._arrays["key_lengths"].append(len(key))
            self._arrays["key_entries"].append(self.count)
        for number in numbers:
            self._numbers.append(number)
            self._number_entries.append(self.count)
        self.count += 1
        if self.count % FLUSH == 0:
            self._flush()

    def close(self) -> None:
        """Everything is written."""
        self._arrays["entry_offsets"].append(self._size)
        self._flush()
        codes = np.frombuffer(self._number_codes, dtype=np.uint64)
        order = np.argsort(codes, kind="stable")
        np.save(self.folder / "number_codes.npy", codes[order])
        np.save(self.folder / "number_entries.npy", np.frombuffer(self._number_entries, dtype=np.uint32)[order])

    def _flush(self) -> None:
        contents: dict[str, array[int] | bytearray] = {**self._arrays, **self._text}
        for name, content in contents.items():
            with (self.folder / f"{name}.bin").open("ab") as stream:
                stream.write(bytes(content))
            del content[:]
        self._number_codes.frombytes(code_texts(self._numbers).tobytes())
        self._numbers.clear()


def build_arrays(folder: Path, memory: int, advance: Callable[[int], None]) -> int:
    """Makes the index of what an EntryWriter wrote into the folder; gives the number of different keys. `memory` in bytes."""
    rows = max(1000, min(250_000, memory // ROW_MEMORY))
    raw = _open_raw(folder)
    firsts = _write_keys(folder, raw, rows, advance)
    _write_postings(folder, firsts, rows, advance)
    del raw
    for name in ("raw_letters", "key_lengths", "key_entries"):
        (folder / f"{name}.bin").unlink()
    return int(firsts[-1])


def _open_raw(folder: Path) -> _Raw:
    lengths = np.fromfile(folder / "key_lengths.bin", dtype=np.uint8)
    starts = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))[:-1]
    return _Raw(map_bytes(folder / "raw_letters.bin"), lengths, starts, np.fromfile(folder / "key_entries.bin", dtype=np.uint32))


def map_bytes(path: Path) -> Bytes:
    """A file's bytes as an array that the system reads where it is looked at."""
    if not path.stat().st_size:
        return np.zeros(0, dtype=np.uint8)
    mapped: Bytes = np.asarray(np.memmap(path, mode="r"))
    return mapped


def _write_keys(folder: Path, raw: _Raw, rows: int, advance: Callable[[int], None]) -> Ints:
    """Writes every different key once, by length and code, with its signature and entries; gives the first key of each length."""
    firsts, per_key = np.zeros(LONGEST + 2, dtype=np.int64), [np.zeros(1, dtype=np.int64)]
    total = 0
    with ExitStack() as stack:
        names = ("keys", "codes", "signatures", "lists")
        streams = {name: stack.enter_context((folder / f"{name}.bin").open("wb")) for name in names}
        for length in range(1, LONGEST + 1):
            firsts[length] = total
            places = np.flatnonzero(raw.lengths == length)
            if not len(places):
                continue
            codes = np.concatenate([code_keys(_letters(raw, part, length)) for part in _parts(places, rows)])
            order = np.argsort(codes, kind="stable")
            different = np.concatenate(([True], codes[order][1:] != codes[order][:-1]))
            streams["lists"].write(raw.entries[places[order]].tobytes())
            per_key.append(np.diff(np.concatenate((np.flatnonzero(different), [len(order)]))))
            chosen = places[order][different]
            streams["codes"].write(codes[order][different].tobytes())
            for part in _parts(chosen, rows):
                letters = _letters(raw, part, length)
                streams["keys"].write(letters.tobytes())
                streams["signatures"].write(sign_keys(letters).tobytes())
            total += len(chosen)
            advance(len(places))
    firsts[LONGEST + 1] = total
    np.save(folder / "firsts.npy", firsts)
    np.save(folder / "list_starts.npy", np.cumsum(np.concatenate(per_key)))
    return firsts


def _write_postings(folder: Path, firsts: Ints, rows: int, advance: Callable[[int], None]) -> None:
    """Writes for each run of letters the keys that hold it, in their order."""
    starts = np.zeros(GRAMS + 1, dtype=np.int64)
    for grams, _ in _read_grams(folder, firsts, rows):
        starts[1:] += np.bincount(grams, minlength=GRAMS)
    np.cumsum(starts, out=starts)
    np.save(folder / "gram_starts.npy", starts)
    if not starts[-1]:
        np.save(folder / "postings.npy", np.zeros(0, dtype=np.uint32))
        return
    postings = np.lib.format.open_memmap(folder / "postings.npy", "w+", np.uint32, (int(starts[-1]),))
    free = starts[:-1].copy()
    for grams, keys in _read_grams(folder, firsts, rows):
        order = np.argsort(grams, kind="stable")
        found, first, times = np.unique(grams[order], return_index=True, return_counts=True)
        places = np.repeat(free[found] - first, times) + np.arange(len(order))
        postings[places] = keys[order]
        free[found] += times
        advance(len(grams) // 10)
    postings.flush()


def _read_grams(folder: Path, firsts: Ints, rows: int):  # type: ignore[no-untyped-def]
    """The runs of letters of all keys, part by part, each with its key."""
    letters, at = map_bytes(folder / "keys.bin"), 0
    for length in range(1, LONGEST + 1):
        first, end = int(firsts[length]), int(firsts[length + 1])
        for begin in range(first, end if length > 2 else first, rows):
            count = min(rows, end - begin)
            part = letters[at + (begin - first) * length :][: count * length].reshape(count, length)
            grams = gram_keys(part)
            yield grams.ravel(), np.repeat(np.arange(begin, begin + count, dtype=np.uint32), grams.shape[1])
        at += (end - first) * length


def _letters(raw: _Raw, places: Ints, length: int) -> Bytes:
    letters: Bytes = raw.letters[raw.starts[places][:, None] + np.arange(length)]
    return letters


def _parts(places: Ints, rows: int) -> list[Ints]:
    return [places[i : i + rows] for i in range(0, len(places), rows)]
