"""Drawing whom people look at: a stratified random sample over the whole frame."""

from collections.abc import Iterator, Mapping
from typing import Any

from aggregate.estimators.arrays import Integers
from aggregate.sampling.allocation import Aim
from aggregate.sampling.checks import (
    check_capability,
    check_size,
    check_strata,
    check_target,
    refuse_no_register,
    refuse_target,
)
from aggregate.sampling.frames import SamplingFrame, load_sampling_frame, number_strata
from aggregate.sampling.numbers import choose_lowest, describe_numbers, draw_numbers, order_by_chance
from aggregate.sampling.overlapping import check_other_wave, find_base
from aggregate.sampling.planning import Plan, Target, find_size, plan_sample
from aggregate.sampling.reports import SampleReport
from catalogue.errors import EstimateError
from catalogue.messages import say
from store.cells import STATES
from store.opening import Store
from store.records import SampleDesign, SampledUnit
from store.reviews import read_designs, write_sample

ALLOCATIONS: dict[Aim, str] = {
    "sizes": "states: at least 30 or 15 %, rest by weight x spread; within a state by square root of weight x spread; 5 per stratum",
    "national": "states: at least 30 or 15 %, rest by weight x spread (Neyman) between and within states; 5 per stratum",
}
DEFAULT_SEED = 20261122


def draw_sample(
    store: Store,
    country: str,
    wave: str,
    *,
    size: int | None = None,
    target: Target | None = None,
    capability: str = "online_ordering",
    seed: int = DEFAULT_SEED,
    name: str | None = None,
    with_wave: str | None = None,
    overlap: float = 0.5,
    asked: Mapping[str, Any] | None = None,
) -> SampleReport:
    """Draws, freezes and reports a stratified random sample of enterprises: states of the capability × size class.

    The same store, size and seed give the same sample. Inclusion probabilities, strata and the model's version are kept with it.

    Args:
        store: where the register is.
        country: its code.
        wave: the round of collection.
        size: how many; or
        target: as many as this precision of the national share needs.
        capability: whose states are the strata.
        seed: samples of different seeds are independent.
        name: the sample's; None: made from what is there.
        with_wave: an earlier wave whose newest sample shall share enterprises with this one, for estimates of change; and
        overlap: the part of them that keeps its random numbers, and so is drawn again as far as strata and rates are alike.
        asked: how the sample was asked for, kept with the design.

    Raises:
        EstimateError: no frame, a size that does not fit, a precision that cannot be reached, an unknown capability, no sample in the
            other wave, or a sample of this name is there already.
    """
    check_other_wave(wave, with_wave)
    model = check_capability(store, country, wave, capability)
    frame, plan, aim = _plan(store, country, wave, capability, size, target)
    sample = _name_sample(store, country, wave, name)
    numbers = _choose_numbers(store, (country, wave, capability), seed, with_wave, overlap)
    counts = frame.strata.count(plan.drawn)
    shares = dict(zip(counts, frame.shares.tolist(), strict=True))
    kept = {"aim": aim, "numbers": numbers, "shares": shares, "asked": dict(asked or {"size": size})}
    _freeze(store, frame, plan, SampleDesign(country, wave, sample, capability, model, seed, plan.size, ALLOCATIONS[aim], counts, kept))
    return SampleReport(sample, plan.size, len(frame.units), counts, count_states(frame, plan.drawn), _warn(model, capability), None, plan)


def _choose_numbers(store: Store, key: tuple[str, str, str], seed: int, with_wave: str | None, overlap: float) -> dict[str, Any]:
    """Which random numbers draw the sample of a (country, wave, capability), shared with those of another wave where one is named."""
    country, wave, capability = key
    base = None if with_wave is None else find_base(store, country, with_wave, capability, overlap)
    return describe_numbers(country, wave, seed, base=base, overlap=overlap)


def _freeze(store: Store, frame: SamplingFrame, plan: Plan, design: SampleDesign) -> None:
    """Draws the units of a design by its random numbers and keeps them, with the stratum of every unit of the frame."""
    numbers = design.plan["numbers"]
    rows = choose_lowest(frame.strata.of_units, draw_numbers(frame.ids, numbers), plan.drawn)
    units = list_units(frame, plan.drawn, rows, numbers)
    write_sample(store, design, units, zip(frame.units.tolist(), _place_strata(frame), strict=True))


def plan_review(
    store: Store, country: str, wave: str, *, size: int | None = None, target: Target | None = None, capability: str = "online_ordering"
) -> Plan:
    """The plan that `draw_sample` with the same arguments would follow; nothing is drawn. Raises as `draw_sample`."""
    check_capability(store, country, wave, capability)
    return _plan(store, country, wave, capability, size, target)[1]


def count_states(frame: SamplingFrame, drawn: Integers) -> dict[str, int]:
    """{state: units drawn} of the states that the frame has."""
    return {STATES[s]: int(drawn[frame.strata.states == s].sum()) for s in sorted(set(frame.strata.states.tolist()))}


def list_units(frame: SamplingFrame, drawn: Integers, rows: Integers, numbers: Mapping[str, Any], *, after: int = 0) -> list[SampledUnit]:
    """The units at these rows of the frame, with inclusion probabilities over all phases, in a random order of work `after` so many."""
    of_units, names, sizes = frame.strata.of_units, frame.strata.names, frame.strata.sizes
    ids = [frame.ids[row] for row in rows.tolist()]
    chances = frame.chances[rows] * (drawn / sizes)[of_units[rows]]
    places = order_by_chance(ids, numbers) + 1 + after
    return [
        SampledUnit(key, names[h], float(chance), int(place))
        for key, h, chance, place in zip(ids, of_units[rows].tolist(), chances.tolist(), places.tolist(), strict=True)
    ]


def _plan(
    store: Store, country: str, wave: str, capability: str, size: int | None, target: Target | None
) -> tuple[SamplingFrame, Plan, Aim]:
    """The frame, and the plan for a size (which serves states and size classes too) or for a national precision."""
    if target is not None:
        check_target(target)
    frame = load_sampling_frame(store, country, wave, capability)
    if frame is None:
        raise refuse_no_register(country, wave)
    aim: Aim = "sizes"
    if target is not None:
        size, aim = find_size(frame, target), "national"
        if size is None:
            raise refuse_target(frame)
    size = size or 0
    check_size(size, len(frame.units))
    check_strata(size, frame)
    return frame, plan_sample(frame, size, aim), aim


def _place_strata(frame: SamplingFrame) -> Iterator[int]:
    """The number of each unit's stratum as it is kept with the sample: the place of its name in alphabetical order."""
    names = frame.strata.names
    yield from number_strata([names[h] for h in frame.strata.of_units.tolist()])[0].tolist()


def _name_sample(store: Store, country: str, wave: str, name: str | None) -> str:
    known = {design.sample for design in read_designs(store, country, wave)}
    if name is None:
        return next(f"sample-{i}" for i in range(1, len(known) + 2) if f"sample-{i}" not in known)
    if name in known:
        raise EstimateError(
            say("There is a sample named {name} already, and drawn samples stay as they are: choose another name.", name=name)
        )
    return name


def _warn(model: str | None, capability: str) -> tuple[str, ...]:
    if model is not None:
        return ()
    return (
        say(
            "Nothing has been classified yet, so that {capability} is unknown for all: a sample drawn after `ecomstat classify` says more.",
            capability=capability,
        ),
    )
