"""Estimates: safe shares with their margins, for the whole country, by breakdown, and their changes since the wave before."""

from dataclasses import dataclass

import pandas as pd

from aggregate.charts.records import Text
from aggregate.publication.collecting import read_publishable
from aggregate.publication.naming import list_methods_with_margin, load_methods, name_population
from aggregate.tables.populations import BY_NAME, IN_SCOPE, READ, REGISTERED, WITH_WEBSITE, Population
from catalogue.messages import say, say_text
from store.opening import Store
from web.dashboards.breakdowns import describe_breakdowns
from web.dashboards.changes import WHOLES, describe_changes
from web.dashboards.figures import describe_figures, list_lines
from web.dashboards.names import name_indicator, place_indicator
from web.dashboards.panels import Asked, Choice, Dashboard, Notice, Panel, address_of, choose_shape

PATH = "/dashboards/estimates"
HEADLINE = "online_ordering"
FORMS = ("{population}", WITH_WEBSITE, READ)
PEOPLE = {"all": REGISTERED, "scope": IN_SCOPE}


@dataclass(frozen=True, slots=True)
class Picked:
    """What of the estimates is shown: of whom, how they came about, of which indicator; `wholes` are the figures of whole populations."""

    whom: Population
    method: str
    indicator: str
    wholes: pd.DataFrame
    choices: tuple[Choice, ...]

    @property
    def population(self) -> str:
        """The population that figures of the indicator are about, in words."""
        return str(self.wholes.loc[self.wholes["indicator"] == self.indicator, "population"].iloc[0])


def describe_estimates(asked: Asked) -> Dashboard:
    """The dashboard of a wave; without estimates, what to do to get some."""
    where = (asked.country, asked.wave)
    title, lead = say("Estimates"), say("Shares of enterprises with their 95 % intervals. Drafts: nothing here is released.")
    wholes = asked.measurements.read(("wholes", *where), lambda store: _read_wholes(store, *where))
    if wholes.empty:
        notice = Notice(say("There are no estimates of this wave yet."), f"ecomstat aggregate {asked.country}")
        return Dashboard(title, lead, notices=(notice,))
    picked = pick(asked, wholes)
    panels = [
        _describe_wholes(asked, picked),
        *describe_breakdowns(asked, picked.whom, picked.population, picked.method, picked.indicator),
        *describe_changes(asked, picked.whom),
    ]
    return Dashboard(title, lead, tuple(panels), picked.choices, _describe_method(picked.method))


def pick(asked: Asked, wholes: pd.DataFrame) -> Picked:
    """What was asked for as far as there is such a thing, else online ordering of all enterprises, by the first method with a margin."""
    known, there = load_methods(), set(wholes["method"])
    methods = [m for m in dict.fromkeys((*list_methods_with_margin(), *known)) if m in there]
    method = asked.choose("method", say("How"), [(m, say_text(known[m]["name"])) for m in methods])
    rows = wholes[wholes["method"] == method.chosen]
    names = {"all": say("All enterprises"), "scope": say("10 or more persons, European scope")}
    whom = asked.choose("whom", say("Whom"), [(key, name) for key, name in names.items() if key in set(rows["whom"])])
    rows = rows[rows["whom"] == whom.chosen]
    codes = sorted(set(rows["indicator"]), key=place_indicator)
    indicator = asked.choose("indicator", say("Indicator"), [(code, name_indicator(code)) for code in codes], HEADLINE)
    return Picked(BY_NAME[PEOPLE[whom.chosen]], method.chosen, indicator.chosen, rows, (indicator, whom, method))


def _read_wholes(store: Store, country: str, wave: str) -> pd.DataFrame:
    """Shares of whole populations, with the key of PEOPLE in the column `whom`.

    Of those with a website, or with one that was read, where a method speaks of these only.
    """
    rows = read_publishable(store, country, wave, {"measure": "share", "method": list(load_methods()), **WHOLES})
    parts = [_pick_whole(rows, key, BY_NAME[name], form) for key, name in PEOPLE.items() for form in FORMS] if len(rows) else []
    found = pd.concat(parts) if parts else rows
    return found.drop_duplicates(["whom", "method", "indicator"]) if parts else found


def _pick_whole(rows: pd.DataFrame, key: str, whom: Population, form: str) -> pd.DataFrame:
    is_whole = (rows["activity"] == whom.all_activities) & (rows["size_class"] == whom.all_sizes)
    return rows[is_whole & (rows["population"] == form.format(population=whom.name))].assign(whom=key)


def _describe_wholes(asked: Asked, picked: Picked) -> Panel:
    rows = picked.wholes.sort_values("indicator", key=lambda codes: codes.map(place_indicator))
    others = [choice for choice in picked.choices if choice.name != "indicator"]
    links = [address_of(PATH, [asked.place, *others], indicator=code) for code in rows["indicator"]]
    text = Text(say("Whole country"), say("One dot an indicator, the line through it is the 95 % interval."), say("Share of enterprises"))
    lead = say(
        "Share of {population}. Follow a name in the table to see it by activity and size.", population=name_population(picked.population)
    )
    return describe_figures(
        "country", text, lead, list_lines([name_indicator(c) for c in rows["indicator"]], rows), links=links, shape=choose_shape(len(rows))
    )


def _describe_method(method: str) -> tuple[Notice, ...]:
    entry = load_methods()[method]
    if entry["margin"] and not entry["experimental"]:
        return ()
    return (Notice(say("Experimental, for comparison only: {meaning}", meaning=say_text(entry["meaning"]))),)
