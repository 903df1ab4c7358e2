"""Estimates as rows of the table `estimates`, whole columns at a time."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from aggregate.disclosure.hiding import Hidden, find_hidden_answers, find_hidden_frame, find_hidden_labelled
from aggregate.disclosure.relations import Relations, build_relations
from aggregate.disclosure.rules import RuleSet, load_rules
from aggregate.disclosure.told import Told
from aggregate.estimators.arrays import Booleans, Floats
from aggregate.estimators.by_state import WHOLE, DomainEstimates
from aggregate.quality import grade
from aggregate.states import PREDICTED_NO, PREDICTED_YES
from aggregate.tables.domains import KEY, Domains
from aggregate.tables.earlier_releases import EarlierReleases
from aggregate.tables.populations import READ
from catalogue.messages import say

PROPORTION, ENTERPRISES = "proportion", "enterprises"
Texts = NDArray[np.object_]
SAMPLE_METHOD = "post_stratified"
Tell = Callable[[Floats], Booleans]
"""From the shares of all domains to those whose share everybody knows."""


class FrameCounts:
    """The frame's numbers by domain and state, and which domains are too small to be shown."""

    def __init__(
        self,
        domains: Domains,
        units: Floats,
        weights: Floats,
        lines: Relations | None = None,
        register: tuple[Floats, Floats] | None = None,
        unseen: Floats | None = None,
    ) -> None:
        """`units` and `weights` are those of the frame's cells by state, shape (cells, 4); `lines` the table's, if they are known.

        Where only a first phase was looked at, `units` and `weights` are those of its enterprises, and `register` gives all units and
        weights of the cells, shape (cells,): each domain's weights by state are brought to the register's. Where the model learnt from
        labels of samples, `unseen` are the weights by state as models decide that had not seen them: `of_samples` counts by these.
        """
        self.of_samples = self
        self.keys, self.by_cell = domains.keys, weights
        self.units, self.weights = domains.add_up(units), domains.add_up(weights)
        self.size, self.weight = self.units.sum(axis=1), self.weights.sum(axis=1)
        if register is not None:
            seen = self.weight
            self.size, self.weight = (domains.add_up(figures) for figures in register)
            self.weights = self.weights * np.divide(self.weight, seen, out=np.zeros_like(seen), where=seen > 0)[:, None]
        self.lines = lines if lines is not None else build_relations(domains.keys, domains.membership)
        looked_at = self.weights.sum(axis=1)
        read = self.weights[:, PREDICTED_NO:].sum(axis=1)
        self.share_not_read = 1 - np.divide(read, looked_at, out=np.full(len(read), np.nan), where=looked_at > 0)
        if unseen is not None:
            self.of_samples = FrameCounts(domains, units, unseen, self.lines, register)


def hide_small(
    counts: FrameCounts, rules: RuleSet | None = None, notes: list[str] | None = None, releases: EarlierReleases | None = None
) -> Texts:
    """The column `suppressed` that holds for every indicator of a source: small cells and what would give them away.

    `notes` gets a sentence where whole lines had to be hidden. What `releases` of the wave have told is known.
    """
    told = releases.tell_sizes(counts.keys, counts.size) if releases else None
    found = find_hidden_frame(counts.lines, counts.size, rules or _usual(), told)
    note_lines(found, notes)
    return found.reasons


def hide_counts(
    counts: FrameCounts, hidden: Texts, rules: RuleSet | None = None, notes: list[str] | None = None, told: Told | None = None
) -> Texts:
    """The column `suppressed` of figures that count everybody: one or two with or without the property give themselves away."""
    yes, no = counts.units[:, PREDICTED_YES], counts.units[:, PREDICTED_NO]
    found = find_hidden_answers(counts.lines, yes, no, counts.size, hidden != "none", rules or _usual(), told)
    note_lines(found, notes)
    return np.where(hidden == "primary", hidden, found.reasons).astype(object)


def tell_counts(counts: FrameCounts, indicator: str, releases: EarlierReleases | None) -> Told | None:
    """What releases of the wave have told of an indicator's counts of everybody."""
    if releases is None:
        return None
    shown = np.full(len(counts.keys), "none", dtype=object)
    present = pd.concat([bound_rows(counts, shown), read_share_rows(counts, shown)], ignore_index=True)
    return releases.tell_answers(counts.keys, counts.size, indicator, present)


def note_lines(found: Hidden, notes: list[str] | None) -> None:
    """Adds the sentence to the notes that whole lines had to be hidden, once, if they had."""
    sentence = say("Whole rows and columns of tables had to be hidden, because hiding single cells could not be shown to be safe.")
    if found.by_lines and notes is not None and sentence not in notes:
        notes.append(sentence)


def _usual() -> RuleSet:
    return load_rules()["web"]


