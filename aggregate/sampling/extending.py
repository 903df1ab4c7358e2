"""Adding units to a sample so that old and new ones together are one probability sample.

The strata are those of the first draw, whatever was classified since: each unit's stratum was kept. Old units stay, new ones are the next
lowest random numbers of their strata, so that each stratum's n + m units are a simple random sample of it. How many each stratum gets
rests on what was anticipated at the first draw and never on labels, which would make the chances depend on the answers.
"""

from dataclasses import replace

import numpy as np

from aggregate.sampling.drawing import count_states, list_units
from aggregate.sampling.frames import load_drawn_frame
from aggregate.sampling.numbers import choose_lowest, draw_numbers
from aggregate.sampling.planning import plan_sample
from aggregate.sampling.reports import SampleReport
from catalogue.errors import EstimateError
from catalogue.messages import say, say_count
from store.frame import count_enterprises
from store.opening import Store
from store.phases import find_phase
from store.records import SampleDesign
from store.reviews import extend_sample, read_designs, read_sample


def extend(store: Store, country: str, wave: str, *, more: int, name: str | None = None) -> SampleReport:
    """Adds so many units to a sample (the newest unless it is named).

    Raises:
        EstimateError: there is no such sample, it cannot be extended, or fewer units are left.
    """
    design = _find_design(store, country, wave, name)
    frame = load_drawn_frame(store, design)
    if frame is None:
        raise EstimateError(
            say(
                "The sample {sample} cannot be extended, since its frame was not kept when it was drawn: draw a new one with --size.",
                sample=design.sample,
            )
        )
    _check(design, more, len(frame.units))
    names = frame.strata.names
    before = np.array([design.strata[n][1] for n in names], dtype=np.int64)
    plan = plan_sample(frame, design.size + more, design.plan["aim"], before)
    drawn_ids = np.array(read_sample(store, country, wave, design.sample)["enterprise_id"], dtype=object)
    taken = np.isin(np.array(frame.ids, dtype=object), drawn_ids)
    numbers = design.plan["numbers"]
    rows = choose_lowest(frame.strata.of_units, draw_numbers(frame.ids, numbers), plan.drawn - before, taken)
    new = list_units(frame, plan.drawn, rows, numbers, after=design.size)
    counts = {n: (design.strata[n][0], int(k)) for n, k in zip(names, plan.drawn, strict=True)}
    growth = {n: int(a) / int(b) for n, b, a in zip(names, before, plan.drawn, strict=True) if a > b > 0}
    extend_sample(store, replace(design, size=plan.size, strata=counts), new, growth)
    states = count_states(frame, plan.drawn)
    return SampleReport(design.sample, plan.size, len(frame.units), counts, states, _warn(store, design, len(frame.units)), more, plan)


def _check(design: SampleDesign, more: int, frame_size: int) -> None:
    left = frame_size - design.size
    if more < 1:
        raise EstimateError(say("Say how many enterprises to add, as in --extend 200."))
    if more > left:
        raise EstimateError(
            say(
                "{more} enterprises cannot be added to {sample}: of {frame_size} only {left} are not in it yet.",
                more=more,
                sample=design.sample,
                frame_size=frame_size,
                left=left,
            )
        )


def _find_design(store: Store, country: str, wave: str, name: str | None) -> SampleDesign:
    designs = read_designs(store, country, wave)
    found = [design for design in designs if name is None or design.sample == name]
    if found:
        return found[-1]
    if not designs:
        raise EstimateError(
            say(
                "There is no sample in {country} {wave} to extend: draw one with `ecomstat sample {country} --size 400`.",
                country=country,
                wave=wave,
            )
        )
    known = ", ".join(design.sample for design in designs)
    raise EstimateError(
        say(
            "There is no sample named {name} in {country} {wave}: choose one of {known}.",
            name=name,
            country=country,
            wave=wave,
            known=known,
        )
    )


def _warn(store: Store, design: SampleDesign, frame_size: int) -> tuple[str, ...]:
    """Enterprises that came into the register after the sample was drawn have no chance to be in it."""
    phase = find_phase(store, design.country, design.wave)
    missing = (phase.size if phase else count_enterprises(store, design.country, design.wave)) - frame_size
    if missing <= 0:
        return ()
    return (
        say_count(
            "{count} enterprise was loaded after the sample was drawn and cannot come into it.",
            "{count} enterprises were loaded after the sample was drawn and cannot come into it: draw a new sample if they are many.",
            missing,
        ),
    )
