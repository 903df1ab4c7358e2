"""All that a change needs to know of one wave: its cells, its enterprises, its published shares and what stands behind them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from aggregate.changes.reading import LabelledWave, read_labelled_wave
from aggregate.estimators.arrays import Floats, Integers
from aggregate.indicators import Question, list_questions
from aggregate.states import find_states
from aggregate.tables.breakdowns import Breakdowns
from aggregate.tables.domains import KEY, Domains, build_domains
from aggregate.tables.earlier_phases import find_earlier_phases
from aggregate.tables.frame_counts import count_frame
from aggregate.tables.populations import name_group
from aggregate.tables.rows import FrameCounts
from store.cells import read_decided, read_questions
from store.cross_fits import find_blind
from store.estimates import read_estimates
from store.frame_units import read_answers, read_frame_units
from store.layout import counting
from store.opening import Store
from store.redecisions import read_redecided
from store.unit_cells import read_unit_cells

METHOD, READ_METHOD = "post_stratified", "share_among_read"
SINGLY = Breakdowns((("activity",), ("size_class",), ("region",), ("urbanisation",), ("owner_sex",)))
SHOWN = ("value", "standard_error", "n_frame", "n_labelled", "n_effective", "suppressed", "denominator", "model", "sample")


@dataclass(frozen=True, slots=True)
class WaveUnits:
    """Every enterprise of a wave's register, arrays of shape (units,): id, cell of the frame, weight; states by capability."""

    ids: NDArray[np.object_]
    cells: Integers
    weights: Floats
    states: Mapping[str, Integers]


@dataclass(frozen=True, slots=True)
class WaveFrame:
    """One wave, with domains of at most one breakdown.

    `shares` are its published rows; `models` {capability: version}; `questions` what was estimated; `counts` {capability: the frame by
    state}; `labelled` {indicator: the labelled units behind it}. `redecided`: all this by what was decided again.
    """

    wave: str
    domains: Domains
    units: WaveUnits
    shares: pd.DataFrame
    models: Mapping[str, str]
    questions: tuple[Question, ...]
    counts: Mapping[str, FrameCounts]
    labelled: Mapping[str, LabelledWave]
    redecided: "WaveFrame | None" = None


def read_shares(store: Store, country: str, wave: str) -> pd.DataFrame:
    """A wave's published shares from labels, and those among websites read; hidden ones too."""
    table = pd.DataFrame(read_estimates(store, country, wave, safe=False, wanted={"method": (METHOD, READ_METHOD)}))
    with_margin = (table["method"] == METHOD) & table["standard_error"].notna() & table["sample"].notna()
    chosen = (table["measure"] == "share") & (with_margin | (table["method"] == READ_METHOD))
    return table.loc[chosen, ["indicator", "method", *KEY, *SHOWN]]


def read_wave(store: Store, country: str, wave: str, shares: pd.DataFrame, *, again: bool = False) -> WaveFrame:
    """One wave of which these shares were published; with `again`, also as it was decided again, if it was."""
    models, second = read_decided(store, country, wave), read_redecided(store, country, wave) if again else {}
    with counting(store, country, wave, name_group=name_group) as cells:
        questions = tuple(list_questions(set(models), read_questions(store, country, wave)))
        domains, earlier = build_domains(cells, SINGLY), find_earlier_phases(store, country, wave)
        samples = dict(shares.loc[shares["method"] == METHOD, ["indicator", "sample"]].itertuples(index=False))

        def read(known: Mapping[str, str], redecided: WaveFrame | None, *, is_second: bool) -> WaveFrame:
            asked = tuple(q for q in questions if q.capability in known)
            names = list(dict.fromkeys(q.capability for q in asked))
            blind = () if is_second else find_blind(store, country, wave)
            counts = count_frame(store, names, domains, blind, redecided=is_second)
            labelled = dict[str, LabelledWave]()
            for q in asked:
                sample = next((str(samples[name]) for name in q.names if name in samples), None)
                where = (store, country, wave)
                frame = counts[q.capability]
                found = sample and read_labelled_wave(where, q, sample, frame, cells, earlier, blind=blind, redecided=is_second)
                labelled |= dict.fromkeys(q.names, found) if found else {}
            units = _read_units(store, country, wave, names, is_second=is_second)
            return WaveFrame(wave, domains, units, shares, known, asked, counts, labelled, redecided)

        return read(models, read(second, None, is_second=True) if second else None, is_second=False)


def _read_units(store: Store, country: str, wave: str, capabilities: list[str], *, is_second: bool) -> WaveUnits:
    """All enterprises, in the order of the store's keys. Call inside `counting`."""
    frame, listed = read_frame_units(store), read_unit_cells(store, country, wave)
    order = np.argsort(np.array(listed["unit"], dtype=np.int64))
    ids = np.array(listed["enterprise_id"], dtype=object)[order]
    states = dict[str, Integers]()
    for part, answers in read_answers(store, frame, capabilities, redecided=is_second):
        states |= {name: find_states(frame.has_site, answers, place).astype(np.int8) for place, name in enumerate(part)}
    weights = np.divide(frame.weights, frame.chances, out=np.zeros_like(frame.weights), where=frame.chances > 0)
    return WaveUnits(ids, frame.cells - 1, weights, states)
