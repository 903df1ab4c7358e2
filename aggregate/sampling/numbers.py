"""Permanent random numbers: every enterprise carries a number of its own, and a sample takes the lowest ones of each stratum.

Taking the n lowest of N independent uniform numbers is simple random sampling without replacement; taking the next lowest later keeps it
one. Samples that share numbers share enterprises. Source: Ohlsson, Coordination of samples using permanent random numbers, in Cox et al.,
Business Survey Methods (1995), ch. 9.
"""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

import numpy as np

from aggregate.estimators.arrays import Booleans, Floats, Integers

REVIEW, VISITS = "review", "visits"


def describe_numbers(
    country: str, wave: str | None, seed: int, purpose: str = REVIEW, *, base: Mapping[str, Any] | None = None, overlap: float = 0.0
) -> dict[str, Any]:
    """What random numbers depend on, to be kept with a sample's design.

    Args:
        country: samples of different countries are independent.
        wave: samples of different waves are independent; None for the same numbers in all waves.
        seed: samples of different seeds are independent.
        purpose: the numbers of visits are independent of those of reviews, as phases of one sample must be.
        base: the description that another sample's numbers were drawn by, and
        overlap: the part of all enterprises, chosen by chance, that keeps those.
    """
    described: dict[str, Any] = {"country": country, "wave": wave, "seed": seed, "purpose": purpose}
    return described if base is None else {**described, "base": dict(base), "overlap": overlap}


def draw_numbers(ids: Sequence[str], description: Mapping[str, Any]) -> Floats:
    """A number from 0 to below 1 for each id, independent and uniform; the same for ever for one id and description."""
    fresh = _hash(ids, description, "number")
    if "base" not in description:
        return fresh
    keeps = _hash(ids, description, "overlap") < description["overlap"]
    return np.where(keeps, draw_numbers(ids, description["base"]), fresh)


def order_by_chance(ids: Sequence[str], description: Mapping[str, Any]) -> Integers:
    """The places 0, 1, … of a random order of these ids that is independent of their numbers; shape (ids,)."""
    places = np.empty(len(ids), dtype=np.int64)
    places[np.argsort(_hash(ids, description, "order"), kind="stable")] = np.arange(len(ids))
    return places


def choose_lowest(of_units: Integers, numbers: Floats, wanted: Integers, taken: Booleans | None = None) -> Integers:
    """The rows with the lowest numbers of each stratum, so many as wanted of each, in the order of the rows.

    Args:
        of_units: stratum 0..H-1 of each unit, shape (units,).
        numbers: random numbers, shape (units,).
        wanted: how many to take in each stratum, shape (H,).
        taken: units that are not to be taken any more; None: all may be.
    """
    free = np.arange(len(of_units)) if taken is None else np.flatnonzero(~taken)
    order = free[np.lexsort((numbers[free], of_units[free]))]
    strata = of_units[order]
    place = np.arange(len(order)) - np.searchsorted(strata, strata)
    return np.sort(order[place < wanted[strata]])


def _hash(ids: Sequence[str], description: Mapping[str, Any], kind: str) -> Floats:
    text = "/".join(str(description[part]) for part in ("country", "wave", "seed", "purpose"))
    start = blake2b(f"{text}/{kind}/".encode(), digest_size=8)
    values = np.empty(len(ids), dtype=np.uint64)
    for row, key in enumerate(ids):
        hashed = start.copy()
        hashed.update(key.encode())
        values[row] = int.from_bytes(hashed.digest(), "big")
    return np.asarray((values >> np.uint64(11)).astype(np.float64) / 2**53)
