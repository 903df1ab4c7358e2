"""Which of our estimates stands beside a published figure, and in what the two are not the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aggregate.comparison.codes import Item, find_activity, find_item, find_size
from aggregate.comparison.published import Figure
from aggregate.surveys.rows import BY_STATE, WEIGHTED
from aggregate.tables.populations import ALL, IN_SCOPE, PARTLY, REGISTERED, SCOPE, TEN_OR_MORE, WITH_WEBSITE
from catalogue.messages import say

Estimate = Mapping[str, Any]
Key = tuple[str, str, str, str, str, str]
METHODS = ("post_stratified", "post_stratified_ratio", BY_STATE, WEIGHTED, "lower_bound")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a published figure is about, in our codes; `item` is what it measures."""

    item: Item
    activity: str
    size_class: str
    region: str
    among: str


@dataclass(frozen=True, slots=True)
class Counterpart:
    """Our estimate for a published figure. `is_same`: concept, enterprises and denominator are the same; `remarks` say what is not.

    `definition` is what theirs is defined by, `among` the enterprises that it is a share of (all, website, internet).
    """

    estimate: Estimate
    is_same: bool
    remarks: tuple[str, ...]
    definition: str
    among: str


def read_cell(figure: Figure) -> Cell | str:
    """The figure's cell, or a sentence that says what of it is not known here."""
    item, size, activity = find_item(figure.item, figure.label), find_size(figure.size_class), find_activity(figure.activity)
    if item is None:
        return say("item {code} is not known: nothing of ours is near to it", code=figure.item)
    if size is None:
        return say("no size class of ours is {code}", code=figure.size_class)
    if activity is None:
        return say("no activity of ours is {code}", code=figure.activity)
    if figure.among == "turnover":
        return say("a share of turnover is not estimated from websites")
    if size[1] and not figure.activity:
        activity = size[1]
    region = figure.region if figure.region.casefold() not in ("", "_t", "total") else ALL
    return Cell(item, activity, size[0], region, item.among or figure.among)


def index_estimates(table: list[Estimate]) -> dict[Key, Estimate]:
    """Our shares by indicator, method, population, activity, size class and region; only of all of urban, sex and further columns."""
    others = ("urbanisation", "owner_sex", "other_dimension")
    kept = (e for e in table if e["measure"] == "share" and e["method"] in METHODS and all(e[name] == ALL for name in others))
    return {tuple(str(e[n]) for n in ("indicator", "method", "population", "activity", "size_class", "region")): e for e in kept}  # type: ignore[misc]


def find_counterpart(cell: Cell, estimates: Mapping[Key, Estimate]) -> Counterpart | None:
    """The nearest estimate: the exact concept before a near one, the same enterprises before others, labelled before bounds; or None."""
    concepts = [*((name, True) for name in cell.item.exact), *((name, False) for name in cell.item.proxy)]
    for indicator, is_exact in concepts:
        for population, activity, size, remark in _list_places(cell):
            for method in METHODS:
                estimate = estimates.get((indicator, method, population, activity, size, cell.region))
                if estimate is not None:
                    remarks = [remark, *_list_remarks(cell, indicator, is_exact)]
                    told = tuple(remark for remark in remarks if remark)
                    return Counterpart(estimate, not told, told, cell.item.definition, cell.among)
    return None


def _list_places(cell: Cell) -> Iterator[tuple[str, str, str, str]]:
    """(population, activity, size class, what is not the same) where the cell may stand, the best first."""
    of_survey = cell.activity == SCOPE or cell.size_class == TEN_OR_MORE
    wholes = [IN_SCOPE, REGISTERED] if of_survey else [REGISTERED, IN_SCOPE]
    if cell.among == "website":
        wholes = [WITH_WEBSITE.format(population=name) for name in wholes]
    for name in wholes:
        yield name, cell.activity, cell.size_class, ""
    for name in wholes:
        yield f"{name}{PARTLY}", cell.activity, cell.size_class, say("ours are only those enterprises that our survey covers")
    if cell.activity == SCOPE:
        text = say("ours are all activities, theirs the scope of the European survey")
        yield wholes[1], ALL, cell.size_class, text
    if cell.activity == ALL and cell.size_class == TEN_OR_MORE:
        text = say("ours are activities C to S95.1 without K, theirs perhaps all")
        yield wholes[0], SCOPE, TEN_OR_MORE, text
    if cell.activity == SCOPE and cell.size_class == ALL:
        yield wholes[0], SCOPE, TEN_OR_MORE, say("ours have 10 or more persons employed, and no size is stated of theirs")


def _list_remarks(cell: Cell, indicator: str, is_exact: bool) -> list[str]:
    remarks = []
    if not is_exact:
        remarks.append(say("{indicator} is near to {item}, not the same", indicator=indicator, item=cell.item.code))
    if cell.among == "internet":
        remarks.append(say("theirs is a share of enterprises with Internet access, ours of all: multiply theirs by the share with access"))
    return remarks
