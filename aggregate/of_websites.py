"""Shares among enterprises with a website, from the store to rows."""

from typing import TYPE_CHECKING

import pandas as pd

from aggregate.indicators import Question
from aggregate.tables.with_website import NOT_OF_WEBSITES, WEBSITE, estimate_with_website, website_rows
from store.cells import read_sample_answers, read_sampled_units
from store.deciding_hosts import read_deciding_hosts

if TYPE_CHECKING:
    from aggregate.estimating import Wave


def tables_of_websites(shared: "Wave", question: Question, sample: str, estimates: pd.DataFrame) -> list[pd.DataFrame]:
    """The rows of one question, or none where the sample was not asked for websites too.

    `estimates` are the rows of the same question and sample for all enterprises: what they hide is hidden here.
    """
    where = (shared.store, shared.country, shared.wave)
    websites = read_sample_answers(*where, WEBSITE, question.source, sample) if question.question not in NOT_OF_WEBSITES else {}
    if not websites:
        return []
    answers = read_sample_answers(*where, question.question, question.source, sample)
    units = read_sampled_units(*where, sample, question.capability)
    strata = next(design.strata for design in shared.designs if design.sample == sample)
    counts = shared.counts[question.capability]
    hosts = read_deciding_hosts(*where, sample)
    placed = {**units, "cell": [cell - 1 for cell in units["cell"]]}
    found = estimate_with_website(placed, answers, websites, strata, counts.weights[0], shared.domains, shared.level, hosts)
    hidden = estimates.loc[estimates["measure"] == "share", "suppressed"].to_numpy(dtype=object)
    return [] if found is None else [website_rows(counts, hidden, found).assign(sample=sample)]
