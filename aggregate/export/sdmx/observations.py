"""Figures as observations: each with its key, its value as text, and what is to be known of it; suppressed ones empty."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from aggregate.export.sdmx.codings import EUROPEAN, Codings, code_activity
from aggregate.export.sdmx.definition import load_definition
from aggregate.export.sdmx.periods import find_frequency, read_period
from aggregate.export.sdmx.records import Structure
from aggregate.publication.naming import list_methods_with_margin
from aggregate.tables.domains import ALL

MISSING, SUPPRESSED = "L", "Q"
CONFIDENTIAL, FREE = "C", "F"
SHOWN_AS_SHARE = ("PT_", "PP")
CV_DECIMALS, SHARE_DECIMALS, AMOUNT_DECIMALS = 2, 4, 3
SCALED = {"OBS_VALUE": "value", "STD_ERR": "standard_error", "CI_LOWER": "ci_low", "CI_UPPER": "ci_high"}
COUNTS = {"N_SAMPLE": "n_labelled", "N_FRAME": "n_frame"}
PERCENTAGES = {"CV": ("cv", CV_DECIMALS), "SHARE_UNSCRAPED": ("share_not_read", SHARE_DECIMALS)}
CHANGES = ("change", "link_factor")
STATUSES = ("obs_status", "obs_status_2")


@dataclass(frozen=True, slots=True)
class Observations:
    """The observations of the two flows, all cells text, '' where there is nothing; `row` is the figure's place among those published."""

    headline: pd.DataFrame
    methods: pd.DataFrame


def build_observations(rows: pd.DataFrame, wave: str, codings: Codings, structure: Structure) -> Observations:
    """The observations of all rows that are published.

    Of enterprises that are both a part of the register and of the European scope only the register's figure is kept, since it is the same
    one. Of several estimates of a cell the first method meant for use goes to the headline flow; all others have the method in their key,
    and are left out where they are hidden: the headline flow says of the cell all that may be said. Hidden changes stand in no other place.

    Raises:
        EstimateError: the wave is no time period.
    """
    keys = _code_keys(rows, wave, codings)
    figures = _write_figures(rows, keys["DECIMALS"].astype(int).to_numpy())
    table = keys.assign(**figures, **_write_statuses(rows), row=np.arange(len(rows)))
    table = table[~_find_twins(table, structure.methods.key, rows)]
    is_headline = _choose_headline(table, structure.headline.key, rows.loc[table.index])
    says_something = (table["OBS_VALUE"] != "") | rows.loc[table.index, "measure"].isin(CHANGES)
    return Observations(
        table.loc[is_headline, [*structure.headline.observed, "row"]].reset_index(drop=True),
        table.loc[~is_headline & says_something, [*structure.methods.observed, "row"]].reset_index(drop=True),
    )


def _code_keys(rows: pd.DataFrame, wave: str, codings: Codings) -> pd.DataFrame:
    period, populations = read_period(wave), rows["population"].map(codings.populations)
    units = zip(*(rows[name].fillna("") for name in ("measure", "unit", "denominator", "population")), strict=True)
    table = pd.DataFrame(
        {
            "FREQ": find_frequency(period),
            "REF_AREA": codings.area,
            "REGION": rows["region"].map(codings.regions),
            "MEASURE": rows["indicator"].map(codings.measures),
            "UNIT_MEASURE": [codings.units[unit] for unit in units],
            "ACTIVITY": [code_activity(p, a) for p, a in zip(populations, rows["activity"], strict=True)],
            "SIZE_CLASS": rows["size_class"],
            "URBANISATION": rows["urbanisation"],
            "OWNER_SEX": rows["owner_sex"],
            "ESTIMATOR": rows["method"].str.upper(),
            "TIME_PERIOD": period,
            "POPULATION": populations,
        },
        index=rows.index,
    )
    for column, (dimension, codes) in codings.others.items():
        table[dimension] = rows["other_value"].where(rows["other_dimension"] == column, ALL).map(codes)
    return table.assign(DECIMALS=_find_decimals(table["UNIT_MEASURE"]).astype(str))


