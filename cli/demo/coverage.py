"""How often intervals hold the truth: the sample drawn and labelled again and again, which only an invented country allows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from aggregate.estimators.arrays import Floats, Integers
from aggregate.sampling.allocation import allocate
from aggregate.sampling.strata import SIZES, Strata, build_strata
from aggregate.states import STATE_COUNT
from aggregate.tables.domains import Domains, build_domains
from aggregate.tables.labelled import build_answered, estimate_domains
from aggregate.tables.rows import FrameCounts, hide_small, sample_rows
from catalogue.messages import say
from catalogue.progress import Progress
from cli.demo.records import DemoCountry
from store.cells import counting, read_unit_states
from store.opening import Store
from store.unit_cells import read_unit_cells


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of the published intervals of so many redraws: how many there were, the share that holds the truth, the narrowest width."""

    redraws: int
    intervals: int
    share: float
    narrowest: float


@dataclass(frozen=True, slots=True)
class RedrawFrame:
    """The whole frame as arrays, one entry a unit: cell, state, truth (0 or 1), and the strata to draw from."""

    units: Integers
    cells: Integers
    states: Integers
    truth: Floats
    strata: Strata
    drawn: Integers
    counts: FrameCounts
    domains: Domains


def measure_coverage(
    store: Store, country: DemoCountry, wave: str, capability: str, *, size: int, redraws: int, seed: int, progress: Progress
) -> Coverage:
    """Draws and labels the sample `redraws` times and counts how many published 95 % intervals hold the truth.

    An interval is published where `aggregate` would publish it: all of the tables' cells that are not suppressed.
    """
    frame = _load_frame(store, country, wave, capability, size)
    truth = frame.domains.of_units(frame.cells) @ frame.truth / frame.counts.weight
    hidden = hide_small(frame.counts)
    progress.start(say("Drawing the sample again, to see how often the intervals hold the truth"), redraws)
    held, widths = list[bool](), list[float]()
    for generator in np.random.default_rng(seed).spawn(redraws):
        table = _estimate_once(frame, generator, hidden).assign(truth=np.concatenate([truth, truth * frame.counts.weight]))
        shown = table[(table["suppressed"] == "none") & (table["measure"] == "share")]
        held += ((shown["ci_low"] <= shown["truth"]) & (shown["truth"] <= shown["ci_high"])).tolist()
        widths += (shown["ci_high"] - shown["ci_low"]).tolist()
        progress.advance()
    return Coverage(redraws, len(held), float(np.mean(held)) if held else float("nan"), min(widths, default=float("nan")))


def _load_frame(store: Store, country: DemoCountry, wave: str, capability: str, size: int) -> RedrawFrame:
    columns = read_unit_states(store, "XD", wave, capability)
    with counting(store, "XD", wave) as cells:
        domains = build_domains(cells)
        placed = read_unit_cells(store, "XD", wave)
    truth = {unit.enterprise_id: unit.truth[capability] for unit in country.enterprises}
    states = np.array(columns["state"], dtype=np.int64)
    strata = build_strata(states, _codes(columns["size_class"]), np.array(columns["frame_weight"], dtype=np.float64))
    cell_numbers = np.array(placed["cell"], dtype=np.int64) - 1
    totals = np.zeros((domains.membership.shape[1], STATE_COUNT))
    np.add.at(totals, (cell_numbers, states), 1.0)
    return RedrawFrame(
        units=np.array(columns["unit"], dtype=np.int64),
        cells=cell_numbers,
        states=states,
        truth=np.array([truth[key] for key in placed["enterprise_id"]], dtype=np.float64),
        strata=strata,
        drawn=np.asarray(allocate(strata, size), dtype=np.int64),
        counts=FrameCounts(domains, totals, totals),
        domains=domains,
    )


def _estimate_once(frame: RedrawFrame, generator: np.random.Generator, hidden: np.ndarray) -> pd.DataFrame:
    """One sample, labelled with the truth and estimated, as the rows that would be published."""
    rows = np.concatenate(
        [generator.choice(np.flatnonzero(frame.strata.of_units == h), k, replace=False) for h, k in enumerate(frame.drawn.tolist())]
    )
    names: Sequence[str] = frame.strata.names
    design = {n: (int(N), int(k)) for n, N, k in zip(names, frame.strata.sizes.tolist(), frame.drawn.tolist(), strict=True)}
    units = {
        "unit": frame.units[rows].tolist(),
        "stratum": [names[h] for h in frame.strata.of_units[rows].tolist()],
        "cell": frame.cells[rows].tolist(),
        "frame_weight": [1.0] * len(rows),
        "state": frame.states[rows].tolist(),
    }
    answers = {unit: "yes" if truth else "no" for unit, truth in zip(units["unit"], frame.truth[rows].tolist(), strict=True)}
    answered = build_answered(units, answers, design)
    assert answered is not None  # every stratum has units and each is answered
    return sample_rows(frame.counts, hidden, estimate_domains(answered, frame.counts.weights[0], frame.domains, 0.95))


def _codes(size_classes: Sequence[str]) -> Integers:
    codes = {text: i for i, text in enumerate(SIZES)}
    return np.array([codes.get(text, codes["_U"]) for text in size_classes], dtype=np.int64)
