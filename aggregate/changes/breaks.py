"""Breaks in series: why figures of a wave cannot be compared with those of the wave before (observation status B)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from catalogue.messages import say
from store.estimates import list_estimated_waves, read_series
from store.frame import find_register
from store.opening import Store
from store.records import Register
from store.redecisions import read_redecided

DECIDED_BY_MODEL = frozenset({"lower_bound", "upper_bound", "share_among_read", "model_based", "combined", "misclassification"})
"""Methods whose level is the model's; with the others labels or survey answers decide, and a new model is no break."""

Versions = tuple[str | None, str | None]
REGISTER_COLUMNS = ("scope", "unit_type", "activity_classification", "is_sample")


@dataclass(frozen=True, slots=True)
class Break:
    """Why (`reason`: model, definition, register) which series, (indicator, method), cannot be compared with the wave `since`.

    `other` is what was and what is, by its name: columns of the register, or the model's version. `has_link`: link factors join the series.
    """

    reason: str
    since: str
    series: tuple[tuple[str, str], ...]
    other: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    has_link: bool = False

    @property
    def sentence(self) -> str:
        """The break in words, in the language spoken now."""
        return {"register": _tell_register, "definition": _tell_definition, "model": _tell_model}[self.reason](self)

    def find_rows(self, table: pd.DataFrame) -> NDArray[np.bool_]:
        """Which rows of estimates are broken by it; changes are no series."""
        broken = frozenset(self.series)
        named = zip(table["indicator"], table["method"], strict=True)
        return np.array([pair in broken for pair in named], dtype=bool)


def find_breaks(store: Store, country: str, wave: str, since: str | None = None) -> tuple[Break, ...]:
    """The breaks since another wave (the newest earlier one with estimates); none where there is no such wave."""
    before = since or max((w for w in list_estimated_waves(store, country) if w < wave), default=None)
    if before is None:
        return ()
    old, new = (read_series(store, country, w) for w in (before, wave))
    common = {series: (old[series], new[series]) for series in new if series in old}
    registers = find_register(store, country, before), find_register(store, country, wave)
    has_link = bool(read_redecided(store, country, before))
    return (*_by_register(before, registers, frozenset(common)), *_by_definition(before, common), *_by_model(before, common, has_link))


def _by_register(before: str, registers: tuple[Register | None, Register | None], series: frozenset[tuple[str, str]]) -> Iterator[Break]:
    old, new = registers
    if old is None or new is None or not series:
        return
    pairs = ((column, getattr(old, column), getattr(new, column)) for column in REGISTER_COLUMNS)
    other = {column: (str(was), str(now)) for column, was, now in pairs if None not in (was, now) and was != now}  # not stated: no other
    if other:
        yield Break("register", before, tuple(sorted(series)), other)


def _by_definition(before: str, common: Mapping[tuple[str, str], tuple[Versions, Versions]]) -> Iterator[Break]:
    other = sorted(s for s, v in common.items() if None not in (v[0][1], v[1][1]) and v[0][1] != v[1][1])
    if other:
        yield Break("definition", before, tuple(other))


def _by_model(before: str, common: Mapping[tuple[str, str], tuple[Versions, Versions]], has_link: bool) -> Iterator[Break]:
    decided = {s: v for s, v in common.items() if s[1] in DECIDED_BY_MODEL}
    other = {s: v for s, v in decided.items() if None not in (v[0][0], v[1][0]) and v[0][0] != v[1][0]}
    if other:
        old, new = (str(versions[0]) for versions in next(iter(other.values())))
        yield Break("model", before, tuple(sorted(other)), {"model": (old, new)}, has_link)


def _tell_register(found: Break) -> str:
    told = [say("{column} was {old}, is {new}", column=column, old=was, new=now) for column, (was, now) in found.other.items()]
    return say(
        "Another register than in {before} ({what}): figures are of other enterprises, and changes are theirs too.",
        before=found.since,
        what="; ".join(told),
    )


def _tell_definition(found: Break) -> str:
    return say(
        "The definition of {names} is another one than in {before}: their figures of the two waves measure different things.",
        names=", ".join(sorted({indicator for indicator, _ in found.series})),
        before=found.since,
    )


def _tell_model(found: Break) -> str:
    old, new = found.other["model"]
    sentence = say(
        "Between {before} and this wave the classifier changed ({old}, then {new}). Bounds, shares among read websites and"
        " other figures that predictions decide have a break (OBS_STATUS B). Estimates from labels have none: labels decide, and the"
        " classifier only narrows margins.",
        before=found.since,
        old=old,
        new=new,
    )
    return sentence + (say(" Link factors stand beside the changes.") if found.has_link else "")
