"""Candidates from lists on disk: nothing leaves the machine."""

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from catalogue.errors import FindError
from catalogue.messages import say
from catalogue.profiles import CountryProfile
from catalogue.progress import Progress, Quiet
from scrapers.finding.lists.entries import ListFile
from scrapers.finding.matching.parts import Part, do_parts, read_result
from scrapers.finding.matching.prepared import PreparedList, prepare_list
from scrapers.finding.matching.seekers import SeekerFile, write_seekers
from store.records import Candidate, Enterprise

SOURCE = "list"
PART = 5000
MOST = 10
WORKERS = 2
VERSION = 2
"""Raised when the same names and list give other candidates: parts of a matching that was broken off are then done again."""
MEMORY = 2 << 30
WORKER_MEMORY = 1 << 29
"""What a process that matches needs for itself; the index, which the system shares and drops as needed, does not count."""


def propose_from_lists(
    enterprises: Iterable[Enterprise],
    lists: Sequence[ListFile],
    profile: CountryProfile,
    folder: Path,
    *,
    progress: Progress | None = None,
    memory: int = MEMORY,
    workers: int = WORKERS,
    most: int = MOST,
) -> Iterator[Candidate]:
    """The likeliest entries of each list for each enterprise, `most` at most, list by list.

    Indexes of the lists are kept in `folder` and used again; so are finished parts of a matching that was broken off, until it is done.
    `memory` is in bytes: with less, parts are matched one at a time and indexes are built in smaller steps.

    Raises:
        FindError: a list cannot be read or holds no site.
    """
    progress = progress or Quiet()
    folder.mkdir(parents=True, exist_ok=True)
    prepared = [prepare_list(file, profile, folder, memory, progress) for file in lists]
    if empty := next((one for one in prepared if not one.entries), None):
        raise FindError(say("{file} names no website: see that it is the right file.", file=empty.name))
    progress.start(say("Reading the register"))
    seekers = write_seekers(enterprises, profile, folder / "seekers.jsonl", PART, progress)
    workers = max(1, min(workers, memory // WORKER_MEMORY))
    for one in prepared:
        yield from _match_list(one, seekers, profile.code, most, workers, progress)
    for path in (seekers.path, seekers.words):
        path.unlink()


def _match_list(one: PreparedList, seekers: SeekerFile, country: str, most: int, workers: int, progress: Progress) -> Iterator[Candidate]:
    work = one.folder.parent / f"{one.folder.name}-{_name_work(seekers, most)}"
    for other in one.folder.parent.glob(f"{one.folder.name}-*"):
        if other != work:
            shutil.rmtree(other, ignore_errors=True)
    work.mkdir(exist_ok=True)
    parts = [Part(seekers, n, one, country, most, work / f"{n:06}.jsonl") for n in range(len(seekers.offsets))]
    progress.start(say("Matching names with {file}", file=one.name), seekers.count)
    cut = 0
    for part in do_parts(parts, workers):
        found, part_cut = read_result(part)
        cut += part_cut
        for enterprise_id, sites in found:
            for site, score, words in sites:
                yield Candidate(enterprise_id, site, SOURCE, score, one.name, words)
        progress.advance(min(seekers.size, seekers.count - part.number * seekers.size))
    if cut:
        sentence = (
            "{file}: {count} further sites have names like an enterprise's, counted for each enterprise anew; only the {most} likeliest of"
            " each are kept."
        )
        progress.note(say(sentence, file=one.name, count=cut, most=most))
    shutil.rmtree(work)


def _name_work(seekers: SeekerFile, most: int) -> str:
    """Parts that are done are used again only for the same list, enterprises and number kept, by the same version of matching."""
    return hashlib.sha256(repr((VERSION, PART, seekers.digest, most)).encode("utf-8")).hexdigest()[:20]
