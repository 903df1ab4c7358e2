"""How a wave's own words become codes: regions, indicators, activities, units, populations, columns of the register."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from aggregate.export.sdmx.definition import load_definition
from aggregate.publication.records import Publication
from aggregate.publication.text_codes import assign_codes
from aggregate.tables.domains import ALL, UNKNOWN
from aggregate.tables.populations import IN_SCOPE, PARTLY, READ, REGISTERED, WITH_WEBSITE
from catalogue.isic import load_activities
from catalogue.profiles import load_profile

POPULATIONS: Mapping[str, str] = {
    form.format(population=name): f"{code}{part}"
    for name, code in ((REGISTERED, "REG"), (IN_SCOPE, "EUR"))
    for form, part in (("{population}", ""), (READ, "_READ"), (WITH_WEBSITE, "_WEB"), ("{population}" + PARTLY, "_PART"))
}
UNITS_OF_WHOLES = {"_READ": "PT_ENT_READ", "_WEB": "PT_ENT_WEB"}
UNITS = {"count": "ENT", "change": "PP", "link_factor": "RATIO"}
GENERAL = {ALL: ALL, UNKNOWN: UNKNOWN}
EUROPEAN = "EUR"


@dataclass(frozen=True, slots=True)
class Codings:
    """{our word: code} for what differs from wave to wave; `others` by column of the register: (dimension, codes of its values).

    `units` are by (measure, unit, denominator, population) as the table has them; `unit_names` are the words of the units of amounts.
    """

    area: str
    regions: Mapping[str, str]
    measures: Mapping[str, str]
    populations: Mapping[str, str]
    units: Mapping[tuple[str, str, str, str], str]
    unit_names: Mapping[str, str]
    others: Mapping[str, tuple[str, Mapping[str, str]]]


def gather_rows(publication: Publication) -> pd.DataFrame:
    """All figures of a publication: estimates, then changes."""
    parts = [part for part in (publication.table, publication.changes) if len(part)]
    return pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]


def build_codings(publication: Publication, rows: pd.DataFrame) -> Codings:
    """The codes for the words of all rows that are published."""
    names, known = set(rows["indicator"]), load_definition()["measures"]
    fresh = assign_codes(name.upper() for name in names - set(known))
    populations = {**POPULATIONS, **assign_codes(set(rows["population"]) - set(POPULATIONS))}
    units, unit_names = _code_units(rows, populations)
    return Codings(
        area=load_profile(publication.country).alpha3,
        regions=GENERAL | assign_codes(set(rows["region"]) - set(GENERAL)),
        measures={name: known.get(name) or fresh[name.upper()] for name in names},
        populations=populations,
        units=units,
        unit_names=unit_names,
        others=dict(_code_others(rows)),
    )


def code_activity(population: str, activity: str) -> str:
    """The ISIC code of an activity within a population, by its code: a section's letter, a division with its section's letter before it.

    A section of which the European scope holds only a part has the code of that part there.
    """
    if population.startswith(EUROPEAN):
        activity = load_definition()["scope_activities"].get(activity, activity)
    heading = load_activities().get(activity)
    return f"{heading.section}{activity}" if heading and len(activity) > 1 else activity


def _code_others(rows: pd.DataFrame) -> list[tuple[str, tuple[str, Mapping[str, str]]]]:
    columns = set(rows["other_dimension"]) - {ALL}
    dimensions = assign_codes(column.upper() for column in columns)
    taken = {*load_definition()["dimensions"], *load_definition()["attributes"], "OBS_VALUE"}
    names = {column: dimensions[column.upper()] for column in sorted(columns)}
    names = {column: f"REG_{name}" if name in taken or not name[0].isalpha() else name for column, name in names.items()}
    values = {column: set(rows.loc[rows["other_dimension"] == column, "other_value"]) - set(GENERAL) for column in names}
    return [(column, (name, GENERAL | assign_codes(values[column]))) for column, name in names.items()]


def _code_units(rows: pd.DataFrame, populations: Mapping[str, str]) -> tuple[dict[tuple[str, str, str, str], str], dict[str, str]]:
    units, names = dict[tuple[str, str, str, str], str](), dict[str, str]()
    parts = ["measure", "unit", "denominator", "population"]
    for measure, unit, whole, population in rows[parts].fillna("").drop_duplicates().itertuples(index=False, name=None):
        code, name = _code_unit(measure, unit, whole, populations.get(whole), populations[population])
        units[measure, unit, whole, population] = code
        names |= {code: name} if name else {}
    return units, names


def _code_unit(measure: str, unit: str, whole: str, whole_code: str | None, population: str) -> tuple[str, str]:
    """A unit's code, and its name if it is one of an amount: a total, a mean of an enterprise, or a share of a larger amount."""
    if measure in UNITS:
        return UNITS[measure], ""
    if measure == "share" and (whole_code or not whole):
        return next((code for end, code in UNITS_OF_WHOLES.items() if end in f"_{population}"), "PT_ENT"), ""
    if measure == "share":
        return f"PT_{next(iter(assign_codes([whole]).values())).upper()}", whole
    code = next(iter(assign_codes([unit]).values())).upper()
    return (f"{code}_ENT", f"{unit} / enterprise") if measure == "mean" else (code, unit)
