"""What chapters of the quality report are made of, and figures that several of them need."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from aggregate.publication.facts import Rating
from aggregate.publication.naming import describe_indicator
from aggregate.publication.passages import Grid
from aggregate.publication.records import Publication
from aggregate.tables.populations import REGISTERED, is_whole
from catalogue.label_guide import load_label_guide
from catalogue.messages import say, say_text
from catalogue.numbers import write_share

METHOD = "post_stratified"
SURVEYED = ("survey_by_state", "survey_weighted")
NONE = "–"


@dataclass(frozen=True, slots=True)
class Told:
    """What is told under one concept; `asks` for the setting by which the office tells what is missing."""

    code: str
    sentences: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()
    asks: str = ""

    @property
    def is_missing(self) -> bool:
        """Whether the office has something to tell."""
        return bool(self.asks)


Chapter = Callable[[Publication], Iterator[Told]]


def tell(code: str, *sentences: str, grids: tuple[Grid | None, ...] = ()) -> Told:
    """The sentences and tables that there are."""
    return Told(code, tuple(filter(None, sentences)), tuple(grid for grid in grids if grid is not None and grid.rows))


def tell_office(code: str, setting: str, text: str, *sentences: str) -> Told:
    """What the office has told, or how it is told; then further sentences."""
    return Told(code, tuple(filter(None, (text or say("The office has not told this."), *sentences))), asks="" if text else setting)


def ask_office(setting: str) -> str:
    """How the office tells what is missing: for drafts, since readers of a release cannot."""
    return say('To tell it: `ecomstat settings {setting} "…"`.', setting=setting)


def name_question(code: str) -> str:
    """A question or indicator in a few words."""
    guide = load_label_guide()
    if code in ("active", "in_scope"):
        return say("Enterprise is active") if code == "active" else say("Enterprise belongs to the register")
    return say_text(guide[code].name) if code in guide else describe_indicator(code)[0]


def select_wholes(publication: Publication, *methods: str, measure: str = "share") -> pd.DataFrame:
    """Figures of the whole register that are shown, one a row, by indicator and method."""
    table = publication.table
    chosen = table["method"].isin(methods) & (table["measure"] == measure) & (table["population"] == REGISTERED)
    return table[chosen & is_whole(table) & (table["suppressed"] == "")]


def show_share(share: float | None) -> str:
    """A share in percent; a dash where there is none."""
    return NONE if share is None or pd.isna(share) else write_share(share)


def show_rating(rating: Rating) -> str:
    """A rate with its interval in brackets, in percent; a dash where there is none."""
    if rating.value is None:
        return NONE
    bounds = f" [{write_share(rating.low)} – {write_share(rating.high)}]" if rating.low is not None and rating.high is not None else ""
    return f"{write_share(rating.value)}{bounds}"


def align(header: tuple[str, ...], texts: int = 1) -> tuple[bool, ...]:
    """Which columns hold numbers where the first `texts` hold words."""
    return tuple(place >= texts for place in range(len(header)))
