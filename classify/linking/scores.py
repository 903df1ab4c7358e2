"""How good the links are, enterprise by enterprise, against what people know."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from classify.intervals import Rate, f1_rate, share_rate
from classify.linking.deciding import ACCEPTED
from classify.presence import OWN
from store.decisions import read_links
from store.frame import read_frame_columns
from store.linking import find_finding
from store.opening import Store

RIGHT, WRONG, MISSED, TO_NONE, RIGHTLY_NONE = "right", "wrong", "missed", "to_none", "rightly_none"
ALL = "_T"
BINS = 10

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LinkCase:
    """One labelled enterprise: what came out, the probability stated for the decision (None: none was), who proposed the site."""

    enterprise_id: str
    verdict: str
    stated: float | None
    sources: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Whether the decision was right: the right site, or rightly none."""
        return self.verdict in {RIGHT, RIGHTLY_NONE}


@dataclass(frozen=True, slots=True)
class LinkScore:
    """Counts by verdict and rates of some enterprises. `precision`: right among those given a site; `recall`: right among those that have
    one; `calibration_error`: the mean distance of stated probability and share right, over ten bins.

    Of a source the enterprises are those that were given a site which it proposed; `recall` and `f1` are of all that have a site, so that
    they tell how far the source alone leads, and there is no `share_right`.
    """

    dimension: str
    group: str
    counts: Mapping[str, int]
    share_right: Rate | None
    precision: Rate | None
    recall: Rate | None
    f1: Rate | None
    calibration_error: float | None


def evaluate_links(store: Store, country: str, wave: str, truth: Mapping[str, frozenset[str]]) -> list[LinkScore]:
    """Scores of all labelled enterprises {id: sites}, by size class, and by the sources that proposed the site they were given."""
    cases = [judge_enterprise(store, country, wave, key, sites) for key, sites in sorted(truth.items())]
    frame = read_frame_columns(store, country, wave, ["enterprise_id", "size_class"])
    size = dict(zip(frame["enterprise_id"], frame["size_class"], strict=True))
    scores = [score_links(cases, ALL, ALL)]
    scores += [
        score_links([c for c in cases if size[c.enterprise_id] == g], "size", g) for g in sorted({size[c.enterprise_id] for c in cases})
    ]
    sources = sorted({source for case in cases for source in case.sources})
    having = sum(bool(sites) for sites in truth.values())
    return scores + [score_links([c for c in cases if source in c.sources], "source", source, having) for source in sources]


def judge_enterprise(store: Store, country: str, wave: str, enterprise_id: str, sites: frozenset[str]) -> LinkCase:
    """What came out for one enterprise: its surest own or shared site counts; another address of the same website is the same."""
    links = [(link, json.loads(link.evidence or "{}")) for link in read_links(store, country, wave, enterprise_id)]
    own = [pair for pair in links if pair[0].relation in OWN and pair[0].probability >= ACCEPTED]
    given = sorted(own, key=lambda pair: (-pair[0].probability, pair[0].site))
    finding = find_finding(store, country, wave, enterprise_id)
    if not given:
        verdict = MISSED if sites else RIGHTLY_NONE
        return LinkCase(enterprise_id, verdict, finding.probability_none if finding else None, ())
    best, evidence = given[0]
    names = {best.site} | {link.site for link, e in links if e.get("alias_of") == best.site}
    verdict = RIGHT if names & sites else WRONG if sites else TO_NONE
    return LinkCase(enterprise_id, verdict, best.probability, tuple(evidence.get("sources", ("register",))))


def score_links(cases: Sequence[LinkCase], dimension: str, group: str, having: int | None = None) -> LinkScore:
    """The score of these enterprises; `having`: how many have a site, where these cases are only a part of them."""
    counts = {verdict: sum(c.verdict == verdict for c in cases) for verdict in (RIGHT, WRONG, MISSED, TO_NONE, RIGHTLY_NONE)}
    misses = counts[WRONG] + counts[MISSED] if having is None else having - counts[RIGHT]
    found, true = _list_cells(counts[RIGHT], counts[WRONG] + counts[TO_NONE], misses)
    ones = np.ones(found.size)
    right = np.array([case.is_right for case in cases], dtype=bool)
    return LinkScore(
        dimension,
        group,
        counts,
        share_right=share_rate(right, np.ones(right.size)) if having is None else None,
        precision=share_rate(true[found], ones[found]),
        recall=share_rate(found[true], ones[true]),
        f1=f1_rate(found, true, ones),
        calibration_error=_measure_calibration([(c.stated, c.is_right) for c in cases if c.stated is not None]),
    )


def calibration_error(stated: Floats, right: npt.NDArray[np.bool_]) -> float:
    """Expected calibration error: over ten equal bins, the distance of mean probability and share right, weighted by cases."""
    places = np.minimum((stated * BINS).astype(int), BINS - 1)
    chosen = [places == place for place in range(BINS) if (places == place).any()]
    return float(sum(abs(stated[c].sum() - right[c].sum()) for c in chosen) / stated.size)


def _measure_calibration(pairs: Sequence[tuple[float, bool]]) -> float | None:
    if not pairs:
        return None
    return calibration_error(np.array([p for p, _ in pairs], dtype=np.float64), np.array([r for _, r in pairs], dtype=bool))


def _list_cells(hits: int, false_finds: int, misses: int) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Found and true, one entry a case of F1: a wrong site is a false find and a miss."""
    numbers = (hits, false_finds, misses)
    return np.repeat([True, True, False], numbers), np.repeat([True, False, True], numbers)
