"""The first of two phases, for offices that cannot visit every website: a stratified random sample of enterprises.

Strata are what the register knows: whether it names a website, and the size class. Reviews are drawn from the first phase afterwards, with
random numbers of their own, since the two phases must be independent. The numbers of visits are the same in all waves, so that the same
websites are visited again and change is seen.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from aggregate.sampling.allocation import allocate, find_smallest_size
from aggregate.sampling.checks import refuse_no_register
from aggregate.sampling.numbers import VISITS, choose_lowest, describe_numbers, draw_numbers
from aggregate.sampling.strata import Strata, build_strata
from aggregate.size_codes import code_sizes
from aggregate.states import NO_SITE, NOT_READ
from catalogue.errors import EstimateError
from catalogue.messages import say
from store.opening import Store
from store.phases import find_phase, read_phase_units, read_register_units, write_phase
from store.records import PhaseDesign, PhaseUnit
from store.reviews import read_designs

SEED = 1


@dataclass(frozen=True, slots=True)
class PhaseReport:
    """The first phase as it is now: enterprises in it, in the register, and how many of the former the register names a website of."""

    size: int
    frame_size: int
    with_site: int
    is_new: bool

    @property
    def sentence(self) -> str:
        """What is visited."""
        facts = {"size": self.size, "frame_size": self.frame_size, "with_site": self.with_site}
        if self.is_new:
            return say("Drew {size} of {frame_size} enterprises as the first phase; the register names a website of {with_site}.", **facts)
        return say("The first phase has {size} of {frame_size} enterprises; only their websites are visited.", **facts)


def draw_phase(store: Store, country: str, wave: str, size: int, seed: int = SEED) -> PhaseReport:
    """Draws the wave's first phase, once: asked for again with the same size, it is the one that was drawn.

    Raises:
        EstimateError: no register, a size that does not fit, another first phase, or a review sample that was drawn already.
    """
    columns = read_register_units(store, country, wave)
    if not columns["unit"]:
        raise refuse_no_register(country, wave)
    known = find_phase(store, country, wave)
    if known is None:
        _check(store, country, wave, size, len(columns["unit"]))
        drawn = _draw(store, country, wave, size, seed, columns)
        return PhaseReport(size, len(columns["unit"]), drawn, is_new=True)
    if known.size != size:
        raise EstimateError(
            say(
                "The first phase of wave {wave} has {known} enterprises and stays as it is: type --phase-one {known}, or leave it out.",
                known=known.size,
                wave=wave,
            )
        )
    return report_phase(store, country, wave, known)


def report_phase(store: Store, country: str, wave: str, design: PhaseDesign) -> PhaseReport:
    """What there is to say of a first phase that was drawn."""
    columns = read_register_units(store, country, wave)
    inside = set(read_phase_units(store, country, wave)["unit"])
    with_site = sum(bool(names) for unit, names in zip(columns["unit"], columns["names_site"], strict=True) if unit in inside)
    return PhaseReport(design.size, len(columns["unit"]), with_site, is_new=False)


def _draw(store: Store, country: str, wave: str, size: int, seed: int, columns: dict[str, list[Any]]) -> int:
    """Draws and keeps the first phase; gives how many of it name a website."""
    strata = _build_strata(columns)
    if size < (least := find_smallest_size(strata)):
        raise EstimateError(
            say(
                "A first phase of {size} is too small for {strata} strata: ask for at least {least}.",
                size=size,
                strata=len(strata.names),
                least=least,
            )
        )
    numbers = describe_numbers(country, None, seed, VISITS)
    drawn = allocate(strata, size)
    rows = choose_lowest(strata.of_units, draw_numbers(columns["enterprise_id"], numbers), drawn).tolist()
    rates = (drawn / strata.sizes).tolist()
    places = strata.of_units[rows].tolist()
    units = [PhaseUnit(columns["enterprise_id"][row], strata.names[h], rates[h]) for row, h in zip(rows, places, strict=True)]
    write_phase(store, PhaseDesign(country, wave, size, seed, strata.count(drawn), {"numbers": numbers}), units)
    return sum(bool(columns["names_site"][row]) for row in rows)


def _build_strata(columns: dict[str, list[Any]]) -> Strata:
    """Whether the register names a website × size class; named as states, since that is what they would be before any visit."""
    states = np.where(np.array(columns["names_site"]) == 1, NOT_READ, NO_SITE).astype(np.int64)
    return build_strata(states, code_sizes(columns["size_class"]), np.array(columns["frame_weight"], dtype=np.float64))


def _check(store: Store, country: str, wave: str, size: int, frame_size: int) -> None:
    if size > frame_size:
        raise EstimateError(
            say(
                "A first phase of {size} cannot be drawn from {frame_size} enterprises: ask for fewer, or leave --phase-one out to visit"
                " the websites of all.",
                size=size,
                frame_size=frame_size,
            )
        )
    if designs := read_designs(store, country, wave):
        raise EstimateError(
            say(
                "The sample {sample} was drawn from the whole register, so that no first phase can be drawn any more: the websites to visit"
                " must be chosen before the enterprises to review. Leave --phase-one out, or begin a new wave.",
                sample=designs[-1].sample,
            )
        )
