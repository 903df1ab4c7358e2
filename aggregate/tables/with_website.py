"""Shares among the enterprises that have a website: ratios of two estimates from one labelled sample.

Source: ratio of two calibrated totals with residuals over the whole sample, Särndal, Swensson and Wretman (1992), 5.6 and 7.13: the
enterprises that people found to have a website of their own are a domain of the sample, whose size is estimated too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from aggregate.disclosure.minimum_count import find_alike, find_few_either_way
from aggregate.estimators.arrays import Floats
from aggregate.estimators.by_state import WHOLE, DomainEstimates, estimate_by_state
from aggregate.quality import grade
from aggregate.tables.domains import Domains
from aggregate.tables.labelled import build_answered
from aggregate.tables.populations import WITH_WEBSITE
from aggregate.tables.rows import PROPORTION, FrameCounts, Texts, widen

WEBSITE = "own_website"
METHOD = "post_stratified_ratio"
NOT_OF_WEBSITES = ("own_website", "web_presence", "social_or_marketplace_only", "marketplace_presence")
FEWEST_WEBSITES = 10


@dataclass(frozen=True, slots=True)
class WebsiteEstimates:
    """Shares among enterprises with a website, and how many of those there are, as the sample's weights say; shape (domains,)."""

    estimates: DomainEstimates
    websites: Floats


def estimate_with_website(
    units: Mapping[str, Sequence[Any]],
    answers: Mapping[int, str | None],
    websites: Mapping[int, str | None],
    strata: Mapping[str, tuple[int, int]],
    state_weights: Floats,
    domains: Domains,
    level: float,
    hosts: Mapping[int, str] | None = None,
) -> WebsiteEstimates | None:
    """Shares in all domains, from units that were asked for both; None where fewer than ten of them have a website.

    Args:
        units: the sample by columns as in `build_answered`, cells from 0.
        answers: {unit: final answer} to the question.
        websites: {unit: final answer} to whether it has a website of its own.
        strata: as in `build_answered`.
        state_weights: the frame's totals of the states of the question's capability, shape (4,).
        domains: of the table.
        level: of the intervals.
        hosts: {unit: the website that decides its state}.
    """
    both = {unit: answer for unit, answer in answers.items() if websites.get(unit) in ("yes", "no")}
    answered = build_answered(units, both, strata, hosts=hosts)
    has_website = np.array([websites[unit] == "yes" for unit in units["unit"] if both.get(unit) in ("yes", "no")], dtype=bool)
    if answered is None or has_website.sum() < FEWEST_WEBSITES:
        return None
    members = domains.sparse_of_units(answered.cells)
    with_website = csr_array(members * has_website.astype(np.float64)[None, :])
    with_website.eliminate_zeros()
    estimates = estimate_by_state(answered.sample, state_weights, with_website, level=level)
    return WebsiteEstimates(estimates, np.asarray(with_website @ answered.sample.weights))


def website_rows(counts: FrameCounts, hidden: Texts, found: WebsiteEstimates) -> pd.DataFrame:
    """The shares as rows; `hidden` is what disclosure control says of the same cells of all enterprises (none, primary or secondary)."""
    estimates, population = found.estimates, counts.keys["population"].map(lambda name: WITH_WEBSITE.format(population=name))
    shares, low, high, errors = widen(estimates, np.maximum(found.websites, 1.0))
    quality = grade(low, high, estimates.labelled, estimates.effective)
    everybody = estimates.effective >= WHOLE
    table = counts.keys.assign(
        population=population,
        denominator=population,
        method=METHOD,
        measure="share",
        unit=PROPORTION,
        value=shares,
        standard_error=errors,
        ci_low=low,
        ci_high=high,
        n_frame=counts.size.astype(np.int64),
        n_labelled=estimates.labelled.astype(np.int64),
        n_effective=np.where(everybody, np.nan, estimates.effective),
        share_not_read=counts.share_not_read,
        quality=quality,
        suppressed=_hide(hidden, everybody, estimates, quality == "F"),
    )
    return table[estimates.labelled > 0]


def _hide(hidden: Texts, everybody: Any, estimates: DomainEstimates, is_poor: Any) -> Texts:
    """The column `suppressed`: a cell labelled whole is a count of everybody with a website, and must not tell of single ones."""
    labelled, yes = estimates.labelled, np.round(np.nan_to_num(estimates.shares) * estimates.labelled)
    tells = everybody & (find_alike(yes / np.maximum(labelled, 1), labelled) | find_few_either_way(yes, labelled))
    safe = np.isin(hidden, ["primary", "secondary"])
    return np.where(safe, hidden, np.where(tells, "primary", np.where(is_poor, "quality", "none"))).astype(object)
