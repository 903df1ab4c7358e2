"""The frame that a sample is drawn from: the whole register, or the enterprises of the first phase where not all are looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from aggregate.estimators.arrays import Floats, Integers
from aggregate.sampling.anticipation import anticipate_shares
from aggregate.sampling.strata import Strata, build_strata
from aggregate.size_codes import code_sizes
from store.cells import STATES, read_unit_states
from store.frame import read_frame_columns
from store.opening import Store
from store.phases import read_phase_units, read_probabilities
from store.records import SampleDesign
from store.reviews import read_sample_frame


@dataclass(frozen=True, slots=True)
class EarlierPhase:
    """A phase before the review: stratum and weight in it of each unit of the frame (units,), units of strata before and after it (H,)."""

    of_units: Integers
    sizes: Floats
    drawn: Floats
    weights: Floats


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
    levels = load_levels(store, country, wave)
    inside = np.isin(columns["unit"], levels.units)
    columns = {name: column[inside] for name, column in columns.items()}
    codes = code_sizes(columns["size_class"].tolist())
    strata = build_strata(columns["state"].astype(np.int64), codes, levels.weights)
    probabilities = _place_probabilities(store, country, wave, capability, levels.units)
    shares = anticipate_shares(strata, probabilities, levels.weights)
    return SamplingFrame(levels.units, levels.ids, strata, codes, levels.weights, levels.chances, shares, levels.earlier)


def load_drawn_frame(store: Store, design: SampleDesign) -> SamplingFrame | None:
    """The frame as a sample was drawn from it, whatever was classified or loaded since; None where it was not kept."""
    columns = read_sample_frame(store, design)
    if not columns["unit"] or "shares" not in design.plan:
        return None
    levels = load_levels(store, design.country, design.wave).select(np.array(columns["unit"], dtype=np.int64))
    names, of_units = sorted(design.strata), np.array(columns["stratum"], dtype=np.int64)
    strata = Strata(
        of_units,
        tuple(names),
        np.array([STATES.index(name.split(":")[0]) for name in names], dtype=np.int64),
        np.array([design.strata[name][0] for name in names], dtype=np.float64),
        np.asarray(np.bincount(of_units, weights=levels.weights, minlength=len(names)), dtype=np.float64),
        np.array([name.endswith(":_U") for name in names]),
    )
    shares = np.array([design.plan["shares"][name] for name in names], dtype=np.float64)
    codes = code_sizes(columns["size_class"])
    return SamplingFrame(levels.units, levels.ids, strata, codes, levels.weights, levels.chances, shares, levels.earlier)


def number_strata(names: Sequence[str]) -> tuple[Integers, list[str]]:
    """The number of each unit's stratum in the alphabetical order of their names, and the names."""
    kept = sorted(set(names))
    places = {name: place for place, name in enumerate(kept)}
    return np.array([places[name] for name in names], dtype=np.int64), kept


def _sort_columns(columns: dict[str, list[Any]]) -> dict[str, Any]:
    """The columns as arrays, in the order of the short keys."""
    order = np.argsort(np.array(columns["unit"], dtype=np.int64), kind="stable")
    return {name: np.array(column, dtype=object if name == "size_class" else None)[order] for name, column in columns.items()}


@dataclass(frozen=True, slots=True)
class Levels:
    """Units that could be drawn, with what the phases before make of them."""

    units: Integers
    ids: list[str]
    weights: Floats
    chances: Floats
    earlier: tuple[EarlierPhase, ...]

    def select(self, units: Integers) -> "Levels":
        """Only these units, all of which are there."""
        kept = np.isin(self.units, units)
        ids = [self.ids[row] for row in np.flatnonzero(kept).tolist()]
        earlier = tuple(EarlierPhase(phase.of_units[kept], phase.sizes, phase.drawn, phase.weights[kept]) for phase in self.earlier)
        return Levels(self.units[kept], ids, self.weights[kept], self.chances[kept], earlier)


def load_levels(store: Store, country: str, wave: str) -> Levels:
    """The register, or its units of the first phase where there is one."""
    columns = read_frame_columns(store, country, wave, ["unit", "enterprise_id", "stratum", "frame_weight"])
    units, weights = np.array(columns["unit"], dtype=np.int64), np.array(columns["frame_weight"], dtype=np.float64)
    everybody = Levels(units, columns["enterprise_id"], weights, np.ones(len(units)), _find_weighted(weights, columns["stratum"]))
    drawn = read_phase_units(store, country, wave)
    if not drawn["unit"]:
        return everybody
    inside = everybody.select(np.array(drawn["unit"], dtype=np.int64))
    chances = np.array(drawn["inclusion_probability"], dtype=np.float64)
    of_units, names = number_strata(drawn["stratum"])
    counts = np.bincount(of_units, minlength=len(names)).astype(np.float64)
    sizes = np.asarray(np.round(np.bincount(of_units, weights=1 / chances, minlength=len(names))), dtype=np.float64)
    phase = EarlierPhase(of_units, sizes, counts, 1 / chances)
    return Levels(inside.units, inside.ids, inside.weights / chances, chances, (*inside.earlier, phase))


def _find_weighted(weights: Floats, strata: Sequence[str | None]) -> tuple[EarlierPhase, ...]:
    """The phase that drew the register itself, where it is a weighted sample: strata are those that the register names."""
    if not (weights != 1).any():
        return ()
    of_units, names = number_strata([name or "" for name in strata])
    sizes = np.asarray(np.bincount(of_units, weights=weights, minlength=len(names)), dtype=np.float64)
    return (EarlierPhase(of_units, sizes, np.bincount(of_units, minlength=len(names)).astype(np.float64), weights),)


def _place_probabilities(store: Store, country: str, wave: str, capability: str, units: Integers) -> Floats:
    """The predicted probability of each unit, NaN where there is none."""
    known = read_probabilities(store, country, wave, capability)
    values = np.full(len(units), np.nan)
    keys = np.array(known["unit"], dtype=np.int64)
    if len(keys):
        place = np.clip(np.searchsorted(keys, units), 0, len(keys) - 1)
        values = np.where(keys[place] == units, np.array(known["probability"], dtype=np.float64)[place], np.nan)
    return values
