"""A publication invented for tests: three figures of the whole register and two of a section, one of them hidden."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from aggregate.publication.facts import Answered, Asked, Burden, Churn, Facts, Funnel
from aggregate.publication.records import Publication
from aggregate.tables.populations import REGISTERED
from store.provenance import Provenance
from store.records import Register
from store.releases import Release

WHOLE = dict.fromkeys(("activity", "size_class", "region", "urbanisation", "owner_sex", "other_dimension", "other_value"), "_T")
ROW = {
    **{"country": "XD", "wave": "2026", "population": REGISTERED, "measure": "share", "method": "post_stratified", **WHOLE},
    **{"standard_error": 0.02, "n_frame": 2000.0, "n_labelled": 400.0, "quality": "B", "suppressed": "", "cv": 0.1},
    **{"model": "rules-1", "sample": "s1", "unit": "", "experimental": False, "ci_low": 0.46, "ci_high": 0.54, "half_width": 0.04},
}
FACTS = Facts(
    funnel=Funnel(2000, 800, 600, {"ok": 600, "timeout": 200}, {"online_ordering": 590}, {"online_ordering": 380, "B5": 400}),
    burden=Burden(900, 5400, 12_500_000, 4.0, 15.0, 3000),
    churn=Churn("2025", 1900, 100, 50, 700, 40, 20, None),
    samples=(Answered("s1", 400, 380, 60, 12),),
    questions=(Asked("s1", "online_ordering", 380, 361), Asked("s1", "chat", 9, 3)),
    waves=("2024", "2025", "2026"),
    comparable=2,
)


def row(indicator: str, value: float, **others: object) -> dict[str, object]:
    return ROW | {"indicator": indicator, "indicator_name": indicator, "value": value} | others


def invent_table(*rows: Mapping[str, object]) -> pd.DataFrame:
    usual = (
        row("B5", 0.5),
        row("online_ordering", 0.2, half_width=0.02),
        row("own_website", 0.45, half_width=0.03),
        row("online_ordering", 0.3, activity="G", quality="D"),
        row("online_ordering", float("nan"), activity="H", quality=None, suppressed="confidential"),
    )
    return pd.DataFrame(rows or usual)


def invent_publication(*rows: Mapping[str, object], facts: Facts = FACTS, **others: object) -> Publication:
    table = invent_table(*rows)
    register = Register("XD", "2026", "r.csv", "0" * 64, "2025-12-31", "all registered", "NACE2", "enterprise", False, 2100, 2000, 100)
    provenance = Provenance("2026-05-01T10:00:00Z", "1.0", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z", 800, 600, {"en": 600})
    draft = Publication("XD", "2026", table, register, provenance, (), table.iloc[:0], facts=facts)
    return replace(draft, **others)


def invent_release(number: int, vintage: str, day: str) -> Release:
    return Release(number, "XD", "2026", vintage, number, "ann", f"{day}T09:00:00Z", None, "", "1.0", "0" * 64)
