"""Changes of the share among websites read, which the model alone decides: they are comparable only where one model decided both waves.

Nothing of this has a margin: it counts what was read. Real is what changed among websites read in both waves, coverage what other
enterprises and other websites read did; the new model's part needs the first wave decided again.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from aggregate.changes.stayers import Stayers
from aggregate.changes.waves import WaveFrame
from aggregate.disclosure.minimum_count import find_few_either_way
from aggregate.disclosure.rules import RuleSet
from aggregate.estimators.arrays import Floats, Integers
from aggregate.states import PREDICTED_NO, PREDICTED_YES
from aggregate.tables.domains import DIMENSIONS, KEY
from aggregate.tables.populations import BY_NAME


def list_read_changes(
    rows: pd.DataFrame, first: WaveFrame, second: WaveFrame, capability: str, stayers: Stayers, rules: RuleSet
) -> Iterator[pd.DataFrame]:
    """The rows of one capability; `first` is as the second's model decides it, published or again.

    `rows`: cells that both waves published, with columns base (the whole population), value, suppressed and model of both waves, first and
    second.
    """
    of_first = rows["first"].to_numpy()
    yes, no = (first.counts[capability].weights[of_first, state] for state in (PREDICTED_YES, PREDICTED_NO))
    by_new = np.divide(yes, yes + no, out=np.full(len(rows), np.nan), where=yes + no > 0)
    before, now = (rows[name].astype(float).to_numpy() for name in ("value_before", "value"))
    in_both, leaves_few = _change_in_both(rows, first, second, capability, stayers, rules)
    is_other = first.models.get(capability) != rows["model_before"].iloc[0]
    counts = first.counts[capability].units[of_first]
    hidden = ((rows["suppressed"] != "none") | (rows["suppressed_before"] != "none")).to_numpy()
    if is_other:  # what the other model counts was never protected
        hidden = hidden | find_unsafe_lines(rows, counts[:, PREDICTED_YES], counts[:, PREDICTED_NO], rules)
    yield _write(rows, "read_change", now - before, hidden)
    yield _write(rows, "read_change_in_both", in_both, hidden | leaves_few)
    yield _write(rows, "read_change_by_coverage", now - by_new - in_both, hidden | leaves_few)
    if is_other:
        yield _write(rows, "read_change_by_model", by_new - before, hidden)
        factors = np.divide(by_new, before, out=np.full(len(rows), np.nan), where=before > 0)
        yield _write(rows, "read_link_factor", factors, hidden).assign(measure="link_factor", unit="ratio")


def find_unsafe_lines(rows: pd.DataFrame, yes: Floats, no: Floats, rules: RuleSet) -> np.typing.NDArray[np.bool_]:
    """Cells that are not shown of counts of everybody: those with one or two with or without the property, and all others of their line.

    Of a breakdown with such a cell only the total stays, so that nothing can be subtracted. Shapes (rows,).
    """
    few = find_few_either_way(yes, yes + no, rules.fewest_with)
    broken = [rows[d] != rows["base"].map({name: whole.total_of(d) for name, whole in BY_NAME.items()}) for d in DIMENSIONS]
    lines = [rows["base"].to_numpy(), *(column.to_numpy() for column in broken)]
    return np.asarray(pd.Series(few).groupby(lines).transform("any").to_numpy(dtype=bool))


def _change_in_both(
    rows: pd.DataFrame, first: WaveFrame, second: WaveFrame, capability: str, stayers: Stayers, rules: RuleSet
) -> tuple[Floats, np.typing.NDArray[np.bool_]]:
    """The change of the share of yes among enterprises read in both waves; where that, or who was read in one wave only, is a few."""
    places = pd.Series(np.arange(len(second.units.ids)), index=pd.Index(second.units.ids)).reindex(first.units.ids).to_numpy()
    common = np.flatnonzero(~np.isnan(places))
    partners = places[common].astype(np.int64)
    one, two = first.units.states[capability][common], second.units.states[capability][partners]
    read = (one >= PREDICTED_NO) & (two >= PREDICTED_NO)
    mine, theirs = common[read], partners[read]
    pairs, which = np.unique(np.column_stack([first.units.cells[mine], second.units.cells[theirs]]), axis=0, return_inverse=True)
    membership = [csr_array(d.membership)[rows[name].to_numpy()] for d, name in zip(stayers.domains, ("first", "second"), strict=True)]
    domains = csr_array(membership[0][:, pairs[:, 0]].multiply(membership[1][:, pairs[:, 1]]))
    weighted = ((first.units.weights[mine], one[read]), (second.units.weights[theirs], two[read]))
    shares = [_share(domains, which, weights, states) for weights, states in weighted]
    numbers = np.asarray(domains @ np.bincount(which, minlength=len(pairs)).astype(np.float64))
    sizes = [_count_read(f, rows[name].to_numpy(), capability) for f, name in ((first, "first"), (second, "second"))]
    few = np.any([(size - numbers > 0) & (size - numbers < rules.fewest_enterprises) for size in sizes], axis=0)
    return shares[1] - shares[0], few | (numbers < rules.fewest_enterprises)


def _share(domains: csr_array, which: Integers, weights: Floats, states: Integers) -> Floats:
    """The weighted share of yes of each row, NaN where nobody was read in both."""
    sums = (np.bincount(which, weights=w, minlength=domains.shape[1]) for w in (weights, weights * (states == PREDICTED_YES)))
    totals, yes = (np.asarray(domains @ figures, dtype=np.float64) for figures in sums)
    return np.asarray(np.divide(yes, totals, out=np.full(len(totals), np.nan), where=totals > 0))


def _count_read(frame: WaveFrame, rows: Integers, capability: str) -> Floats:
    return np.asarray(frame.counts[capability].units[rows][:, PREDICTED_NO:].sum(axis=1))


def _write(rows: pd.DataFrame, method: str, values: Floats, hidden: np.typing.NDArray[np.bool_]) -> pd.DataFrame:
    kept = ["indicator", *KEY, "n_frame", "denominator", "model", "n_both", "n_born", "n_died"]
    worst = np.where((rows["suppressed"] == "secondary") & (rows["suppressed_before"] != "primary"), "secondary", "primary")
    suppressed = np.where(hidden, worst, "none")
    figures = {"value": values, "standard_error": np.nan, "ci_low": np.nan, "ci_high": np.nan, "suppressed": suppressed}
    table = rows[kept].assign(measure="change", method=method, unit="proportion", **figures)
    hidden_anyhow = table["suppressed"].isin(["primary", "secondary"])  # a hidden row that were missing would tell of it
    return table[np.isfinite(values) | hidden_anyhow]
