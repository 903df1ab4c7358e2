"""How often intervals hold the truth: the sample drawn and labelled again and again, which only an invented country allows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from aggregate.estimators.arrays import Floats, Integers
from aggregate.sampling.allocation import allocate
from aggregate.sampling.anticipation import spread_of
from aggregate.sampling.frames import load_sampling_frame
from aggregate.sampling.strata import Strata, build_strata
from aggregate.size_codes import SIZES
from aggregate.states import STATE_COUNT
from aggregate.tables.domains import Domains, build_domains
from aggregate.tables.labelled import build_answered, estimate_domains
from aggregate.tables.rows import FrameCounts, Texts, hide_small, sample_rows
from catalogue.messages import say
from catalogue.progress import Progress
from cli.demo.records import DemoCountry
from store.cells import read_unit_states
from store.layout import counting
from store.opening import Store
from store.unit_cells import read_unit_cells

DRAWN_FOR = "online_ordering"
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of one capability's published intervals in so many redraws: how many there were, the share that holds the truth, the narrowest width.

    `national` is the share among the intervals for the whole country.
    """

    capability: str
    redraws: int
    intervals: int
    share: float
    national: float
    narrowest: float


@dataclass(frozen=True, slots=True)
class Question:
    """One capability of every unit: its state, its truth (0 or 1), and the frame counted by both, with the column `suppressed`."""

    states: Integers
    truth: Floats
    counts: FrameCounts
    hidden: Texts
    true_shares: Floats


@dataclass(frozen=True, slots=True)
class RedrawFrame:
    """The frame's units in the order of their ids, the strata that samples are drawn from, and what is asked."""

    units: Integers
    cells: Integers
    strata: Strata
    drawn: Integers
    domains: Domains
    questions: Mapping[str, Question]


def measure_coverage(
    store: Store, country: DemoCountry, wave: str, capabilities: Sequence[str], *, size: int, redraws: int, seed: int, progress: Progress
) -> tuple[Coverage, ...]:
    """Draws and labels the sample `redraws` times and counts how many published 95 % intervals hold the truth, by capability.

    Samples are drawn as `draw_sample` does, for online ordering; intervals are those of `aggregate`, all cells that it would not suppress.
    """
    frame = _load_frame(store, country, wave, capabilities, size)
    progress.start(say("Drawing the sample again, to see how often the intervals hold the truth"), redraws)
    rows = dict[str, list[pd.DataFrame]]()
    for generator in np.random.default_rng(seed).spawn(redraws):
        chosen = _draw(frame, generator)
        for name, question in frame.questions.items():
            rows.setdefault(name, []).append(_estimate(frame, question, chosen))
        progress.advance()
    return tuple(_count_hits(name, redraws, pd.concat(tables)) for name, tables in rows.items())


def _load_frame(store: Store, country: DemoCountry, wave: str, capabilities: Sequence[str], size: int) -> RedrawFrame:
    columns = read_unit_states(store, "XD", wave, DRAWN_FOR)
    with counting(store, "XD", wave) as counted:
        domains = build_domains(counted)
        placed = read_unit_cells(store, "XD", wave)
    cells = np.array(placed["cell"], dtype=np.int64) - 1
    strata = build_strata(np.array(columns["state"], dtype=np.int64), _codes(columns["size_class"]), np.ones(len(cells)))
    truths = {unit.enterprise_id: unit.truth for unit in country.enterprises}
    questions = {}
    for capability in capabilities:
        states = np.array(read_unit_states(store, "XD", wave, capability)["state"], dtype=np.int64)
        truth = np.array([truths[key][capability] for key in placed["enterprise_id"]], dtype=np.float64)
        questions[capability] = _ask(domains, cells, states, truth)
    anticipated = load_sampling_frame(store, "XD", wave, DRAWN_FOR)
    assert anticipated is not None  # the demo has loaded its register
    drawn = allocate(strata, size, spread_of(anticipated.shares))
    return RedrawFrame(np.array(columns["unit"], dtype=np.int64), cells, strata, drawn, domains, questions)


def _ask(domains: Domains, cells: Integers, states: Integers, truth: Floats) -> Question:
    totals = np.zeros((domains.membership.shape[1], STATE_COUNT))
    np.add.at(totals, (cells, states), 1.0)
    counts = FrameCounts(domains, totals, totals)
    return Question(states, truth, counts, hide_small(counts), domains.of_units(cells) @ truth / counts.weight)


def _draw(frame: RedrawFrame, generator: np.random.Generator) -> Integers:
    of_units = frame.strata.of_units
    parts = [generator.choice(np.flatnonzero(of_units == h), k, replace=False) for h, k in enumerate(frame.drawn.tolist())]
    return np.concatenate(parts)


def _estimate(frame: RedrawFrame, question: Question, chosen: Integers) -> pd.DataFrame:
    """The shares that would be published from this sample, labelled with the truth: columns low, high, truth, national."""
    names, units = frame.strata.names, frame.units[chosen].tolist()
    design = {n: (int(N), int(k)) for n, N, k in zip(names, frame.strata.sizes.tolist(), frame.drawn.tolist(), strict=True)}
    columns = {
        "unit": units,
        "stratum": [names[h] for h in frame.strata.of_units[chosen].tolist()],
        "cell": frame.cells[chosen].tolist(),
        "frame_weight": [1.0] * len(chosen),
        "state": question.states[chosen].tolist(),
    }
    answers = {unit: "yes" if truth else "no" for unit, truth in zip(units, question.truth[chosen].tolist(), strict=True)}
    answered = build_answered(columns, answers, design)
    assert answered is not None  # every stratum was drawn from and everybody answered
    estimates = estimate_domains(answered, question.counts.weights[0], frame.domains, LEVEL)
    table = sample_rows(question.counts, question.hidden, estimates)
    shares = table[table["measure"] == "share"].assign(truth=question.true_shares, national=np.arange(len(question.true_shares)) == 0)
    return shares.loc[shares["suppressed"] == "none", ["ci_low", "ci_high", "truth", "national"]]


def _count_hits(capability: str, redraws: int, table: pd.DataFrame) -> Coverage:
    held = (table["ci_low"] <= table["truth"]) & (table["truth"] <= table["ci_high"])
    widths = table["ci_high"] - table["ci_low"]
    national = held[table["national"]]
    return Coverage(capability, redraws, len(table), float(held.mean()), float(national.mean()), float(widths.min()))


def _codes(size_classes: Sequence[str]) -> Integers:
    codes = {text: i for i, text in enumerate(SIZES)}
    return np.array([codes.get(text, codes["_U"]) for text in size_classes], dtype=np.int64)