def sample_rows(
    counts: FrameCounts,
    hidden: Texts,
    estimates: DomainEstimates,
    unanswered: Floats | None = None,
    rules: RuleSet | None = None,
    tell: Tell | None = None,
) -> pd.DataFrame:
    """Shares and counts from a labelled sample; a margin is never narrower than one enterprise, since one label may be wrong.

    `unanswered` is the share of each domain's drawn units that gave no answer: above one in ten, quality is a grade lower. `tell` gives
    the domains whose share, of all, is known from earlier releases.
    """
    shares, low, high, errors = widen(estimates, counts.weight)
    quality = grade(low, high, estimates.labelled, estimates.effective, unanswered)
    everybody = estimates.effective >= WHOLE
    told = tell(shares) if tell else None
    suppressed = _hide_labelled_whole(counts, hidden, np.where(everybody, shares, np.nan), quality == "F", rules or _usual(), told)
    table = counts.keys.assign(
        denominator=counts.keys["population"],
        method=SAMPLE_METHOD,
        n_frame=counts.size.astype(np.int64),
        n_labelled=estimates.labelled.astype(np.int64),
        n_effective=np.where(everybody, np.nan, estimates.effective),
        share_not_read=counts.share_not_read,
        share_unanswered=np.nan if unanswered is None else unanswered,
        quality=quality,
        suppressed=suppressed,
    )
    return both_measures(table, counts.weight, {"value": shares, "standard_error": errors, "ci_low": low, "ci_high": high})


def pair_rows(shares: pd.DataFrame, numbers: pd.DataFrame) -> pd.DataFrame:
    """The shares of the one table with the numbers of the other; hidden in both where either is, so that one does not tell the other."""
    kept = [table[table["measure"] == measure].reset_index(drop=True) for table, measure in ((shares, "share"), (numbers, "count"))]
    suppressed = kept[0]["suppressed"].where(kept[0]["suppressed"] != "none", kept[1]["suppressed"])
    return pd.concat([table.assign(suppressed=suppressed) for table in kept], ignore_index=True)


def _hide_labelled_whole(
    counts: FrameCounts, hidden: Texts, shares: Floats, is_poor: Booleans, rules: RuleSet, told: Booleans | None
) -> Texts:
    """The column `suppressed` of estimates; cells labelled whole (all others have a NaN share) are counts, like those of the crawl."""
    found = find_hidden_labelled(counts.lines, shares * counts.size, counts.size, hidden != "none", is_poor, rules, told)
    suppressed = np.where(hidden != "none", hidden, found.reasons)
    return np.where((suppressed == "none") & is_poor, "quality", suppressed).astype(object)


def bound_rows(counts: FrameCounts, suppressed: Texts) -> pd.DataFrame:
    """What the crawl alone says, without a margin: lower and upper bound, and the share among enterprises whose website was read."""
    yes, no = counts.weights[:, PREDICTED_YES], counts.weights[:, PREDICTED_NO]
    table = counts.keys.assign(
        denominator=counts.keys["population"],
        n_frame=counts.size.astype(np.int64),
        share_not_read=counts.share_not_read,
        suppressed=suppressed,
    )
    lower = both_measures(table.assign(method="lower_bound"), counts.weight, {"value": yes / counts.weight})
    upper = both_measures(table.assign(method="upper_bound"), counts.weight, {"value": 1 - no / counts.weight})
    return pd.concat([lower, upper], ignore_index=True)


def read_share_rows(counts: FrameCounts, suppressed: Texts) -> pd.DataFrame:
    """The share of predicted yes among enterprises whose website was read: experimental, since the others are left out."""
    yes, websites = counts.weights[:, PREDICTED_YES], counts.weights[:, PREDICTED_NO:].sum(axis=1)
    read = counts.keys["population"].map(lambda name: READ.format(population=name))
    table = counts.keys.assign(
        population=read,
        denominator=read,
        method="share_among_read",
        measure="share",
        unit=PROPORTION,
        n_frame=counts.size.astype(np.int64),
        share_not_read=counts.share_not_read,
        suppressed=suppressed,
        value=np.divide(yes, websites, out=np.full(len(websites), np.nan), where=websites > 0),
    )
    return table[(websites > 0) | (suppressed != "none")]  # a hidden row that is missing would tell that no website was read


def widen(estimates: DomainEstimates, weight: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Shares, low, high and standard errors, with a half-width of at least one enterprise."""
    one = 1 / weight
    narrow = (estimates.high - estimates.low) / 2 < one
    low = np.where(narrow, np.maximum(estimates.shares - one, 0), estimates.low)
    high = np.where(narrow, np.minimum(estimates.shares + one, 1), estimates.high)
    return estimates.shares, low, high, np.where(narrow, np.maximum(estimates.standard_errors, one / 2), estimates.standard_errors)


def both_measures(table: pd.DataFrame, weight: Floats, figures: dict[str, Floats]) -> pd.DataFrame:
    """The rows once as shares and once as numbers of enterprises, share × size of the frame."""
    shares = table.assign(measure="share", unit=PROPORTION, **figures)
    counts = table.assign(measure="count", unit=ENTERPRISES, **{name: column * weight for name, column in figures.items()})
    return pd.concat([shares, counts], ignore_index=True)


def list_columns(table: pd.DataFrame) -> dict[str, list[Any]]:
    """The table's columns in the order of the store's key, which makes writing fast, with None for what is missing."""
    codes = [pd.factorize(table[name], sort=True)[0] for name in reversed(("indicator", *KEY, "measure", "method"))]
    ordered = table.iloc[np.lexsort(codes)]
    return {str(name): column.astype(object).where(column.notna(), None).tolist() for name, column in ordered.items()}
