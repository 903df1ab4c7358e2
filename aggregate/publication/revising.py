"""What a release says otherwise than the wave's earlier releases: figure by figure, and on average (SIMS v2.0, A6)."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from aggregate.publication.naming import list_methods_with_margin
from aggregate.tables.domains import DIMENSIONS
from store.releases import Release

KEYS = ["indicator", "population", *DIMENSIONS, "measure", "method"]
SAME = 1e-9
MEANS = (
    *("indicator", "indicator_name", "method", "measure", "unit", "earlier_release", "earlier_vintage", "compared", "revised"),
    *("mean_revision", "mean_absolute_revision", "relative_mean_absolute_revision"),
)


def list_revisions(figures: pd.DataFrame, earlier: Sequence[tuple[Release, pd.DataFrame]]) -> pd.DataFrame:
    """The figures that an earlier release gave otherwise, one row for each such release, with the columns of `figures` and

    earlier_release (its number), earlier_vintage, earlier_value, difference (this less the earlier one) and relative_difference (of the
    earlier one; NaN where that is 0). What either release does not show is left out.
    """
    found = [both[_is_other(both)] for both in _compare(figures, earlier)]
    if not found:
        return figures.iloc[:0].assign(earlier_release=0, earlier_vintage="", earlier_value=0.0, difference=0.0, relative_difference=0.0)
    return pd.concat(found, ignore_index=True)


def summarise_revisions(figures: pd.DataFrame, earlier: Sequence[tuple[Release, pd.DataFrame]]) -> pd.DataFrame:
    """By indicator, method, measure and earlier release: figures `compared`, those `revised`, and their mean revisions; columns MEANS.

    Means are over all figures compared: of differences, of their sizes, and of their sizes over the later figures' sum.
    Source: ESS guidelines for the implementation of the quality and performance indicators, A6 (MR, MAR, RMAR = sum |L - P| / sum |L|,
    L the later and P the earlier figure).
    """
    rows = [_summarise(group) for both in _compare(figures, earlier) for _, group in both.groupby(["indicator", "method", "measure"])]
    return pd.DataFrame(rows, columns=list(MEANS))


def pick_revised(means: pd.DataFrame) -> pd.DataFrame:
    """Of means those that readers need: of what was revised, by methods meant for use (by any where none of these was compared)."""
    if means.empty:
        return means
    meant = means["method"].isin(list_methods_with_margin())
    kept = means[meant] if meant.any() else means
    return kept[kept["revised"] > 0]


def _compare(figures: pd.DataFrame, earlier: Sequence[tuple[Release, pd.DataFrame]]) -> Iterator[pd.DataFrame]:
    """For each earlier release the figures that both show, with both values."""
    shown = figures[figures["value"].notna()]
    for release, table in earlier:
        given = table.set_index(KEYS)["value"].dropna().astype(float).rename("earlier_value")
        both = shown.join(given, on=KEYS, how="inner").reset_index(drop=True)
        difference = both["value"] - both["earlier_value"]
        relative = difference / both["earlier_value"].where(both["earlier_value"] != 0)
        named = both.assign(earlier_release=release.number, earlier_vintage=release.vintage)
        yield named.assign(difference=difference, relative_difference=relative)


def _is_other(both: pd.DataFrame) -> pd.Series:
    size = np.maximum(both["value"].abs(), both["earlier_value"].abs())
    return both["difference"].abs() > SAME * size


def _summarise(group: pd.DataFrame) -> dict[str, object]:
    first, sizes, later = group.iloc[0], group["difference"].abs(), group["value"].abs().sum()
    kept = {name: first[name] for name in MEANS[:7]}
    return kept | {
        "compared": len(group),
        "revised": int(_is_other(group).sum()),
        "mean_revision": float(group["difference"].mean()),
        "mean_absolute_revision": float(sizes.mean()),
        "relative_mean_absolute_revision": float(sizes.sum() / later) if later else np.nan,
    }
