"""Our estimates of a wave beside the figures of a file, each with a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from aggregate.comparison.differences import Differences, compare_figures
from aggregate.comparison.figures import UNKNOWN
from aggregate.comparison.matching import Cell, Counterpart, find_counterpart, index_estimates, read_cell
from aggregate.comparison.published import Figure, PublishedTable, read_published
from aggregate.comparison.remarks import SIGNIFICANT, note_tables, note_tests
from aggregate.comparison.verdicts import AGREES, DIFFERS, HIDDEN, NONE, OTHER_CONCEPT, OUTSIDE, UNSURE, WITHIN
from aggregate.publication.text_codes import assign_codes
from catalogue.errors import EstimateError
from catalogue.messages import say
from store.estimates import read_estimates
from store.opening import Store

SHOWN = ("none", "")
"""What `suppressed` says of a figure that is shown, in the store and in a publication."""
COLUMNS = (
    *("line", "item", "indicator", "population", "activity", "size_class", "region", "period"),
    *("ours", "our_standard_error", "our_low", "our_high", "our_method", "our_quality"),
    *("theirs", "their_standard_error", "their_margin", "their_flag"),
    *("difference", "standard_error", "p", "p_holm", "error_needed", "verdict", "remarks"),
    *("source", "definition", "among"),
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """`table` has the COLUMNS, a row for each published figure, shares as proportions; `notes` are sentences to be read with it."""

    table: pd.DataFrame
    notes: tuple[str, ...]

    def count(self, verdict: str) -> int:
        """How many figures have this verdict."""
        return int((self.table["verdict"] == verdict).sum())


def compare(store: Store, country: str, wave: str, path: Path, *, design_effect: float = 1.0) -> Comparison:
    """Compares a wave's safe estimates with the published figures in a file.

    `design_effect` is that of the other survey, for margins derived from its number of respondents.

    Raises:
        EstimateError: there are no estimates, or the file cannot be used.
    """
    ours = pd.DataFrame(read_estimates(store, country, wave, safe=True))
    if ours.empty:
        raise EstimateError(
            say(
                "There are no estimates for {country} {wave}: run `ecomstat aggregate {country} --wave {wave}` first.",
                country=country,
                wave=wave,
            )
        )
    return compare_published(ours, [read_published(path, country, wave, design_effect)], wave)


def compare_published(ours: pd.DataFrame, published: Sequence[PublishedTable], wave: str) -> Comparison:
    """Compares safe estimates with published figures, all tested together, in the words of the language spoken now.

    `ours` are the safe estimates of the wave as `read_estimates` gives them, or the table of a publication.
    """
    estimates = index_estimates([{str(k): v for k, v in record.items()} for record in ours.to_dict("records")])
    uppers = _find_uppers(ours)
    regions = {code: region for region, code in assign_codes(set(ours["region"])).items()}
    rows = []
    for found in published:
        figures = (replace(figure, region=regions.get(figure.region, figure.region)) for figure in found.figures)
        rows += [_compare_one(figure, *_match(figure, estimates), uppers) | {"source": found.source} for figure in figures]
    table = _test(pd.DataFrame(rows))
    return Comparison(table[list(COLUMNS)], (*note_tables(published, wave), *note_tests(table)))


def _match(figure: Figure, estimates: dict) -> tuple[Counterpart | None, str]:  # type: ignore[type-arg]
    cell = read_cell(figure)
    if not isinstance(cell, Cell):
        return None, cell
    wanted = (*cell.item.exact, *cell.item.proxy)
    if not any(key[0] in wanted for key in estimates):
        return None, say("nothing was estimated that is like it: that would be {indicators}", indicators=", ".join(wanted))
    return find_counterpart(cell, estimates), say("we have no estimate of this cell: give `ecomstat aggregate` the breakdown with --by")


def _find_uppers(ours: pd.DataFrame) -> dict[tuple[str, ...], float]:
    table = ours[(ours["method"] == "upper_bound") & (ours["measure"] == "share")]
    names = ["indicator", "population", "activity", "size_class", "region"]
    return dict(zip(map(tuple, table[names].to_numpy().tolist()), table["value"].astype(float), strict=True))


def _compare_one(figure: Figure, found: Counterpart | None, why_not: str, uppers: dict[tuple[str, ...], float]) -> dict[str, object]:
    """A row without its test."""
    row: dict[str, object] = dict.fromkeys(COLUMNS) | {
        "line": figure.line,
        "item": figure.item,
        "activity": figure.activity,
        "size_class": figure.size_class,
        "region": figure.region,
        "period": figure.period,
        "theirs": figure.value,
        "their_standard_error": figure.standard_error,
        "their_margin": figure.margin,
        "their_flag": figure.flag,
    }
    if found is None:
        return row | {"verdict": NONE, "remarks": why_not, "ours": np.nan, "our_standard_error": np.nan, "n_effective": np.nan}
    e = found.estimate
    row |= {name: e[name] for name in ("indicator", "population", "activity", "size_class", "region", "n_effective")}
    row |= {"ours": e["value"], "our_standard_error": e["standard_error"], "our_low": e["ci_low"], "our_high": e["ci_high"]}
    row |= {"our_method": e["method"], "our_quality": e["quality"], "remarks": "; ".join(found.remarks)}
    row |= {"definition": found.definition, "among": found.among}
    if e["suppressed"] not in SHOWN:
        return row | {"verdict": HIDDEN, "our_quality": None}
    if e["method"] == "lower_bound":
        upper = uppers[tuple(str(e[n]) for n in ("indicator", "population", "activity", "size_class", "region"))]
        is_inside = float(e["value"]) <= figure.value <= upper
        row |= {"our_low": e["value"], "our_high": upper, "ours": np.nan, "our_method": "lower_bound, upper_bound"}
        return row | {"verdict": WITHIN if is_inside else OUTSIDE} if found.is_same else row | {"verdict": OTHER_CONCEPT}
    return row | {"verdict": "" if found.is_same else OTHER_CONCEPT}


def _test(table: pd.DataFrame) -> pd.DataFrame:
    """The table with differences where there are two figures, and p-values and verdicts where both are of the same."""
    figures = {name: table[name].astype(float).to_numpy() for name in ("ours", "our_standard_error", "theirs", "their_standard_error")}
    effective = table["n_effective"].astype(float).to_numpy()
    degrees = np.where(np.isnan(effective), np.inf, np.maximum(effective - 1, 1))
    is_tested = (table["verdict"] == "").to_numpy()
    compared = np.where(is_tested, figures["ours"], np.nan)
    tests = compare_figures(compared, figures["our_standard_error"], figures["theirs"], figures["their_standard_error"], degrees)
    verdicts = np.where(is_tested, _judge(tests, (table["their_margin"] == UNKNOWN).to_numpy()), table["verdict"])
    needed = np.where((verdicts == UNSURE), tests.error_needed, np.nan)
    return table.assign(
        difference=figures["ours"] - figures["theirs"],
        standard_error=tests.standard_errors,
        p=tests.p,
        p_holm=tests.p_holm,
        error_needed=needed,
        verdict=verdicts,
    )


def _judge(tests: Differences, is_unknown: np.ndarray) -> np.ndarray:
    """The verdict by the test at 5 %; without their margin a difference is only one if theirs were exact."""
    differs = tests.p < SIGNIFICANT
    return np.where(~differs, AGREES, np.where(is_unknown, UNSURE, DIFFERS))
