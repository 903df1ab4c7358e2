"""Enterprises written down for matching: folded once, read part by part by any process."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from catalogue.profiles import CountryProfile
from catalogue.progress import Progress
from scrapers.finding.matching.numbers import phone_key, tax_key
from scrapers.finding.matching.scoring import Seeker
from scrapers.finding.names import fold_words, read_name
from store.records import Enterprise

BUCKETS = 1 << 22
"""Words are counted by a hash into so many places: a word may share its place with others and then counts as commoner than it is."""
STEP = 1000


@dataclass(frozen=True, slots=True)
class SeekerFile:
    """Where the enterprises are written, how many, where each part of `size` of them begins, and a digest of it all."""

    path: Path
    count: int
    offsets: tuple[int, ...]
    size: int
    digest: str

    @property
    def words(self) -> Path:
        """The file of word counts."""
        return self.path.with_suffix(".words.npy")


def write_seekers(enterprises: Iterable[Enterprise], profile: CountryProfile, path: Path, size: int, progress: Progress) -> SeekerFile:
    """Writes what of each enterprise takes part in matching, and counts in how many names each word stands."""
    counts, offsets, count, digest = np.zeros(BUCKETS, dtype=np.uint32), list[int](), 0, hashlib.sha256()
    with path.open("wb") as stream:
        for enterprise in enterprises:
            if count % size == 0:
                offsets.append(stream.tell())
            seeker = read_seeker(enterprise, profile)
            line = json.dumps([getattr(seeker, name) for name in Seeker.__slots__]).encode("ascii") + b"\n"
            stream.write(line)
            digest.update(line)
            counts[[bucket_of(word) for word in {word for name in seeker.names for word in name}]] += 1
            count += 1
            if count % STEP == 0:
                progress.advance(STEP)
    written = SeekerFile(path, count, tuple(offsets), size, digest.hexdigest())
    np.save(written.words, counts)
    return written


def read_seeker(enterprise: Enterprise, profile: CountryProfile) -> Seeker:
    """What of an enterprise takes part in matching."""
    readings = [read_name(name, profile) for name in (enterprise.trade_name, enterprise.name) if name]
    return Seeker(
        enterprise.enterprise_id,
        tuple(dict.fromkeys(reading.words[:12] for reading in readings if reading.words)),
        tuple(dict.fromkeys(form.replace(" ", "") for reading in readings for form in reading.legal_forms)),
        fold_words(enterprise.place or ""),
        "".join(fold_words(enterprise.postcode or "")),
        phone_key(enterprise.phone),
        tax_key(enterprise.tax_id, profile.code),
    )


def read_seekers(file: SeekerFile, part: int) -> Iterator[Seeker]:
    """The enterprises of one part."""
    with file.path.open("rb") as stream:
        stream.seek(file.offsets[part])
        for _ in range(file.size):
            if not (line := stream.readline()):
                return
            identity, names, forms, place, *rest = json.loads(line)
            yield Seeker(identity, tuple(map(tuple, names)), tuple(forms), tuple(place), *rest)


def read_word_counts(file: SeekerFile) -> npt.NDArray[np.uint32]:
    """In how many enterprises' names words stand, by `bucket_of` the word."""
    return np.asarray(np.load(file.words, mmap_mode="r"))


def bucket_of(word: str) -> int:
    """The place of a word in the counts."""
    return zlib.crc32(word.encode("utf-8")) & (BUCKETS - 1)
