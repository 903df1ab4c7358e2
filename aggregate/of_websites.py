"""Shares among enterprises with a website, from the store to rows."""

import numpy as np
import pandas as pd

from aggregate.indicators import Question
from aggregate.learnt_labels import read_units
from aggregate.tables.labelled import build_answered
from aggregate.tables.sample_tables import SampleTables
from aggregate.tables.with_website import NOT_OF_WEBSITES, WEBSITE, estimate_with_website, website_rows
from aggregate.targets import read_targets
from aggregate.wave import Wave
from store.cells import read_sample_answers
from store.deciding_hosts import read_deciding_hosts


def tables_of_websites(shared: Wave, question: Question, sample: str, estimates: pd.DataFrame) -> list[pd.DataFrame]:
    """The rows of one question, or none where the sample was not asked for websites too.

    `estimates` are the rows of the same question and sample for all enterprises: what they hide is hidden here.
    """
    where = (shared.store, shared.country, shared.wave)
    websites = read_sample_answers(*where, WEBSITE, question.source, sample) if question.question not in NOT_OF_WEBSITES else {}
    if not websites:
        return []
    answers = read_sample_answers(*where, question.question, question.source, sample)
    both = {unit: answer for unit, answer in answers.items() if websites.get(unit) in ("yes", "no")}
    units = read_units((shared.store, shared.country, shared.wave), sample, question.capability, shared.blind)
    strata = next(design.strata for design in shared.designs if design.sample == sample)
    targets, hosts = read_targets(*where, question.source, sample), read_deciding_hosts(*where, sample)
    answered = build_answered(units, both, strata, targets=targets, hosts=hosts, earlier=shared.earlier)
    if answered is None:
        return []
    counts = shared.counts[question.capability].of_samples
    hidden = estimates.loc[estimates["measure"] == "share", "suppressed"].to_numpy(dtype=object)
    tables = SampleTables(answered, counts, hidden, shared.domains, shared.cells, shared.level)
    found = estimate_with_website(tables, np.array([websites.get(unit) == "yes" for unit in units["unit"]], dtype=bool))
    rules = shared.rules["survey" if question.source == "survey" else "web"]
    return [] if found is None else [website_rows(counts, hidden, found, rules).assign(sample=sample)]
