"""How far a wave covers its register, what became of the one before, and what the visits asked."""

from collections.abc import Mapping

import numpy as np

from aggregate.publication.facts import FEWEST_LABELS, OTHERS, Burden, Churn, Funnel
from catalogue.statuses import load_statuses
from classify.linking.churn import count_churn
from store.frame import read_waves
from store.health import count_decided, count_labelled, count_pages, measure_coverage, read_burdens
from store.link_changes import count_register_changes
from store.opening import Store

FEWEST_SITES = FEWEST_LABELS
"""Requests of a site are not described where fewer were visited."""


def count_funnel(store: Store, country: str, wave: str, fewest: int) -> Funnel:
    """From the register to labels; a step that fewer than `fewest` enterprises reach, or fail to reach, is not counted."""
    covered = measure_coverage(store, country, wave, "")
    linked = keep_many(covered.linked, covered.registered, fewest)
    read = None if linked is None else keep_many(count_read(covered.by_status), covered.linked, fewest)
    by_status = {} if linked is None else merge_few(covered.by_status, fewest)
    if read is not None and not is_safe_mix(covered.by_status, by_status, fewest):
        by_status = {}
    decided = {name: keep_many(count, covered.registered, fewest) for name, count in count_decided(store, country, wave).items()}
    return Funnel(
        registered=covered.registered,
        linked=linked,
        read=read,
        by_status=by_status,
        decided={name: count for name, count in decided.items() if count is not None},
        labelled={name: count for name, count in count_labelled(store, country, wave).items() if count >= FEWEST_LABELS},
    )


def keep_many(count: int, whole: int, fewest: int) -> int | None:
    """The count, or None where it, or what lacks to the whole, is of a few."""
    return None if 0 < count < fewest or 0 < whole - count < fewest else count


def merge_few(counts: dict[str, int], fewest: int) -> dict[str, int]:
    """The counts, the largest first, with those of a few added up as OTHERS, and with them as many more as make them enough."""
    kept = sorted(counts, key=lambda name: (-counts[name], name))
    others = 0
    while kept and (counts[kept[-1]] < fewest or 0 < others < fewest):
        others += counts[kept.pop()]
    if 0 < others < fewest:
        return {}
    return {name: counts[name] for name in kept} | ({OTHERS: others} if others else {})


def count_read(counts: Mapping[str, int]) -> int:
    """Enterprises whose website was read, from those by status."""
    statuses = load_statuses()
    return sum(count for status, count in counts.items() if statuses[status].read)


def is_safe_mix(counts: Mapping[str, int], shown: Mapping[str, int], fewest: int) -> bool:
    """Whether the number of those read, less the statuses shown that mean read, tells of no few among OTHERS."""
    mixed = {status: count for status, count in counts.items() if status not in shown}
    return keep_many(count_read(mixed), sum(mixed.values()), fewest) is not None


def count_churn_since(store: Store, country: str, wave: str, fewest: int) -> Churn | None:
    """What changed since the newest earlier register of the country; None where there is none."""
    since = max((w for c, w, _ in read_waves(store) if c == country and w < wave), default=None)
    if since is None:
        return None
    parts = count_register_changes(store, country, since, wave)
    stayed, born, died = parts if not any(0 < part < fewest for part in parts) else (None, None, None)
    links = count_churn(store, country, wave, since)
    if links is None or not links.kept + sum(links.moved.values()) + sum(links.lost.values()):
        return Churn(since, stayed, born, died, None, None, None, None)
    websites = (links.kept, links.new, sum(links.moved.values()), sum(links.lost.values()))
    return Churn(since, stayed, born, died, *(None if 0 < count < fewest else count for count in websites))


def measure_burden(store: Store, country: str, wave: str) -> Burden:
    """What the visits of a wave asked of websites, candidates too."""
    asked = read_burdens(store, country, wave)
    if len(asked["requests"]) < FEWEST_SITES:
        return Burden()
    requests = np.array(asked["requests"], dtype=np.float64)
    median, p95 = (float(np.quantile(requests, q)) for q in (0.5, 0.95))
    return Burden(len(requests), int(requests.sum()), sum(asked["bytes"]), median, p95, count_pages(store, country, wave))
