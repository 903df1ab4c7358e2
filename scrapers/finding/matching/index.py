"""The index of a list as every process sees it: arrays in files that the system shares between them."""

from collections.abc import Iterable, Iterator, Sequence
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
LEAST_GRAMS, MOST_GRAMS, MOST_POSTINGS = 4, 12, 30_000
"""How many of a name's rarest runs of letters are looked up: so many at least and at most, and no more once so many keys hold them."""
MOST_HOLDERS, AT_END = 50, 0.8
"""A text that more keys begin or end with than this is no name of anybody's: these keys are left out."""


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

    def count_entries(self, key: int) -> int:
        """How many entries a key leads to."""
        return int(self.list_starts[key + 1] - self.list_starts[key])

    def entries_of(self, key: int, most: int) -> list[int]:
        """The entries that a key leads to, the first so many."""
        begin = int(self.list_starts[key])
        entries: list[int] = self.lists[begin : min(begin + most, int(self.list_starts[key + 1]))].tolist()
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
        return int(self._find_rarest(letters_of(word))[1][0])

    def find_near(self, texts: Sequence[str], cutoffs: Sequence[float]) -> Iterator[tuple[int, int, float]]:
        """(place in `texts`, key, similarity) of the keys as like a text as its cutoff says that share a rare run of letters.

        Similarity is rapidfuzz's ratio, 0 to 1. Keys whose lengths or signatures differ too much are left out before any is read.
        """
        for places, letters in _group_by_length(texts):
            for place, keys in zip(places, self._block(letters, np.array([cutoffs[i] for i in places])), strict=True):
                text, least = texts[place], 100 * cutoffs[place]
                for key, read in zip(keys.tolist(), self._read_keys(keys), strict=True):
                    if score := fuzz.ratio(text, read, score_cutoff=least):
                        yield place, key, score / 100

    def find_holding(self, texts: Sequence[str]) -> Iterator[tuple[int, int, float]]:
        """(place in `texts`, key, share of the key's letters) of the longer keys that begin or end with a text few keys begin or end with.

        Of keys that only end with it the share counts less.
        """
        for places, letters in _group_by_length(texts):
            grams, counts = self._find_rarest(letters)
            for row, (place, gram, signature) in enumerate(zip(places, grams.tolist(), sign_keys(letters), strict=True)):
                if not 0 < counts[row] <= MOST_POSTINGS:
                    continue
                longer = self._gather([gram], self.firsts[[letters.shape[1] + 1, LONGEST + 1]])
                longer = _take_once(longer[signature & ~self.signatures[longer] == 0])
                begins, ends = self._compare_ends(longer, letters[row])
                if np.count_nonzero(begins | ends) <= MOST_HOLDERS:
                    weighed = np.where(begins, 1, AT_END) * (begins | ends) * letters.shape[1] / self.lengths[longer]
                    yield from ((place, key, share) for key, share in zip(longer.tolist(), weighed.tolist(), strict=True) if share)

    def _compare_ends(self, keys: Keys, letters: Bytes) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
        """Which of the keys, none shorter than the letters, begin with them, and which end with them."""
        starts, lengths = self._find_letters(keys)
        return self._are_at(starts, letters), self._are_at(starts + lengths - len(letters), letters)

    def _are_at(self, places: Ints, letters: Bytes) -> npt.NDArray[np.bool_]:
        """At which places these letters stand; the first letter spares looking for the rest nearly everywhere."""
        same: npt.NDArray[np.bool_] = self.keys[places] == letters[0]
        rest = np.flatnonzero(same)
        same[rest] = (self.keys[places[rest, None] + np.arange(1, len(letters))] == letters[1:]).all(axis=1)
        return same

    def _find_letters(self, keys: Keys) -> tuple[Ints, Ints]:
        """Where the letters of each key begin, and how many there are."""
        lengths = self.lengths[keys].astype(np.int64)
        return self.text_starts[lengths] + (keys - self.firsts[lengths]) * lengths, lengths

    def _read_keys(self, keys: Keys) -> list[str]:
        starts, lengths = self._find_letters(keys)
        letters = self.keys.data
        return [str(letters[start:end], "ascii") for start, end in zip(starts.tolist(), (starts + lengths).tolist(), strict=True)]

    def _find_rarest(self, letters: Bytes) -> tuple[Ints, Ints]:
        """(number, holders) of the rarest run of letters within each row of GRAM letters or more."""
        grams = gram_keys(letters)[:, 1:-1]
        holders = self.gram_starts[grams + 1] - self.gram_starts[grams]
        best = holders.argmin(axis=1)
        rows = np.arange(len(letters))
        return grams[rows, best], holders[rows, best]

    def _block(self, letters: Bytes, cutoffs: npt.NDArray[np.float64]) -> Iterator[Keys]:
        """For each row of letters the keys worth comparing, each once."""
        length = letters.shape[1]
        shortest = np.maximum(1, np.ceil(length * cutoffs / (2 - cutoffs) - 1e-9)).astype(np.int64)
        longest = np.minimum(LONGEST, length * (2 - cutoffs) / cutoffs + 1e-9).astype(np.int64)
        windows = self.firsts[np.stack((shortest, longest + 1), axis=1)]
        unlike = np.floor((1 - cutoffs) * (longest + length) + 1e-9).astype(np.uint8)
        grams, signatures = gram_keys(letters), sign_keys(letters)
        holders = self.gram_starts[grams + 1] - self.gram_starts[grams]
        for row, signature in enumerate(signatures):
            keys = self._gather(grams[row, _choose_runs(holders[row], int(unlike[row]))].tolist(), windows[row])
            yield _take_once(np.sort(keys[np.bitwise_count(self.signatures[keys] ^ signature) <= unlike[row]]))

    def _gather(self, grams: Iterable[int], window: Ints) -> Keys:
        """The keys within a window of numbers that hold any of the runs of letters."""
        parts = []
        for gram in set(grams):
            posting = self.postings[self.gram_starts[gram] : self.gram_starts[gram + 1]]
            begin, end = np.searchsorted(posting, window)
            if end > begin:
                parts.append(posting[begin:end])
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint32)


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


