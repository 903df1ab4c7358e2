"""Which sites are proposed for whom: every site of the folder, or only those whose names are most alike and the true one."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from benchmarks.linking.cases import Case, core_of
from scrapers.finding.names import fold_words
from store.records import Candidate

SOURCE, ORIGIN = "list", "all hosts of the corpus"
UNLIKE = 50
"""Likeness up to which a host says nothing of a name: two names of usual length without any relation reach 30 to 50."""


def propose(cases: Sequence[Case], sites: Sequence[str], rivals: int | None) -> Iterator[Candidate]:
    """Every site for every case, or the `rivals` most similar ones beside the true ones."""
    names = [" ".join(fold_words(case.row["name"])) for case in cases]
    to_hosts = process.cdist([name.replace(" ", "") for name in names], [core_of(site) for site in sites], scorer=fuzz.ratio)
    likeness = np.maximum(to_hosts, _compare_to_owners(cases, names, sites)) if rivals is not None else to_hosts
    for i, case in enumerate(cases):
        ranked = range(len(sites)) if rivals is None else _pick(case, sites, likeness[i], rivals)
        for j in sorted({*ranked, *(sites.index(site) for site in case.sites)}):
            score = max(0.0, (float(to_hosts[i, j]) - UNLIKE) / (100 - UNLIKE))
            yield Candidate(case.enterprise_id, sites[j], SOURCE, score, ORIGIN, sites[j])


def _compare_to_owners(cases: Sequence[Case], names: Sequence[str], sites: Sequence[str]) -> npt.NDArray[np.float32]:
    """Likeness of every case's name (rows) to the name of each site's owner."""
    owners = {site: name for case, name in zip(cases, names, strict=True) for site in case.sites}
    return process.cdist(names, [owners.get(site, "") for site in sites], scorer=fuzz.token_sort_ratio)


def _pick(case: Case, sites: Sequence[str], likeness: npt.NDArray[np.float32], rivals: int) -> Iterable[int]:
    ranked = [int(i) for i in np.argsort(-likeness, kind="stable") if sites[int(i)] not in case.sites]
    return ranked[:rivals]
