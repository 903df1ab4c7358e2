"""The index of a list as every process sees it: arrays in files that the system shares between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from scrapers.finding.matching.building import map_bytes
from scrapers.finding.matching.keys import GRAM, LONGEST, Bytes, Codes, code_texts, gram_keys, letters_of, sign_keys

Ints = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint32]
LEAST_GRAMS, MOST_GRAMS, MOST_POSTINGS = 3, 12, 30_000
"""How many of a name's rarest runs of letters are looked up: so many at least and at most, and no more once so many keys hold them."""


@dataclass(frozen=True, slots=True)
class KeyIndex:
    """The arrays of an index. A key is a number; keys are ordered by length and code.

    firsts, text_starts: the first key of each length, and where its letters begin in `keys`; codes, signatures, lengths: by key;
    lists: the entries of key i from `list_starts[i]`; postings: the keys that hold run of letters g from `gram_starts[g]`;
    number_codes, number_entries: telephone and tax numbers, ordered, and whose they are.
    """

    firsts: Ints
    text_starts: Ints
    keys: Bytes
    codes: Codes
    signatures: Codes
    lengths: npt.NDArray[np.uint8]
    list_starts: Ints
    lists: Keys
    gram_starts: Ints
    postings: Keys
    entries: Bytes
    entry_offsets: Codes
    number_codes: Codes
    number_entries: Keys

    @property
    def key_count(self) -> int:
        """How many different keys there are."""
        return int(self.firsts[-1])

    def read_key(self, key: int) -> str:
        """The key's letters."""
        length = int(self.lengths[key])
        at = int(self.text_starts[length]) + (key - int(self.firsts[length])) * length
        return self.keys[at : at + length].tobytes().decode("ascii")

    def read_entry(self, entry: int) -> str:
        """The line that was kept of an entry."""
        return self.entries[int(self.entry_offsets[entry]) : int(self.entry_offsets[entry + 1])].tobytes().decode("utf-8")

    def entries_of(self, key: int) -> list[int]:
        """The entries that a key leads to."""
        entries: list[int] = self.lists[int(self.list_starts[key]) : int(self.list_starts[key + 1])].tolist()
        return entries

    def find_equal(self, texts: Sequence[str]) -> Ints:
        """For each text the key that is equal to it, -1 where there is none."""
        return _find_codes(self.codes, code_texts(texts))

    def find_numbered(self, numbers: Sequence[str]) -> Iterator[tuple[int, int]]:
        """(place in `numbers`, entry) for each entry that has the number."""
        codes = code_texts(numbers)
        begins, ends = np.searchsorted(self.number_codes, codes, "left"), np.searchsorted(self.number_codes, codes, "right")
        for place in np.flatnonzero(ends > begins):
            for entry in self.number_entries[begins[place] : ends[place]]:
                yield int(place), int(entry)

    def count_holders(self, word: str) -> int:
        """At most so many keys hold this word: those that hold its rarest run of letters; 0 for a word too short to tell."""
        if len(word) < GRAM:
            return 0
        grams = gram_keys(letters_of(word))[0][1:-1]
        return int((self.gram_starts[grams + 1] - self.gram_starts[grams]).min())

    def find_near(self, text: str, cutoff: float) -> list[tuple[int, float]]:
        """(key, similarity) of the keys at least so similar (rapidfuzz's ratio, 0 to 1), as far as a rare run of letters is shared.

        Keys that cannot be similar enough by their lengths or signatures are left out before any is read.
        """
        letters = letters_of(text)
        near = self._block(letters, cutoff)
        if not len(near):
            return []
        written, least = text, 100 * cutoff
        scored = ((int(key), fuzz.ratio(written, self.read_key(int(key)), score_cutoff=least) / 100) for key in near)
        return [(key, score) for key, score in scored if score]

    def _block(self, letters: Bytes, cutoff: float) -> Keys:
        length = letters.shape[1]
        shortest, longest = int(np.ceil(length * cutoff / (2 - cutoff))), int(length * (2 - cutoff) / cutoff)
        first, end = self.firsts[max(1, shortest)], self.firsts[min(LONGEST, longest) + 1]
        grams = gram_keys(letters)[0]
        holders = self.gram_starts[grams + 1] - self.gram_starts[grams]
        order = np.argsort(holders, kind="stable")
        wanted = int(np.searchsorted(np.cumsum(holders[order]), MOST_POSTINGS, "right"))
        parts = []
        for gram in grams[order[: min(MOST_GRAMS, max(LEAST_GRAMS, wanted))]]:
            posting = self.postings[self.gram_starts[gram] : self.gram_starts[gram + 1]]
            begin, stop = np.searchsorted(posting, (first, end))
            if stop > begin:
                parts.append(posting[begin:stop])
        if not parts:
            return np.zeros(0, dtype=np.uint32)
        keys = np.concatenate(parts)
        unlike = np.bitwise_count(self.signatures[keys] ^ sign_keys(letters)[0])
        return np.unique(keys[unlike <= (1 - cutoff) * (self.lengths[keys] + float(length)) + 1e-9])


def open_index(folder: Path) -> KeyIndex:
    """The index that `build_arrays` made in a folder."""
    firsts = np.load(folder / "firsts.npy")
    counts = np.diff(firsts)
    return KeyIndex(
        firsts=firsts,
        text_starts=np.concatenate(([0], np.cumsum(counts * np.arange(len(counts))))),
        keys=map_bytes(folder / "keys.bin"),
        codes=_map(folder / "codes.bin", np.uint64),
        signatures=_map(folder / "signatures.bin", np.uint64),
        lengths=np.repeat(np.arange(len(counts), dtype=np.uint8), counts),
        list_starts=_load(folder / "list_starts.npy"),
        lists=_map(folder / "lists.bin", np.uint32),
        gram_starts=_load(folder / "gram_starts.npy"),
        postings=_load(folder / "postings.npy"),
        entries=map_bytes(folder / "entries.bin"),
        entry_offsets=_map(folder / "entry_offsets.bin", np.uint64),
        number_codes=_load(folder / "number_codes.npy"),
        number_entries=_load(folder / "number_entries.npy"),
    )


def _map(path: Path, kind: type) -> npt.NDArray[Any]:
    return map_bytes(path).view(kind)


def _load(path: Path) -> npt.NDArray[Any]:
    return np.asarray(np.load(path, mmap_mode="r"))


def _find_codes(codes: Codes, wanted: Codes) -> Ints:
    places = np.searchsorted(codes, wanted)
    found = places < len(codes)
    found[found] = codes[places[found]] == wanted[found]
    return np.where(found, places, -1)
