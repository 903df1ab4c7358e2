"""What changed since the wave before, where both waves can be compared."""

import pandas as pd

from aggregate.charts.records import Text
from aggregate.publication.collecting import read_publishable
from aggregate.tables.populations import SCOPE, TEN_OR_MORE, Population
from catalogue.messages import say
from store.estimates import WHOLE
from store.opening import Store
from web.dashboards.figures import describe_figures, list_lines
from web.dashboards.names import name_indicator, place_indicator
from web.dashboards.panels import Asked, Panel

METHOD = "change"
WHOLES = {**WHOLE, "activity": ["_T", SCOPE], "size_class": ["_T", TEN_OR_MORE]}


def describe_changes(asked: Asked, whom: Population) -> list[Panel]:
    """A panel of the changes of whole populations, or none where nothing can be compared."""
    where = (asked.country, asked.wave)
    rows = asked.measurements.read(("changes", *where), lambda store: _read_changes(store, *where))
    if rows.empty:
        return []
    rows = rows[(rows["population"] == whom.name) & (rows["activity"] == whom.all_activities) & (rows["size_class"] == whom.all_sizes)]
    rows = rows.sort_values("indicator", key=lambda codes: codes.map(place_indicator))
    since = ", ".join(sorted(set(rows["since"].dropna())))
    text = Text(
        say("Changes since {since}", since=since),
        say("One dot an indicator, right of the line where the share grew; the line through it is the 95 % interval."),
        say("Percentage points"),
    )
    lead = say("An interval that crosses the line: the sample cannot tell a change from chance.")
    return (
        [describe_figures("changes", text, lead, list_lines([name_indicator(c) for c in rows["indicator"]], rows), changes=True)]
        if len(rows)
        else []
    )


def _read_changes(store: Store, country: str, wave: str) -> pd.DataFrame:
    return read_publishable(store, country, wave, {"measure": "change", "method": METHOD, **WHOLES})
