"""Which sites are proposed for whom: every site of the folder, or only those whose names are most alike and the true one."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from benchmarks.linking.cases import Case, core_of
from scrapers.finding.names import fold_words
from store.records import Candidate

SOURCE, ORIGIN = "list", "all hosts of the corpus"


def propose(cases: Sequence[Case], sites: Sequence[str], rivals: int | None) -> Iterator[Candidate]:
    """Every site for every case, or the `rivals` most similar ones beside the true ones."""
    owners = {site: case for case in cases for site in case.sites}
    alike = _compare_names(cases, sites, owners)
    for case, likeness in zip(cases, alike, strict=True):
        chosen = set(sites) if rivals is None else {sites[i] for i in _pick(case, sites, likeness, rivals)} | case.sites
        for site in sorted(chosen):
            yield Candidate(case.enterprise_id, site, SOURCE, None, ORIGIN, site)


def _compare_names(cases: Sequence[Case], sites: Sequence[str], owners: dict[str, Case]) -> npt.NDArray[np.float32]:
    """Likeness of every case (rows) to every site: of its name to the host, or to the name of the site's owner."""
    names = [" ".join(fold_words(case.row["name"])) for case in cases]
    keys, cores = [name.replace(" ", "") for name in names], [core_of(site) for site in sites]
    titles = [" ".join(fold_words(owners[site].row["name"])) if site in owners else "" for site in sites]
    return np.maximum(process.cdist(keys, cores, scorer=fuzz.ratio), process.cdist(names, titles, scorer=fuzz.token_sort_ratio))


def _pick(case: Case, sites: Sequence[str], likeness: npt.NDArray[np.float32], rivals: int) -> Iterable[int]:
    ranked = [int(i) for i in np.argsort(-likeness, kind="stable") if sites[int(i)] not in case.sites]
    return ranked[:rivals]
