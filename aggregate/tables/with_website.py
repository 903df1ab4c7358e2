"""Shares among the enterprises that have a website: ratios of two estimates from one labelled sample.

Source: ratio of two calibrated totals with residuals over the whole sample, Särndal, Swensson and Wretman (1992), 5.6 and 7.13: the
enterprises that people found to have a website of their own are a domain of the sample, whose size is estimated too.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from aggregate.disclosure.hiding import build_labelled_view
from aggregate.disclosure.rules import RuleSet
from aggregate.estimators.arrays import Booleans, Floats
from aggregate.estimators.by_state import WHOLE, DomainEstimates
from aggregate.quality import grade
from aggregate.tables.labelled import estimate_domains
from aggregate.tables.populations import WITH_WEBSITE
from aggregate.tables.rows import PROPORTION, FrameCounts, Texts, widen
from aggregate.tables.sample_tables import ACTIVE, SampleTables

WEBSITE = "own_website"
METHOD = "post_stratified_ratio"
NOT_OF_WEBSITES = ("own_website", "web_presence", "social_or_marketplace_only", "marketplace_presence")
FEWEST_WEBSITES = 10


@dataclass(frozen=True, slots=True)
class WebsiteEstimates:
    """Shares among enterprises with a website, how many of those there are as the sample's weights say, and the share of drawn units that
    gave no answer, arrays of shape (domains,); `is_active`: only enterprises that are active and in scope.
    """

    estimates: DomainEstimates
    websites: Floats
    unanswered: Floats
    is_active: bool


def estimate_with_website(tables: SampleTables, has_website: Booleans) -> WebsiteEstimates | None:
    """Shares in all domains, from a sample of units that were asked for both; None where fewer than ten of them have a website.

    `has_website` says it of every drawn unit, shape (asked,); those without an answer do not matter.
    """
    answered = tables.answered
    chosen = has_website[answered.units.answered].astype(np.float64) * (1.0 if answered.target is None else answered.target)
    if chosen.sum() < FEWEST_WEBSITES:
        return None
    of_websites = replace(answered, target=chosen)
    estimates = estimate_domains(of_websites, tables.counts.weights[0], tables.domains, tables.level, tables.margins)
    websites = tables.domains.sparse_of_units(answered.cells) @ (answered.sample.weights * chosen)
    return WebsiteEstimates(estimates, np.asarray(websites), tables.find_missing(), answered.target is not None)


def website_rows(counts: FrameCounts, hidden: Texts, found: WebsiteEstimates, rules: RuleSet) -> pd.DataFrame:
    """The shares as rows; `hidden` is what disclosure control says of the same cells of all enterprises, by the source's `rules`."""
    estimates, population = found.estimates, counts.keys["population"]
    denominator = population.map(lambda name: ACTIVE.format(population=name)) if found.is_active else population
    shares, low, high, errors = widen(estimates, np.maximum(found.websites, 1.0))
    quality = grade(low, high, estimates.labelled, estimates.effective, found.unanswered)
    everybody = estimates.effective >= WHOLE
    table = counts.keys.assign(
        population=population.map(lambda name: WITH_WEBSITE.format(population=name)),
        denominator=denominator.map(lambda name: WITH_WEBSITE.format(population=name)),
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
        share_unanswered=found.unanswered,
        quality=quality,
        suppressed=_hide(counts, hidden, np.where(everybody, estimates.shares, np.nan), estimates.labelled, quality == "F", rules),
    )
    hidden_anyhow = table["suppressed"].isin(["primary", "secondary"])  # a hidden row that were missing would tell of it
    return table[(estimates.labelled > 0) | hidden_anyhow]


def _hide(counts: FrameCounts, hidden: Texts, shares: Floats, websites: Floats, is_poor: Booleans, rules: RuleSet) -> Texts:
    """The column `suppressed`: cells labelled whole (all others have a NaN share) are counts of everybody with a website. Those that tell
    of single enterprises are hidden by a rule, and all others with them: with counts of the same enterprises that other indicators show
    they would tell of few as well.
    """
    safe = np.isin(hidden, ["primary", "secondary"])
    lines, none = counts.lines, np.zeros(counts.lines.count, dtype=bool)
    is_few = build_labelled_view(lines, shares * websites, websites, none, none, rules)[0][lines.cells]
    suppressed = np.where(safe, hidden, np.where(is_few, "primary", np.where(np.isnan(shares), "none", "secondary")))
    return np.where((suppressed == "none") & is_poor, "quality", suppressed).astype(object)
