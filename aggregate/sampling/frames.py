"""The frame that a sample is drawn from: the whole register, or the enterprises of the first phase where not all are looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from aggregate.estimators.arrays import Booleans, Floats, Integers
from aggregate.sampling.anticipation import anticipate_shares
from aggregate.sampling.strata import SIZES, Strata, build_strata
from store.cells import read_unit_states
from store.frame import read_frame_columns
from store.opening import Store
from store.phases import read_phase_units, read_probabilities


@dataclass(frozen=True, slots=True)
class EarlierPhase:
    """A phase before the review: stratum of each unit of the frame (units,), units of each stratum before and after it, (H,)."""

    of_units: Integers
    sizes: Floats
    drawn: Floats


@dataclass(frozen=True, slots=True)
class SamplingFrame:
    """All that could be drawn, by unit in the order of the store's short keys.

    `weights` count what a unit stands for in the population; `chances` are the inclusion probabilities of the first phase, 1 without one;
    `size_codes` number SIZES; `shares` are those of yes expected in each stratum; `earlier` are the phases before, first one first.
    """

    units: Integers
    ids: list[str]
    strata: Strata
    size_codes: Integers
    weights: Floats
    chances: Floats
    shares: Floats
    earlier: tuple[EarlierPhase, ...]


def load_sampling_frame(store: Store, country: str, wave: str, capability: str) -> SamplingFrame | None:
    """The frame with its strata, states of the capability × size class; None where no register is loaded."""
    columns = _sort_columns(read_unit_states(store, country, wave, capability))
    if not len(columns["unit"]):
        return None
    places = read_frame_columns(store, country, wave, ["unit", "enterprise_id", "stratum"])
    earlier = _find_weighted(columns["frame_weight"], places["stratum"])
    chances, phase, inside = _find_phase(store, country, wave, columns["unit"])
    earlier = tuple(EarlierPhase(e.of_units[inside], e.sizes, e.drawn) for e in earlier)
    columns = {name: column[inside] for name, column in columns.items()}
    weights = columns["frame_weight"].astype(np.float64) / chances
    codes = code_sizes(columns["size_class"].tolist())
    strata = build_strata(columns["state"].astype(np.int64), codes, weights)
    units = columns["unit"].astype(np.int64)
    shares = anticipate_shares(strata, _place_probabilities(store, country, wave, capability, units), weights)
    ids = [places["enterprise_id"][row] for row in np.flatnonzero(inside).tolist()]
    return SamplingFrame(units, ids, strata, codes, weights, chances, shares, (*earlier, *phase))


def code_sizes(size_classes: Sequence[str]) -> Integers:
    """The size classes as numbers, places in SIZES; whatever is not one of them is unknown."""
    codes = {text: i for i, text in enumerate(SIZES)}
    return np.array([codes.get(text, codes["_U"]) for text in size_classes], dtype=np.int64)


def number_strata(names: Sequence[str]) -> tuple[Integers, list[str]]:
    """The number of each unit's stratum in the alphabetical order of their names, and the names."""
    kept = sorted(set(names))
    places = {name: place for place, name in enumerate(kept)}
    return np.array([places[name] for name in names], dtype=np.int64), kept


def _sort_columns(columns: dict[str, list[Any]]) -> dict[str, Any]:
    """The columns as arrays, in the order of the short keys."""
    order = np.argsort(np.array(columns["unit"], dtype=np.int64), kind="stable")
    return {name: np.array(column, dtype=object if name == "size_class" else None)[order] for name, column in columns.items()}


def _find_weighted(weights: Floats, strata: Sequence[str | None]) -> tuple[EarlierPhase, ...]:
    """The phase that drew the register itself, where it is a weighted sample: strata are those that the register names."""
    if not (weights != 1).any():
        return ()
    of_units, names = number_strata([name or "" for name in strata])
    sizes = np.asarray(np.bincount(of_units, weights=weights, minlength=len(names)), dtype=np.float64)
    return (EarlierPhase(of_units, sizes, np.bincount(of_units, minlength=len(names)).astype(np.float64)),)


def _find_phase(store: Store, country: str, wave: str, units: Integers) -> tuple[Floats, tuple[EarlierPhase, ...], Booleans]:
    """Chances of the units of the first phase, that phase, and which units of the frame it has: all where the wave has no first phase."""
    drawn = read_phase_units(store, country, wave)
    if not drawn["unit"]:
        return np.ones(len(units)), (), np.ones(len(units), dtype=bool)
    inside = np.isin(units, np.array(drawn["unit"], dtype=np.int64))
    chances = np.array(drawn["inclusion_probability"], dtype=np.float64)
    of_units, names = number_strata(drawn["stratum"])
    counts = np.bincount(of_units, minlength=len(names)).astype(np.float64)
    rates = np.array([chances[of_units == stratum][0] for stratum in range(len(names))])
    return chances, (EarlierPhase(of_units, counts / rates, counts),), inside


def _place_probabilities(store: Store, country: str, wave: str, capability: str, units: Integers) -> Floats:
    """The predicted probability of each unit, NaN where there is none."""
    known = read_probabilities(store, country, wave, capability)
    values = np.full(len(units), np.nan)
    keys = np.array(known["unit"], dtype=np.int64)
    if len(keys):
        place = np.clip(np.searchsorted(keys, units), 0, len(keys) - 1)
        values = np.where(keys[place] == units, np.array(known["probability"], dtype=np.float64)[place], np.nan)
    return values