def _group_by_length(texts: Sequence[str]) -> Iterator[tuple[list[int], Bytes]]:
    """(places in `texts`, a row of letters for each) of the texts of each length."""
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    for length in np.unique(lengths).tolist():
        places: list[int] = np.flatnonzero(lengths == length).tolist()
        yield places, np.frombuffer("".join(texts[i] for i in places).encode("ascii"), dtype=np.uint8).reshape(-1, length)


def _take_once(keys: Keys) -> Keys:
    """Keys in their order, each once."""
    return keys[np.flatnonzero(np.diff(keys, prepend=keys[:1] + np.uint32(1)))] if len(keys) else keys


def _choose_runs(holders: Ints, errors: int) -> list[int]:
    """Which of a text's runs of letters are looked up, by how many keys hold each, so that a key with so many errors is found.

    An error spoils the runs that share its letter: of runs that share none, one more than there are errors are enough, the rarest
    of them (pigeonhole principle). Where the text is too short for so many, the rarest others besides.
    """
    counts: list[int] = holders.tolist()
    rows = [range(begin, len(counts), GRAM) for begin in range(min(GRAM, len(counts)))]
    row = min(rows, key=lambda row: (-len(row), sum(counts[place] for place in row)))
    wanted = sorted(row, key=lambda place: counts[place])[: errors + 1]
    if len(wanted) <= errors:
        wanted += sorted(set(range(len(counts))) - set(wanted), key=lambda place: counts[place])
    chosen, total = list[int](), 0
    for place in wanted[:MOST_GRAMS]:
        if len(chosen) < LEAST_GRAMS or total + counts[place] <= MOST_POSTINGS:
            chosen.append(place)
            total += counts[place]
    return chosen


def _find_codes(codes: Codes, wanted: Codes) -> Ints:
    places = np.searchsorted(codes, wanted)
    found = places < len(codes)
    found[found] = codes[places[found]] == wanted[found]
    return np.where(found, places, -1)
