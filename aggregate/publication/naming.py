"""Codes in words: what indicators, methods and codes of breakdowns mean, in the language spoken now."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from babel import Locale

import catalogue
from aggregate.definitions import find_definition
from aggregate.surveys.rows import TREATED, UNTREATED
from aggregate.tables.domains import ALL, DIMENSIONS, UNKNOWN, totals_first
from aggregate.tables.populations import ICT, IN_SCOPE, PARTLY, READ, REGISTERED, SCOPE, WITH_WEBSITE
from catalogue.aggregates import load_aggregates
from catalogue.errors import ProfileError
from catalogue.indicators import Indicator, find_indicator
from catalogue.isic import load_activities
from catalogue.label_guide import load_label_guide
from catalogue.messages import ENGLISH, current_language, known_languages, say, say_text
from catalogue.profiles import load_profile
from catalogue.sizes import find_size_title
from catalogue.survey_questions import find_survey_question
from catalogue.tables import load_table

METHODS = Path(catalogue.__file__).parent / "data" / "methods.toml"
AMOUNT_METHODS = (TREATED, UNTREATED)
SHOWN = {"none": "", "primary": "confidential", "secondary": "confidential", "quality": "unreliable"}


def name_country(code: str) -> str:
    """A country's name in the language of now; the profile's name, or the code, where the library does not know it."""
    territories = Locale.parse(current_language() if current_language() in known_languages() else ENGLISH).territories
    if code in territories:
        return str(territories[code])
    try:
        return load_profile(code).name
    except ProfileError:
        return code


def list_methods_with_margin() -> list[str]:
    """The methods that give a margin and are meant for use, in the order of the file."""
    return [code for code, entry in load_methods().items() if entry["margin"] and not entry["experimental"]]


@cache
def load_methods() -> Mapping[str, Mapping[str, Any]]:
    """{method: name, meaning, margin, experimental}."""
    return load_table(METHODS)


def name_method(code: str) -> str:
    """A method's name in words; the code itself where nobody named it."""
    return say_text(str(load_methods()[code]["name"])) if code in load_methods() else code


def name_code(dimension: str, code: str) -> str:
    """What a code of a breakdown means, in words; the code itself where nobody named it (regions)."""
    if code in (ALL, UNKNOWN):
        return say("All") if code == ALL else say("Unknown")
    if dimension == "activity" and code in load_activities():
        return say_text(load_activities()[code].title)
    if dimension == "activity" and code in (ICT, SCOPE):
        return say_text(next(aggregate.name for aggregate in load_aggregates() if aggregate.code == code))
    if dimension == "size_class":
        return say_text(find_size_title(code) or code)
    fixed = {
        ("urbanisation", "U"): say("Urban"),
        ("urbanisation", "R"): say("Rural"),
        ("owner_sex", "F"): say("Female"),
        ("owner_sex", "M"): say("Male"),
    }
    return fixed.get((dimension, code), code)


def name_unit(unit: str | None) -> str:
    """What the units of a register are, in words; its own word where it is another than the usual two."""
    return {"": say("enterprise"), "enterprise": say("enterprise"), "establishment": say("establishment")}.get(unit or "", unit or "")


def name_population(population: str) -> str:
    """Whom figures are about, in words; the column `population` has the English ones as codes."""
    if population.endswith(PARTLY):
        return say("{population}, as far as the survey covers them", population=name_population(population.removesuffix(PARTLY)))
    names = {
        REGISTERED: say("registered enterprises"),
        IN_SCOPE: say("registered enterprises with 10 or more persons employed in activities C to S95.1 without K"),
    }
    parts = {
        READ: say("{population} whose website was read"),
        WITH_WEBSITE: say("{population} that have a website"),
    }
    within = {form.format(population=whole): said.format(population=name) for form, said in parts.items() for whole, name in names.items()}
    return {**names, **within}.get(population, population)


def describe_indicator(code: str) -> tuple[str, str, str]:
    """Name, definition and the official items that it matches or comes near to."""
    indicator, asked = find_indicator(code), find_survey_question(code)
    if indicator is None:
        return (say_text(asked.name), say_text(find_definition(code)), "") if asked else (code, "", "")
    return say_text(indicator.name), say_text(find_definition(code)), _name_official(indicator)


def name_shortly(code: str) -> str:
    """A name short enough for a heading of a column: that of the label guide, else of the indicator after its code (B5) or the question."""
    if code in load_label_guide():
        return say_text(load_label_guide()[code].name)
    named = find_indicator(code) or find_survey_question(code)
    if named is None:
        return code
    return f"{code} {say_text(named.name)}" if code[0].isupper() else say_text(named.name)


def _name_official(indicator: Indicator) -> str:
    """The official item that the indicator is or comes near to; a core indicator is its own item, whatever narrower ones others have."""
    if indicator.kind == "core":
        return say("Partnership core indicator {code}", code=indicator.code)
    items = ", ".join((*indicator.eurostat, *indicator.oecd))
    nearness = {"exact": say("same as {items}", items=items), "proxy": say("near to {items}", items=items)}
    return nearness.get(indicator.match, "") if items else ""


def sort_rows(table: pd.DataFrame) -> pd.DataFrame:
    """By indicator and method, within them totals before what they are broken down by."""
    keys = ["indicator", "method", "population", *DIMENSIONS, "measure"]
    return table.sort_values(keys, key=totals_first, ignore_index=True)


def name_rows(table: pd.DataFrame) -> pd.DataFrame:
    """The table with names beside codes, one flag instead of the reasons for suppression, and no letter where a figure is hidden."""
    described = {code: describe_indicator(code) for code in table["indicator"].unique()}
    methods = load_methods()
    named = table.assign(
        indicator_name=table["indicator"].map({code: words[0] for code, words in described.items()}),
        definition=table["indicator"].map({code: words[1] for code, words in described.items()}),
        official_item=table["indicator"].map({code: words[2] for code, words in described.items()}),
        activity_name=_names_of(table, "activity"),
        size_class_name=_names_of(table, "size_class"),
        method_name=table["method"].map({code: say_text(str(entry["name"])) for code, entry in methods.items()}),
        experimental=table["method"].map({code: bool(entry["experimental"]) for code, entry in methods.items()}),
        share_of=_name_wholes(table),
        suppressed=table["suppressed"].map(SHOWN),
        quality=np.where(table["suppressed"].isin(["primary", "secondary"]), None, table["quality"]),
    )
    named["official_item"] = named["official_item"].where(~named["experimental"], "")
    figures = ["value", "standard_error", "ci_low", "ci_high", "n_effective", "share_not_read"]
    named[figures] = named[figures].astype(float)
    return named.assign(half_width=(named["ci_high"] - named["ci_low"]) / 2)


def _name_wholes(table: pd.DataFrame) -> pd.Series:
    """What shares of amounts are shares of, such as turnover; empty for shares of enterprises."""
    is_amount = table["method"].isin(AMOUNT_METHODS) & (table["measure"] == "share")
    return table["denominator"].fillna("").where(is_amount, "")


def _names_of(table: pd.DataFrame, dimension: str) -> pd.Series:
    return table[dimension].map({code: name_code(dimension, code) for code in table[dimension].unique()})
