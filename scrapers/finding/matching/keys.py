"""Keys: names and hosts as one string of letters and digits, and the arrays that make millions of them comparable."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from scrapers.finding.lists.entries import ListEntry
from scrapers.finding.lists.hosts import split_host
from scrapers.finding.names import fold_words

LONGEST = 80
SHORTEST = 2
BASE = 37
GRAM = 4
GRAMS = BASE**GRAM
Bytes = npt.NDArray[np.uint8]
Codes = npt.NDArray[np.uint64]

_LETTERS = b"abcdefghijklmnopqrstuvwxyz0123456789"
_NUMBERS = np.zeros(256, dtype=np.uint8)
_NUMBERS[list(_LETTERS)] = np.arange(1, BASE, dtype=np.uint8)
with np.errstate(over="ignore"):
    _POWERS = np.cumprod(np.full(LONGEST, 0x9E3779B97F4A7C15, dtype=np.uint64))


def host_words(site: str) -> tuple[str, ...]:
    """The words of a site's own name: of its registered domain where hyphens part them, of its path on hosts of many."""
    host, _, path = site.partition("/")
    own = path.rpartition("/")[2].partition("?")[0] if path else (split_host(host) or (host,))[0]
    return _fold_label(own)


@lru_cache(maxsize=1000)
def _fold_label(label: str) -> tuple[str, ...]:
    if label.startswith("xn--") or not label.isascii():
        try:
            label = label.encode("ascii").decode("idna")
        except UnicodeError:
            return fold_words(label)
    elif label.isalnum():
        return (label.lower(),)
    return fold_words(label.replace("-", " "))


def entry_keys(entry: ListEntry, name_words: Sequence[str] = ()) -> set[str]:
    """What an entry is found by: its host's own name, and its name's words as written and in the order of letters."""
    keys = {"".join(host_words(entry.site)), "".join(name_words), "".join(sorted(name_words))}
    return {key[:LONGEST] for key in keys if len(key) >= SHORTEST}


def code_keys(letters: Bytes) -> Codes:
    """The codes of keys of one length (n × length): the length above, 56 bits of a hash below, so that codes order keys by length."""
    length = letters.shape[1]
    with np.errstate(over="ignore"):
        mixed = (letters.astype(np.uint64) + np.uint64(1)) @ _POWERS[:length]
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed ^= mixed >> np.uint64(31)
    return np.asarray((mixed >> np.uint64(8)) | np.uint64(length << 56), dtype=np.uint64)


def code_texts(texts: Sequence[str]) -> Codes:
    """The codes of keys of any lengths, in their order."""
    codes = np.zeros(len(texts), dtype=np.uint64)
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    for length in np.unique(lengths):
        places = np.flatnonzero(lengths == length).tolist()
        joined = "".join(texts[i] for i in places).encode("ascii")
        codes[places] = code_keys(np.frombuffer(joined, dtype=np.uint8).reshape(-1, length))
    return codes


def sign_keys(letters: Bytes) -> Codes:
    """A signature of each key (n × length): a bit for every letter and digit in it, another for letters that are in it twice.

    Taking a letter away or adding one changes one bit at most, so that keys whose signatures differ in more bits differ in more letters.
    """
    numbers = _NUMBERS[letters].astype(np.int64)
    count = len(letters)
    cells = (np.arange(count, dtype=np.int64)[:, None] * BASE + numbers).ravel()
    times = np.bincount(cells, minlength=count * BASE).reshape(count, BASE)
    signed = np.zeros(count, dtype=np.uint64)
    for number in range(1, BASE):
        signed |= (times[:, number] >= 1).astype(np.uint64) << np.uint64(number - 1)
        if number <= 26:
            signed |= (times[:, number] >= 2).astype(np.uint64) << np.uint64(number + 35)
    return signed


def gram_keys(letters: Bytes) -> npt.NDArray[np.int64]:
    """The numbers of the runs of GRAM letters in each key (n × (length - 1)), its beginning and end counted as a letter each."""
    numbers = np.zeros((len(letters), letters.shape[1] + 2), dtype=np.int64)
    numbers[:, 1:-1] = _NUMBERS[letters]
    width = numbers.shape[1] - GRAM + 1
    grams = np.zeros((len(letters), width), dtype=np.int64)
    for i in range(GRAM):
        grams = grams * BASE + numbers[:, i : i + width]
    return grams


def letters_of(text: str) -> Bytes:
    """One key as a row of letters."""
    return np.frombuffer(text.encode("ascii"), dtype=np.uint8).reshape(1, -1)