def _find_decimals(units: "pd.Series[str]") -> "pd.Series[int]":
    known = load_definition()["lists"]["CL_UNIT_MEASURE"]["codes"]
    decimals = {unit: known.get(unit, {}).get("decimals", SHARE_DECIMALS if is_share(unit) else AMOUNT_DECIMALS) for unit in units.unique()}
    return units.map(decimals)


def is_share(unit: str) -> bool:
    """Whether values of a unit are percentages or percentage points, which our tables hold as proportions."""
    return unit.startswith(SHOWN_AS_SHARE)


def _write_figures(rows: pd.DataFrame, decimals: Any) -> dict[str, Any]:
    """The value and its numbers as text: shares in percent; nothing where a figure is suppressed, whatever the table holds."""
    is_hidden = (rows["suppressed"] != "").to_numpy()
    factors = np.where(rows["measure"].isin(["share", "change"]), 100.0, 1.0)
    figures = {name: _write_numbers(rows[ours], factors, decimals, is_hidden) for name, ours in SCALED.items()}
    figures |= {name: _write_numbers(rows[ours], 1.0, 0, is_hidden) for name, ours in COUNTS.items()}
    figures |= {name: _write_numbers(rows[ours], 100.0, places, is_hidden) for name, (ours, places) in PERCENTAGES.items()}
    return figures | {"QUALITY_FLAG": rows["quality"].fillna("").where(rows["suppressed"] != "confidential", "")}


def _write_numbers(column: "pd.Series[float]", factors: Any, decimals: Any, is_hidden: Any) -> list[str]:
    """Numbers as the shortest text that is the rounded number; '' where there is none, or it must not be shown."""
    values = column.astype(float).to_numpy() * factors
    places = np.broadcast_to(decimals, values.shape)
    shown = np.isfinite(values) & ~is_hidden
    texts = np.full(len(values), "", dtype=object)
    texts[shown] = [_write_number(v, p) for v, p in zip(values[shown].tolist(), places[shown].tolist(), strict=True)]
    return [str(text) for text in texts]


def _write_number(value: float, places: int) -> str:
    text = f"{value:.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _write_statuses(rows: pd.DataFrame) -> dict[str, Any]:
    """Statuses: Q and C for confidential figures, L for those too unreliable to show; a break comes first, and then they stand second."""
    own = {name: rows[name].where(rows["suppressed"] != "unreliable", rows[name].replace("U", MISSING)) for name in STATUSES}
    reasons = [f"Break since {since}: {reason}" if since else "" for since, reason in rows[["break_since", "break_reason"]].to_numpy()]
    return {
        "OBS_STATUS": own["obs_status"],
        "OBS_STATUS_2": own["obs_status_2"],
        "CONF_STATUS": np.where(rows["suppressed"] == "confidential", CONFIDENTIAL, FREE),
        "COMMENT_OBS": reasons,
    }


def _find_twins(table: pd.DataFrame, key: list[str], rows: pd.DataFrame) -> "pd.Series[bool]":
    """Figures of the European scope whose enterprises are the same as those of another figure: the register's, or the section's."""
    is_european = table["POPULATION"].str.startswith(EUROPEAN)
    order = pd.DataFrame({"is_european": is_european, "length": rows["activity"].str.len()}).sort_values(["is_european", "length"]).index
    return table.loc[order, key].duplicated(keep="first").reindex(table.index) & is_european


def _choose_headline(table: pd.DataFrame, key: list[str], rows: pd.DataFrame) -> "pd.Series[bool]":
    """Of each cell the estimate by the first of the methods that are meant for use and are no changes."""
    ranks: Mapping[str, int] = {method: rank for rank, method in enumerate(list_methods_with_margin())}
    rank = rows["method"].map(ranks).where(~rows["measure"].isin(CHANGES))
    best = rank.groupby([table[name] for name in key], sort=False).transform("min")
    return rank.notna() & (rank == best)
