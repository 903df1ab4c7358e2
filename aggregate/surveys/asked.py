"""Whom a survey asked, with the weight that each answer carries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from aggregate.estimators.arrays import Booleans, Floats, Integers
from aggregate.estimators.response import spread_weights
from aggregate.estimators.two_phase import Phase
from aggregate.tables.earlier_phases import EarlierPhases
from aggregate.tables.labelled import number_hosts
from aggregate.tables.response_strata import group_strata, join_empty_strata
from store.records import SampleDesign


@dataclass(frozen=True, slots=True)
class AskedUnits:
    """All units of a survey, arrays of one length but for `strata_names` and `frame_sizes` (H,), infinite where nobody gave it.

    `weights` as given by the office, or N/n of the stratum; `cells` of the frame from 0, `sizes` and `persons` as the register has them
    (NaN unknown); `clusters` numbers the websites that decide several units (-1 none);
    `is_drawn`: a sample of ours, of which `earlier` are the phases before it was drawn; `has_given_weights`: an office's, with weights of
    its own beside or instead of sizes of strata.
    """

    name: str
    units: Integers
    cells: Integers
    states: Integers
    persons: Floats
    weights: Floats
    strata: Integers
    strata_names: tuple[str, ...]
    frame_sizes: Floats
    clusters: Integers | None
    is_drawn: bool
    has_given_weights: bool
    earlier: tuple[Phase, ...] = ()


@dataclass(frozen=True, slots=True)
class Answering:
    """Those who answered one question: their places among the asked, weights that also stand for the others, strata, sizes, clusters.

    `earlier` are the phases that they came through before they were asked, whose weights are in `weights` too.
    """

    places: Integers
    weights: Floats
    strata: Integers
    frame_sizes: Floats
    clusters: Integers | None
    earlier: tuple[Phase, ...] = ()


def read_office_units(name: str, columns: Mapping[str, Sequence[Any]]) -> AskedUnits:
    """The units of an office's own survey, from the columns of the store; weights that are given are taken as they are."""
    names = tuple(dict.fromkeys(columns["stratum"]))
    strata = np.array([names.index(stratum) for stratum in columns["stratum"]], dtype=np.int64)
    given = np.array([np.nan if size is None else size for size in columns["stratum_size"]], dtype=np.float64)
    asked = np.bincount(strata, minlength=len(names)).astype(np.float64)
    sizes = np.full(len(names), -np.inf)
    np.fmax.at(sizes, strata, given)
    sizes = np.where(np.isfinite(sizes), np.maximum(sizes, asked), np.inf)
    weights = np.array([np.nan if weight is None else weight for weight in columns["weight"]], dtype=np.float64)
    has_given = not np.isnan(weights).all()
    weights = np.where(np.isnan(weights), (sizes / asked)[strata], weights)
    return _collect(name, columns, weights, strata, names, sizes, is_drawn=False, has_given_weights=has_given)


def read_drawn_units(design: SampleDesign, columns: Mapping[str, Sequence[Any]], earlier: EarlierPhases | None = None) -> AskedUnits:
    """The units of a sample that we drew, with N/n of their stratum times their weight before it was drawn, and the phases before."""
    names = tuple(design.strata)
    strata = np.array([names.index(stratum) for stratum in columns["stratum"]], dtype=np.int64)
    sizes, drawn = (np.array([design.strata[name][part] for name in names], dtype=np.float64) for part in (0, 1))
    weights = (sizes / np.maximum(drawn, 1))[strata] * np.array(columns["frame_weight"], dtype=np.float64)
    asked = _collect(design.sample, columns, weights, strata, names, sizes, is_drawn=True, has_given_weights=False)
    return asked if earlier is None else replace(asked, earlier=earlier.of_units(columns["unit"]))


def find_answering(asked: AskedUnits, answered: Booleans) -> Answering | None:
    """Weights that let those who answered stand for all of their response group; None where a whole state of a drawn sample is silent.

    A stratum without any answer joins another: that of its state in a sample of ours, the one before it in an office's survey. Groups are
    those of `response_strata` in a sample of ours, else the strata.
    """
    counts, drawn = (
        dict(zip(asked.strata_names, np.bincount(asked.strata[chosen], minlength=len(asked.strata_names)).tolist(), strict=True))
        for chosen in (answered, np.ones(len(answered), dtype=bool))
    )
    joined = join_empty_strata(counts) if asked.is_drawn else _join_before(counts)
    if joined is None:
        return None
    kept = list(dict.fromkeys(joined[name] for name in asked.strata_names))
    of_strata = np.array([kept.index(joined[name]) for name in asked.strata_names], dtype=np.int64)
    strata = of_strata[asked.strata]
    sizes: Floats = np.bincount(of_strata, weights=asked.frame_sizes, minlength=len(kept)).astype(np.float64)
    named = group_strata(joined, counts, drawn) if asked.is_drawn else {name: kept.index(joined[name]) for name in joined}
    groups = np.array([named[name] for name in asked.strata_names], dtype=np.int64)[asked.strata]
    weights = spread_weights(asked.weights, groups, answered)[answered]
    clusters = None if asked.clusters is None else asked.clusters[answered]
    earlier = tuple(phase.select(answered) for phase in asked.earlier)
    return Answering(np.flatnonzero(answered), weights, strata[answered], sizes, clusters, earlier)


def find_unanswered(asked: AskedUnits, answered: Booleans, members: csr_array) -> Floats:
    """The weighted share of each domain's units without an answer, shape (domains,); `members` (domains, units) is 1 where one is of it."""
    with np.errstate(invalid="ignore"):
        return np.asarray(members @ (asked.weights * ~answered) / (members @ asked.weights))


def _join_before(counts: Mapping[str, int]) -> dict[str, str] | None:
    answering = [name for name, count in counts.items() if count]
    if not answering:
        return None
    joined, last = dict[str, str](), answering[0]
    for name, count in counts.items():
        last = name if count else last
        joined[name] = last
    return joined


def _collect(
    name: str,
    columns: Mapping[str, Sequence[Any]],
    weights: Floats,
    strata: Integers,
    names: tuple[str, ...],
    sizes: Floats,
    *,
    is_drawn: bool,
    has_given_weights: bool,
) -> AskedUnits:
    units, cells, states = (np.array(columns[column], dtype=np.int64) for column in ("unit", "cell", "state"))
    persons = np.array([np.nan if value is None else value for value in columns["persons_employed"]], dtype=np.float64)
    clusters = number_hosts(columns["host"])
    clustered = None if (clusters < 0).all() else clusters
    return AskedUnits(name, units, cells - 1, states, persons, weights, strata, names, sizes, clustered, is_drawn, has_given_weights)
