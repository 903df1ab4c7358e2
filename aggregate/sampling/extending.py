"""Adding units to a sample so that old and new ones together are one probability sample.

The strata are those of the first draw, whatever was classified since: each unit's stratum was kept. Old units stay, new ones are the next
lowest random numbers of their strata, so that each stratum's n + m units are a simple random sample of it. How many each stratum gets
rests on what was anticipated at the first draw and never on labels, which would make the chances depend on the answers.
"""

from dataclasses import replace

import numpy as np

from aggregate.estimators.arrays import Booleans, Floats, Integers
from aggregate.sampling.allocation import allocate
from aggregate.sampling.checks import check_size
from aggregate.sampling.numbers import choose_lowest, draw_numbers, order_by_chance
from aggregate.sampling.reports import SampleReport
from aggregate.sampling.strata import Strata
from catalogue.errors import EstimateError
from catalogue.messages import say, say_count
from store.cells import STATES
from store.frame import count_enterprises
from store.opening import Store
from store.phases import find_phase, read_phase_units
from store.records import SampleDesign, SampledUnit
from store.reviews import extend_sample, read_designs, read_sample, read_sample_frame


def extend(store: Store, country: str, wave: str, *, more: int, name: str | None = None) -> SampleReport:
    """Adds so many units to a sample (the newest unless it is named).

    Raises:
        EstimateError: there is no such sample, it cannot be extended, or fewer units are left.
    """
    design = _find_design(store, country, wave, name)
    columns = read_sample_frame(store, design)
    drawn_ids = read_sample(store, country, wave, design.sample)["enterprise_id"]
    if not columns["unit"] or "numbers" not in design.plan:
        sentence = "The sample {sample} cannot be extended, since its frame was not kept when it was drawn: draw a new one with --size."
        raise EstimateError(say(sentence, sample=design.sample))
    if more < 1:
        raise EstimateError(say("Say how many enterprises to add, as in --extend 200."))
    check_size(design.size + more, len(columns["unit"]))
    names, of_units = sorted(design.strata), np.array(columns["stratum"], dtype=np.int64)
    first = _find_chances(store, country, wave, columns["unit"])
    strata = _build_strata(names, of_units, design, np.array(columns["frame_weight"], dtype=np.float64) / first)
    taken = np.isin(np.array(columns["enterprise_id"], dtype=object), np.array(drawn_ids, dtype=object))
    before = np.array([design.strata[n][1] for n in names], dtype=np.int64)
    spreads = np.array([design.plan["spreads"][n] for n in names], dtype=np.float64)
    after = allocate(strata, design.size + more, spreads, aim=design.plan["aim"], already=before)
    rows = _choose(columns["enterprise_id"], of_units, design, after - before, taken)
    chances = (after / strata.sizes)[of_units[rows]] * first[rows]
    ids = [columns["enterprise_id"][row] for row in rows.tolist()]
    places = order_by_chance(ids, design.plan["numbers"]) + design.size + 1
    strata_of_rows = [names[h] for h in of_units[rows].tolist()]
    new = [SampledUnit(*unit) for unit in zip(ids, strata_of_rows, chances.tolist(), places.tolist(), strict=True)]
    counts = {n: (design.strata[n][0], int(k)) for n, k in zip(names, after, strict=True)}
    extend_sample(store, replace(design, size=design.size + more, strata=counts), new, _grow(names, before, after))
    states = {STATES[s]: int(after[strata.states == s].sum()) for s in sorted(set(strata.states.tolist()))}
    warnings = _warn(store, country, wave, len(columns["unit"]))
    return SampleReport(design.sample, design.size + more, len(columns["unit"]), counts, states, warnings, more)


def _find_design(store: Store, country: str, wave: str, name: str | None) -> SampleDesign:
    designs = read_designs(store, country, wave)
    found = [design for design in designs if name is None or design.sample == name]
    if not found:
        raise EstimateError(
            say(
                "There is no sample {name} in {country} {wave} to extend (there are: {known}): draw one with `ecomstat sample {country}"
                " --size 400`.",
                name=name or "",
                country=country,
                wave=wave,
                known=", ".join(design.sample for design in designs) or say("none"),
            )
        )
    return found[-1]


def _build_strata(names: list[str], of_units: Integers, design: SampleDesign, weights: Floats) -> Strata:
    """The strata as they were drawn."""
    return Strata(
        of_units,
        tuple(names),
        np.array([STATES.index(name.split(":")[0]) for name in names], dtype=np.int64),
        np.array([design.strata[name][0] for name in names], dtype=np.float64),
        np.asarray(np.bincount(of_units, weights=weights, minlength=len(names)), dtype=np.float64),
        np.array([name.endswith(":_U") for name in names]),
    )


def _choose(ids: list[str], of_units: Integers, design: SampleDesign, wanted: Integers, taken: Booleans) -> Integers:
    return choose_lowest(of_units, draw_numbers(ids, design.plan["numbers"]), wanted, taken)


def _grow(names: list[str], before: Integers, after: Integers) -> dict[str, float]:
    """By how much the inclusion probability of units of each stratum grows."""
    return {name: int(a) / int(b) for name, b, a in zip(names, before, after, strict=True) if b and a > b}


def _find_chances(store: Store, country: str, wave: str, units: list[int]) -> Floats:
    """The inclusion probability of the first phase of each unit of the frame, 1 where the wave has none."""
    chances = np.ones(len(units))
    if find_phase(store, country, wave) is not None:
        phase = read_phase_units(store, country, wave)
        known = dict(zip(phase["unit"], phase["inclusion_probability"], strict=True))
        chances = np.array([known[unit] for unit in units])
    return chances


def _warn(store: Store, country: str, wave: str, frame_size: int) -> tuple[str, ...]:
    """Enterprises that came into the register after the sample was drawn have no chance to be in it."""
    phase = find_phase(store, country, wave)
    missing = (phase.size if phase else count_enterprises(store, country, wave)) - frame_size
    if missing <= 0:
        return ()
    one = "{count} enterprise was loaded after the sample was drawn and cannot come into it."
    many = "{count} enterprises were loaded after the sample was drawn and cannot come into it: draw a new sample if they are many."
    return (say_count(one, many, missing),)
