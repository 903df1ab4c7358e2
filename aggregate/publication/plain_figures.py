"""Figures in codes alone, without a word in any language: what a package holds for programs, and what countries are compared by."""

from dataclasses import dataclass

import pandas as pd

from aggregate.publication.records import Publication
from aggregate.publication.rounding import DECIMALS, round_figures
from store.estimates import DIMENSIONS

TEXT, NUMBER, WHOLE = "string", "number", "integer"
HIDDEN = ("", "confidential", "unreliable")


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its type (of Frictionless table schemas), what stands in it, whether it may be empty, and the values it may have."""

    name: str
    kind: str
    meaning: str
    required: bool = False
    choices: tuple[str, ...] = ()


FIELDS = (
    Field("country", TEXT, "Country, ISO 3166 alpha-2", True),
    Field("wave", TEXT, "Round of collection", True),
    Field("indicator", TEXT, "Code of the indicator; methods.json defines it", True),
    Field("population", TEXT, "Which enterprises the figure is about", True),
    *(Field(name, TEXT, "Breakdown; _T: all, _U: unknown", True) for name in DIMENSIONS),
    Field("measure", TEXT, "What the figure is", True, tuple(DECIMALS)),
    Field("method", TEXT, "How the figure was estimated; methods.json explains it", True),
    Field("unit", TEXT, "proportion, enterprises, persons or a currency"),
    Field("value", NUMBER, "The figure; empty where it is not shown"),
    Field("standard_error", NUMBER, "Its standard error"),
    Field("ci_low", NUMBER, "Lower end of the 95 % interval"),
    Field("ci_high", NUMBER, "Upper end of the 95 % interval"),
    Field("n_frame", WHOLE, "Enterprises of the cell in the register"),
    Field("n_labelled", WHOLE, "Labelled enterprises of the cell"),
    Field("n_effective", NUMBER, "Effective number of labels"),
    Field("share_not_read", NUMBER, "Share of enterprises without a known website, or with one that was not read"),
    Field("quality", TEXT, "Letter of quality, A best", False, tuple("ABCDEF")),
    Field("suppressed", TEXT, "Why the figure is not shown", False, HIDDEN[1:]),
    Field("obs_status", TEXT, "SDMX CL_OBS_STATUS", True),
    Field("obs_status_2", TEXT, "What else is to be said where obs_status is B, a break"),
    Field("denominator", TEXT, "Of which enterprises a share is"),
    Field("definition_version", TEXT, "Version of the indicator's definition"),
    Field("model", TEXT, "Version of the classification"),
    Field("since", TEXT, "Wave from which a change is counted"),
)
NUMBERS = tuple(field.name for field in FIELDS if field.kind != TEXT)
TEXTS = tuple(field.name for field in FIELDS if field.kind == TEXT)
KEY = ("indicator", "population", *DIMENSIONS, "measure", "method")
FIGURES = tuple(name for name in NUMBERS)


def list_figures(publication: Publication) -> pd.DataFrame:
    """Estimates and changes with the columns of FIELDS, rounded as published: numbers float64, texts '' where nothing stands."""
    tables = [table for table in (publication.table, publication.changes) if len(table)]
    named = pd.concat([table[[field.name for field in FIELDS]].astype(object) for table in tables], ignore_index=True)
    rounded = round_figures(named.assign(**{name: named[name].astype(float) for name in NUMBERS}))
    return rounded.assign(**{name: rounded[name].where(rounded[name].notna(), "").astype(object) for name in TEXTS})
