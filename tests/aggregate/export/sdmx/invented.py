"""An invented publication for the tests of SDMX: few figures, each of another kind."""

from collections.abc import Iterable

import pandas as pd

from aggregate.publication.facts import Facts, Office
from aggregate.publication.records import Publication
from aggregate.tables.populations import IN_SCOPE, READ, REGISTERED, WITH_WEBSITE
from store.provenance import Provenance
from store.records import Register

NAN = float("nan")
WEB, READ_ONES = WITH_WEBSITE.format(population=REGISTERED), READ.format(population=REGISTERED)
PROVENANCE = Provenance("2026-11-20T08:00:00Z", "1.0.0", "2026-10-01T06:00:00Z", "2026-10-20T06:00:00Z", 900, 700, {"en": 700})
REGISTER = Register(
    "KE", "2026", "r.csv", "0", "2026-06-30", "R&D \"firms\" of 'all' sizes \\ d'Abidjan\u00a0", "ISIC4", "enterprise", False, 9, 9, 0
)
FACTS = Facts(office=Office("Invented & Sons", "https://stat.invalid/web?a=1&b=2"), employment_outside=0.125, licence="CC-BY-4.0")
SHOWN = {"standard_error": 0.02, "ci_low": 0.2, "ci_high": 0.3, "n_frame": 400, "n_labelled": 80, "share_not_read": 0.25, "cv": 0.08}


def row(value: float = 0.25, **others: object) -> dict[str, object]:
    """A figure: a share of all registered enterprises, estimated from labels, unless said otherwise."""
    usual = {
        **{
            "indicator": "online_ordering",
            "population": REGISTERED,
            "activity": "_T",
            "size_class": "_T",
            "region": "_T",
            "urbanisation": "_T",
        },
        **{
            "owner_sex": "_T",
            "other_dimension": "_T",
            "other_value": "_T",
            "measure": "share",
            "method": "post_stratified",
            "value": value,
        },
        **SHOWN,
        **{"quality": "B", "suppressed": "", "unit": "proportion", "denominator": others.get("population", REGISTERED), "model": "words-1"},
        **{"obs_status": "A", "obs_status_2": "", "break_since": "", "break_reason": ""},
    }
    return {**usual, **others}


def count(value: float = 100.0, **others: object) -> dict[str, object]:
    """A number of enterprises."""
    figures = {"standard_error": 8.0, "ci_low": 80.0, "ci_high": 120.0, "measure": "count", "unit": "enterprises"}
    return row(value, **{**figures, **others})


def hidden(reason: str, **others: object) -> dict[str, object]:
    """A figure that is not shown: confidential or unreliable."""
    status = {"confidential": "Q", "unreliable": "U"}[reason]
    letter = {"confidential": None, "unreliable": "F"}[reason]
    return row(**{"value": NAN, **dict.fromkeys(SHOWN, NAN), "suppressed": reason, "obs_status": status, "quality": letter, **others})


FIGURES = (
    row(),
    count(),
    row(0.29, region="Nord-Est"),
    hidden("confidential", region="Высокая область"),
    hidden("unreliable", region="Côte d'Or"),
    hidden("confidential", region="_U", obs_status="B", obs_status_2="Q", break_since="2025", break_reason="model"),
    row(0.22, activity="M"),
    row(0.28, activity="69"),
    row(0.5, population=IN_SCOPE, activity="C10-S951_X_K", size_class="S_GE10", ci_low=0.4, ci_high=0.6),
    row(0.4, population=IN_SCOPE, activity="M", size_class="S_GE10", ci_low=0.3, ci_high=0.5),
    row(0.45, population=REGISTERED, activity="M", size_class="S_GE10", ci_low=0.3, ci_high=0.5),
    row(0.35, activity="J", size_class="S_GE10", ci_low=0.3, ci_high=0.5),
    row(0.35, population=IN_SCOPE, activity="J", size_class="S_GE10", ci_low=0.3, ci_high=0.5),
    row(0.6, population=WEB, method="post_stratified_ratio", ci_low=0.5, ci_high=0.7),
    row(0.24, method="unanswered_all_no", obs_status="G", quality=None, **{**dict.fromkeys(SHOWN, NAN), "n_frame": 400}),
    row(0.9, population=READ_ONES, method="share_among_read", obs_status="G", quality=None, **dict.fromkeys(SHOWN, NAN)),
    row(0.7, owner_sex="F", ci_low=0.6, ci_high=0.8),
    row(0.5, urbanisation="R", ci_low=0.4, ci_high=0.6, obs_status="B", break_since="2025", break_reason="register model"),
)
CHANGE = row(-0.05, measure="change", method="change", ci_low=-0.1, ci_high=0.01)
AMOUNTS = tuple(
    {**count(value, measure=measure, unit="KES", method="survey_amounts", indicator="web_sales"), "ci_low": 0.0, "ci_high": 1e9}
    for measure, value in (("total", 1234567.125), ("mean", 12.5))
)


def publish(figures: Iterable[dict[str, object]] = FIGURES, changes: Iterable[dict[str, object]] = (), wave: str = "2026") -> Publication:
    """A draft of these figures."""
    tables = [pd.DataFrame(list(rows), columns=list(row())) for rows in (figures, changes)]
    return Publication("KE", wave, tables[0], REGISTER, PROVENANCE, (), tables[1], facts=FACTS)
