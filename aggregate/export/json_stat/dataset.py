"""One table of figures as a JSON-stat dataset."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from aggregate.estimators.arrays import Integers
from aggregate.export.json_stat.cube import build_cube
from aggregate.publication.naming import describe_indicator, name_code
from aggregate.publication.records import Publication
from aggregate.publication.rounding import DECIMALS
from aggregate.publication.statuses import BREAK, EXPERIMENTAL, NORMAL, SUPPRESSED, UNRELIABLE
from catalogue.messages import say, say_text
from catalogue.profiles import load_profile

Json = dict[str, Any]
FIGURES = ("value", "standard_error", "ci_low", "ci_high", "n_frame", "n_labelled", "share_not_read")
COUNTS = ("n_frame", "n_labelled")
WITHHELD = "L"
"""Status (SDMX CL_OBS_STATUS) of a figure that exists and is too unreliable to be shown."""


def build_dataset(publication: Publication, table: pd.DataFrame, face: str) -> Json:
    """The dataset of rows (rounded) that share population, method, measure, unit and face.

    A cell without an estimate has no value and no status; one that is not shown has the value null and a status that says why.
    """
    cube = build_cube(table, face)
    first = table.iloc[0]
    figures = [name for name in FIGURES if name == "value" or table[name].notna().any()]
    statuses = _list_statuses(table)
    cells = cube.cells * len(figures)
    dimensions = {"country": (publication.country,), "wave": (publication.wave,), **cube.dimensions, "figure": tuple(figures)}
    return {
        "version": "2.0",
        "class": "dataset",
        "label": _name_table(first, [name for name, codes in cube.dimensions.items() if len(codes) > 1 and name != "indicator"]),
        "updated": publication.made_at or "",
        "id": list(dimensions),
        "size": [1, 1, *cube.size, len(figures)],
        "role": {"time": ["wave"], "geo": ["country", *(["region"] if "region" in cube.dimensions else [])], "metric": ["figure"]},
        "dimension": {name: _describe_dimension(name, codes, first) for name, codes in dimensions.items()},
        "value": dict(_list_values(table, cells, figures)),
        "status": {str(cell): status for cell, status in zip(cells.tolist(), statuses, strict=True) if status != NORMAL},
        "extension": {
            "population": first["population"],
            "method": first["method"],
            "measure": first["measure"],
            "unit": first["unit"],
            "experimental": bool(first["experimental"]),
            **({"since": first["since"]} if isinstance(first["since"], str) else {}),
            "status": {"label": {code: _name_status(code) for code in sorted(set(statuses) - {NORMAL})}},
            "quality": {
                str(cell): letter for cell, letter in zip(cells.tolist(), table["quality"], strict=True) if isinstance(letter, str)
            },
        },
    }


def _list_values(table: pd.DataFrame, cells: Integers, figures: list[str]) -> Iterator[tuple[str, float | int | None]]:
    """(place, number) of everything that is told; the value itself also where it is not shown, as null."""
    rows = []
    for place, name in enumerate(figures):
        numbers = table[name].astype(float).to_numpy()
        told = np.ones(len(table), dtype=bool) if name == "value" else ~np.isnan(numbers)
        kind = int if name in COUNTS else float
        rows += [
            (cell, None if n != n else kind(n)) for cell, n in zip((cells[told] + place).tolist(), numbers[told].tolist(), strict=True)
        ]
    yield from ((str(cell), number) for cell, number in sorted(rows))


def _list_statuses(table: pd.DataFrame) -> list[str]:
    """A status for each row: why nothing is shown, else that of the figure; a break stands before either, as in `BQ`."""
    hidden = np.where(table["suppressed"] == "confidential", SUPPRESSED, np.where(table["suppressed"] == "unreliable", WITHHELD, ""))
    usual = np.where(table["obs_status"] == BREAK, table["obs_status_2"], table["obs_status"])
    said = np.where(hidden != "", hidden, usual)
    return [str(text) for text in np.where(table["obs_status"] == BREAK, BREAK + said.astype(object), said)]


def _name_status(code: str) -> str:
    names = {
        BREAK: say("break in the series"),
        SUPPRESSED: say("not shown: confidential"),
        WITHHELD: say("not shown: unreliable"),
        UNRELIABLE: say("low reliability"),
        EXPERIMENTAL: say("experimental"),
    }
    return "; ".join(names.get(letter, letter) for letter in code)


def _name_table(first: pd.Series, broken_down: list[str]) -> str:
    """Such as `Estimate from labels, proportion: registered enterprises, by Activity, Size class`."""
    named = {"method": say_text(str(first["method_name"])), "unit": first["unit"], "population": first["population"]}
    if not broken_down:
        return say("{method}, {unit}: {population}", **named)
    by = ", ".join(_name_dimension(name, first) for name in broken_down)
    return say("{method}, {unit}: {population}, by {breakdowns}", breakdowns=by, **named)


def _describe_dimension(name: str, codes: tuple[str, ...], first: pd.Series) -> Json:
    """A dimension's label and its categories; figures also have units."""
    named = {code: _name_category(name, code) for code in codes}
    units = {"unit": {code: _describe_unit(code, first) for code in codes}} if name == "figure" else {}
    return {"label": _name_dimension(name, first), "category": {"index": list(codes), "label": named, **units}}


def _describe_unit(figure: str, first: pd.Series) -> Json:
    if figure in COUNTS:
        return {"decimals": 0, "label": say("enterprises")}
    if figure == "share_not_read":
        return {"decimals": 6, "label": say("proportion")}
    return {"decimals": DECIMALS[str(first["measure"])], "label": str(first["unit"])}


def _name_dimension(name: str, first: pd.Series) -> str:
    return {
        "other_value": str(first["other_dimension"]),
        "country": say("Country"),
        "wave": say("Wave"),
        "indicator": say("Indicator"),
        "activity": say("Activity"),
        "size_class": say("Size class"),
        "region": say("Region"),
        "urbanisation": say("Urban or rural"),
        "owner_sex": say("Sex of the owner"),
        "figure": say("Figure"),
    }[name]


def _name_category(name: str, code: str) -> str:
    if name in ("indicator", "country"):
        return describe_indicator(code)[0] if name == "indicator" else load_profile(code).name
    if name != "figure":
        return name_code(name, code)
    return {
        "value": say("Estimate"),
        "standard_error": say("Standard error"),
        "ci_low": say("Lower end of the 95 % interval"),
        "ci_high": say("Upper end of the 95 % interval"),
        "n_frame": say("Enterprises in the register"),
        "n_labelled": say("Enterprises labelled"),
        "share_not_read": say("Share of enterprises not read"),
    }[code]
