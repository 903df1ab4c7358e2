"""What must hold of observations before they are written; the libraries that write them check nothing of it."""

from collections.abc import Callable, Iterator, Mapping

import numpy as np
import pandas as pd

from aggregate.export.sdmx.observations import CONFIDENTIAL, FREE, MISSING, SUPPRESSED, is_share
from aggregate.export.sdmx.periods import find_frequency
from aggregate.export.sdmx.records import ATTRIBUTE, DATASET, DIMENSION, Component, Flow
from catalogue.errors import EstimateError
from catalogue.messages import say

NUMBER, COUNT = r"-?\d+(\.\d+)?", r"\d+"
NUMBERS_OF_VALUE = ("OBS_VALUE", "STD_ERR", "CI_LOWER", "CI_UPPER", "CV", "N_SAMPLE", "N_FRAME", "SHARE_UNSCRAPED")
NOT_A_VALUE = ("nan", "none", "<na>", "null", "#n/a", "inf", "-inf")
Masks = Iterator[tuple["pd.Series[bool] | np.ndarray", str]]


def check_flow(flow: Flow, observations: pd.DataFrame, attributes: Mapping[str, str]) -> None:
    """Passes observations that may be written under the flow's structure.

    `observations` are text, a column a component that is not of the whole dataset; `attributes` are those of the dataset.

    Raises:
        EstimateError: the first thing that is wrong, and the first observation where it is.
    """
    expected = set(flow.observed)
    if set(observations.columns) != expected:
        odd = ", ".join(sorted(expected ^ set(observations.columns)))
        raise EstimateError(
            say("{flow} cannot be written in SDMX: its columns are not those of its structure ({odd}).", flow=flow.id, odd=odd)
        )
    _check_attributes(flow, attributes)
    if observations.empty:
        return
    for component in flow.components:
        if component.level != DATASET:
            _complain(flow, observations, _check_component(component, observations[component.id]))
    checks: tuple[Callable[[pd.DataFrame], Masks], ...] = (_check_statuses, _check_ranges, _check_periods)
    for check in checks:
        _complain(flow, observations, check(observations))
    _complain(flow, observations, iter([(observations.duplicated(flow.key, keep=False), say("two figures have this key"))]))


def _check_attributes(flow: Flow, attributes: Mapping[str, str]) -> None:
    """Attributes of the dataset, as a table of one row."""
    components = [component for component in flow.components if component.level == DATASET]
    one = pd.DataFrame({component.id: [attributes.get(component.id, "")] for component in components}, dtype=object)
    for component in components:
        for mask, trouble in _check_component(component, one[component.id]):
            if np.any(mask):
                raise EstimateError(
                    say(
                        "{flow} cannot be written in SDMX: in its attribute {name} {trouble}.",
                        flow=flow.id,
                        name=component.id,
                        trouble=trouble,
                    )
                )
    if strangers := set(attributes) - {component.id for component in components}:
        raise EstimateError(say("{flow} cannot be written in SDMX: it has no attribute {name}.", flow=flow.id, name=min(strangers)))


def _complain(flow: Flow, observations: pd.DataFrame, checks: Masks) -> None:
    for mask, trouble in checks:
        wrong = np.flatnonzero(np.asarray(mask, dtype=bool))
        if len(wrong):
            key = ".".join(str(code) for code in observations.iloc[wrong[0]][flow.key])
            raise EstimateError(
                say(
                    "{flow} cannot be written in SDMX: at {key} {trouble} ({count} such figures).",
                    flow=flow.id,
                    key=key,
                    trouble=trouble,
                    count=len(wrong),
                )
            )


def _check_component(component: Component, column: "pd.Series[str]") -> Masks:
    """What each cell of a component must be by itself."""
    name, is_text = component.id, column.map(lambda cell: isinstance(cell, str))
    yield ~is_text, say("{name} is no text", name=name)
    yield column.str.strip().str.casefold().isin(NOT_A_VALUE), say("{name} says in words that there is no value", name=name)
    is_empty = column == ""
    if component.role == DIMENSION or (component.role == ATTRIBUTE and component.mandatory):
        yield is_empty, say("{name} is missing", name=name)
    if component.codes is not None:
        yield ~is_empty & ~column.isin(component.codes.ids), say("{name} has a code that its list does not have", name=name)
    if component.kind in ("number", "count"):
        pattern = COUNT if component.kind == "count" else NUMBER
        yield ~is_empty & ~column.str.fullmatch(pattern), say("{name} is no number", name=name)
        numbers = pd.to_numeric(column.where(~is_empty), errors="coerce")
        low = -np.inf if component.least is None else component.least
        high = np.inf if component.most is None else component.most
        yield (numbers < low) | (numbers > high), say("{name} is not from {low} to {high}", name=name, low=low, high=high)


def _check_statuses(table: pd.DataFrame) -> Masks:
    """A suppressed figure shows nothing, neither by its value nor by a number beside it, and an empty one says why."""
    statuses = table["OBS_STATUS"], table["OBS_STATUS_2"]
    is_suppressed = (statuses[0] == SUPPRESSED) | (statuses[1] == SUPPRESSED)
    is_missing = is_suppressed | (statuses[0] == MISSING) | (statuses[1] == MISSING)
    shows = (table[list(NUMBERS_OF_VALUE)] != "").any(axis=1)
    yield is_missing & shows, say("the figure is suppressed and has a number")
    yield is_suppressed & (table["QUALITY_FLAG"] != ""), say("the figure is suppressed and has a letter of quality")
    yield ~is_missing & (table["OBS_VALUE"] == ""), say("there is no value, and no status says why")
    yield is_suppressed != (table["CONF_STATUS"] == CONFIDENTIAL), say("OBS_STATUS and CONF_STATUS contradict each other")
    yield ~table["CONF_STATUS"].isin([CONFIDENTIAL, FREE]), say("the figure is not for the public")
    yield (statuses[1] != "") & (statuses[0] != "B"), say("there is a second status without a break before it")


def _check_ranges(table: pd.DataFrame) -> Masks:
    """Percentages lie between 0 and 100 (changes: -100), numbers are not negative, and intervals hold their value."""
    numbers = {name: pd.to_numeric(table[name].where(table[name] != ""), errors="coerce") for name in ("OBS_VALUE", "CI_LOWER", "CI_UPPER")}
    value, units = numbers["OBS_VALUE"], table["UNIT_MEASURE"]
    shares = units.map(is_share)
    least = np.where(units == "PP", -100.0, 0.0)
    yield shares & ((value < least) | (value > 100)), say("the percentage is not from {low} to {high}", low="0 (-100)", high=100)
    yield (units == "ENT") & (value < 0), say("a number of enterprises is negative")
    yield numbers["CI_LOWER"] > numbers["CI_UPPER"], say("the interval ends before it begins")
    yield (numbers["CI_LOWER"] > value) | (numbers["CI_UPPER"] < value), say("the value is outside of its interval")


def _check_periods(table: pd.DataFrame) -> Masks:
    periods = {period: find_frequency(period) for period in table["TIME_PERIOD"].unique()}
    yield table["TIME_PERIOD"].map(periods) != table["FREQ"], say("the time period is none of its frequency")
