"""The chain that finds websites, in a store of its own: register, archived pages, candidates, comparisons, and decisions by draw."""

import csv
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks.linking.cases import Case, Folder
from benchmarks.linking.proposing import propose
from benchmarks.linking.scoring import Answer
from catalogue.profiles import load_profile
from catalogue.progress import Quiet
from catalogue.sites import find_site
from classify.linking import link_found_sites
from scrapers.archives.ingesting import ingest_archives
from scrapers.comparing.candidate_pairs import compare_candidates
from scrapers.frame import load_register
from store.candidates import add_candidates, forget_candidates, propose_websites, read_candidates, read_proposed_sites
from store.comparisons import read_comparisons, replace_comparisons
from store.decisions import read_links
from store.linking import find_finding
from store.opening import Store, open_store
from store.records import Comparison, Website

COUNTRY, WAVE = "XX", "2026"
WITHHELD = 0.3
CONTACTS = frozenset(("street", "postcode", "phone", "email", "identifier"))
EVIDENCE: Mapping[str, frozenset[str]] = {
    "all facts": frozenset(),
    "name and place": CONTACTS,
    "name only": CONTACTS | {"place"},
}
"""Kinds of comparisons that there would not be if the register had less."""


def load_store(store: Store, folders: Sequence[Folder]) -> None:
    """The register without addresses, and every site of the archives as a candidate that was visited."""
    register = store.path.with_name("register.csv")
    _write_register(register, [case for folder in folders for case in folder.cases])
    load_register(store, register, country=COUNTRY, wave=WAVE, progress=Quiet())
    for folder in folders:
        propose_websites(store, (_start(site, url) for site, url in folder.starts.items()))
        ingest_archives(store, folder.archives, country=COUNTRY, wave=WAVE, progress=Quiet())


def compare(store: Store, folders: Sequence[Folder], rivals: int | None) -> int:
    """Proposes sites for every case (all of its folder's, or so many rivals) and compares them anew; gives the number of pairs."""
    for site, _ in list(read_proposed_sites(store, COUNTRY, WAVE)):
        replace_comparisons(store, COUNTRY, WAVE, site, [])
    for source in {c.source for c in read_candidates(store, COUNTRY, WAVE)}:
        forget_candidates(store, COUNTRY, WAVE, source)
    for folder in folders:
        add_candidates(store, COUNTRY, WAVE, propose(folder.cases, sorted(folder.starts), rivals))
    compare_candidates(store, COUNTRY, WAVE, load_profile(COUNTRY), Quiet())
    return sum(1 for _ in read_candidates(store, COUNTRY, WAVE))


def decide(store: Store, cases: Sequence[Case], evidence: str, seed: int) -> list[Answer]:
    """Every case's answer where the sites of a share of the cases, drawn by `seed`, were never found, nor some kinds of facts."""
    withheld = _draw_withheld(cases, seed)
    copy = store.path.with_name("draw.db")
    store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    shutil.copy(store.path, copy)
    with open_store(copy) as drawn:
        _take_away(drawn, withheld, EVIDENCE[evidence])
        link_found_sites(drawn, COUNTRY, WAVE, Quiet())
        return [_read_answer(drawn, case, case.sites - withheld) for case in cases]


def _draw_withheld(cases: Sequence[Case], seed: int) -> frozenset[str]:
    """The sites of a share of each group's cases."""
    draw, groups = np.random.default_rng(seed), dict[str, list[Case]]()
    for case in cases:
        groups.setdefault(case.group, []).append(case)
    chosen = (group[i] for group in groups.values() for i in draw.permutation(len(group))[: round(WITHHELD * len(group))])
    return frozenset(site for case in chosen for site in case.sites)


def _take_away(store: Store, sites: frozenset[str], kinds: frozenset[str]) -> None:
    """Forgets all about these sites, and all comparisons of these kinds."""
    candidates = list(read_candidates(store, COUNTRY, WAVE))
    for source in {c.source for c in candidates}:
        forget_candidates(store, COUNTRY, WAVE, source)
    add_candidates(store, COUNTRY, WAVE, [c for c in candidates if c.site not in sites])
    by_site: dict[str, list[Comparison]] = {}
    for comparison in read_comparisons(store, COUNTRY, WAVE):
        kept = by_site.setdefault(comparison.site, [])
        if comparison.site not in sites and comparison.kind not in kinds:
            kept.append(comparison)
    for site, kept in by_site.items():
        if site in sites or kinds:
            replace_comparisons(store, COUNTRY, WAVE, site, kept)


def _read_answer(store: Store, case: Case, present: frozenset[str]) -> Answer:
    links = {k.site: k.probability for k in read_links(store, COUNTRY, WAVE, case.enterprise_id) if k.relation in {"own", "shared"}}
    finding = find_finding(store, COUNTRY, WAVE, case.enterprise_id)
    without = finding.probability_none + finding.probability_unseen if finding else 1.0
    return Answer(case, present, links, max(links.values(), default=without))


def _start(site: str, url: str) -> Website:
    found = find_site(url)
    host, kind = (found.host, found.kind) if found else (site, "own")
    return Website(COUNTRY, WAVE, site, host, kind, start_url=f"http://{host}/", is_candidate=True)


def _write_register(path: Path, cases: Sequence[Case]) -> None:
    columns = list(dict.fromkeys(["enterprise_id", *(column for case in cases for column in case.row)]))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="")
        writer.writeheader()
        writer.writerows({"enterprise_id": case.enterprise_id, **case.row} for case in cases)


def all_cases(folders: Sequence[Folder]) -> list[Case]:
    """The cases of all folders."""
    return [case for folder in folders for case in folder.cases]
