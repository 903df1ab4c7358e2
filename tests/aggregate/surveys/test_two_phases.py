"""Survey answers of enterprises that a first phase drew: what it adds to the margin, over samples drawn again and again and in a store."""

import numpy as np
import pytest

from aggregate import aggregate, draw_sample
from aggregate.estimators.two_phase import Phase, estimate_phase_totals
from aggregate.sampling.phases import draw_phase
from aggregate.surveys.amounts import AmountSample, estimate_ratios, estimate_totals
from aggregate.surveys.auxiliaries import Known, build_amount_sample
from store.opening import Store
from store.phases import find_phase, read_phase_units
from store.records import Label, SurveyUnit
from store.reviews import append_labels, read_sample
from store.surveys import write_survey_units
from tests.aggregate.sampling.frames_of_tests import WAVE, decide, write_frame
from tests.aggregate.stores_of_cases import read_table

POPULATION, VISITED, ASKED, REDRAWS = 3000, 450, 120, 200


class Redraws:
    """Sales that go with persons employed and with what the website shows, sampled in two phases."""

    def __init__(self) -> None:
        chance = np.random.default_rng(5)
        self.sizes = (chance.random(POPULATION) < 0.3).astype(np.int64)
        self.persons = np.where(self.sizes == 1, 30.0, 4.0) * chance.uniform(0.5, 1.5, POPULATION)
        self.states = np.where(chance.random(POPULATION) < 0.35, 3, 2)
        self.sales = self.persons * np.where(self.states == 3, 3.0, 0.4) * chance.lognormal(0, 0.4, POPULATION)
        self.turnover = self.sales + self.persons * chance.lognormal(1, 0.3, POPULATION)

    def draw(self, chance: np.random.Generator) -> tuple[AmountSample, np.ndarray]:
        """A simple random first phase, of which so many of each state are asked; sizes and persons are known of the whole register."""
        first = chance.permutation(POPULATION)[:VISITED]
        rows = np.concatenate([chance.permutation(np.flatnonzero(self.states[first] == s))[: ASKED // 2] for s in (2, 3)])
        units = first[rows]
        strata, inside = self.states[units] - 2, np.bincount(self.states[first], minlength=4)[2:].astype(np.float64)
        phase = Phase(np.zeros(len(units), dtype=np.int64), np.array([float(POPULATION)]), np.array([float(VISITED)]))
        weights = phase.of_units * (inside / (ASKED // 2))[strata]
        states = np.bincount(self.states[first], minlength=4) * POPULATION / VISITED
        totals = np.bincount(self.sizes).astype(np.float64)
        known = Known(self.states[units], states, self.sizes[units], totals, self.persons[units], float(self.persons.sum()))
        return build_amount_sample(weights, strata, inside, known, earlier=(phase,)), units


def redraw() -> dict[str, np.ndarray]:
    """Of each redraw: total, its error with both phases and by the last alone; share of turnover, likewise. And how often each is held."""
    drawn, chance, rows = Redraws(), np.random.default_rng(11), []
    truth = drawn.sales.sum(), drawn.sales.sum() / drawn.turnover.sum()
    for _ in range(REDRAWS):
        sample, units = drawn.draw(chance)
        y, x, everybody = drawn.sales[units], drawn.turnover[units], np.ones((1, len(units)))
        alone = AmountSample(sample.weights, sample.strata, sample.frame_sizes, sample.auxiliaries, sample.totals)
        total, bare = (estimate_totals(y, y, s, everybody) for s in (sample, alone))
        share, plain = (estimate_ratios((y, y), (x, x), s, everybody, scale="logit") for s in (sample, alone))
        figures = ((total, truth[0]), (bare, truth[0]), (share, truth[1]), (plain, truth[1]))
        rows.append([value for f, t in figures for value in (f.values[0], f.standard_errors[0], f.low[0] <= t <= f.high[0])])
    names = [f"{figure}_{part}" for figure in ("total", "bare", "share", "plain") for part in ("value", "error", "held")]
    return dict(zip(names, np.array(rows).T, strict=True))


def test_the_error_of_an_amount_is_that_of_both_phases() -> None:
    """The spread of 200 redraws is known to within 5 %; the margin of the second phase alone is much too narrow."""
    found = redraw()
    for figure, second_alone in (("total", "bare"), ("share", "plain")):
        spread = found[f"{figure}_value"].std(ddof=1)
        assert np.sqrt((found[f"{figure}_error"] ** 2).mean()) == pytest.approx(spread, rel=0.15)
        assert np.sqrt((found[f"{second_alone}_error"] ** 2).mean()) < 0.9 * spread
        assert 0.92 <= found[f"{figure}_held"].mean() <= 0.985
        assert found[f"{second_alone}_held"].mean() < 0.91


def test_without_auxiliaries_the_error_is_that_of_the_plain_two_phase_total() -> None:
    """Against `two_phase`, which is unbiased over every possible draw: one column of ones that meets its own total changes nothing."""
    chance = np.random.default_rng(3)
    phase = Phase(np.zeros(40, dtype=np.int64), np.array([1000.0]), np.array([100.0]))
    strata, sizes, values = np.arange(40) % 2, np.array([60.0, 40.0]), chance.lognormal(2, 0.5, 40)
    weights = phase.of_units * (sizes / 20)[strata]
    sample = AmountSample(weights, strata, sizes, np.zeros((40, 1)), np.zeros(1), earlier=(phase,), registered=np.zeros((40, 1)))
    found = estimate_totals(values, values, sample, np.ones((1, 40)))
    plain = estimate_phase_totals(values, [phase, Phase(strata, sizes, np.array([20.0, 20.0]))])
    assert found.values[0] == pytest.approx(plain.values)
    assert found.standard_errors[0] == pytest.approx(plain.standard_errors)


def test_units_that_a_first_phase_drew_are_not_everybody() -> None:
    """All of the first phase are asked, half of a stratum and the whole of the other: only the whole one is certain."""
    phase = Phase(np.array([0, 0, 1, 1]), np.array([4.0, 2.0]), np.array([2.0, 2.0]))
    sample = AmountSample(np.ones(4), np.array([0, 0, 1, 1]), np.array([2.0, 2.0]), np.zeros((4, 1)), np.zeros(1), earlier=(phase,))
    assert sample.certain.tolist() == [False, False, True, True]


@pytest.fixture
def visited(store: Store) -> Store:
    """150 of 400 enterprises are visited; all of these are asked, so that the first phase alone leaves doubt."""
    write_frame(store, persons_employed=10.0)
    draw_phase(store, *WAVE, 150)
    ids = {row[0] for row in store.db.execute("SELECT enterprise_id FROM phase_units")}
    decide(store, [i for i in range(400) if f"e{i:04d}" in ids])
    return store


def answer(key: str, question: str, yes: bool, value: float | None, sample: str) -> Label:
    text = "yes" if yes else "no"
    return Label(*WAVE, key, question, text, "office", "survey", "2026-03-01T00:00:00Z", value, sample, unit="XDC" if value else None)


def find(store: Store, **wanted: object) -> dict[str, object]:
    (row,) = read_table(store, population="registered enterprises", **wanted)
    return row


def test_a_drawn_sample_asked_of_amounts_and_of_computers_carries_the_first_phase(visited: Store) -> None:
    """By hand: N²(1 - n/N)s²/n of the first phase's strata; each of the register's persons is known, and explains nothing here."""
    name = draw_sample(visited, *WAVE, size=150, seed=1).sample
    keys = read_sample(visited, *WAVE, name)["enterprise_id"]
    uses = {key: int(key[1:]) % 8 == 3 for key in keys}
    append_labels(visited, (answer(key, "B1", uses[key], None, name) for key in keys))
    append_labels(visited, (answer(key, "B2", True, 2.0 + 6.0 * uses[key], name) for key in keys))
    aggregate(visited, *WAVE)
    units = read_phase_units(visited, *WAVE)
    ids = dict(visited.db.execute("SELECT unit, enterprise_id FROM enterprises"))
    yes = np.array([uses[ids[unit]] for unit in units["unit"]], dtype=np.float64)
    strata, chances = np.array(units["stratum"]), np.array(units["inclusion_probability"])
    share, variance = float((yes / chances).sum() / 400), 0.0
    for stratum, (size, drawn) in find_phase(visited, *WAVE).strata.items():
        variance += size**2 * (1 - drawn / size) * yes[strata == stratum].var(ddof=1) / drawn / 400**2
    row = find(visited, indicator="B1", measure="share", method="survey_weighted")
    assert row["value"] == pytest.approx(share)
    assert row["standard_error"] == pytest.approx(np.sqrt(variance), rel=1e-6)
    persons = find(visited, indicator="B2", measure="mean", method="survey_untreated")
    assert persons["value"] == pytest.approx(2 + 6 * share, rel=0.02)
    assert 0.5 * 6 * np.sqrt(variance) < persons["standard_error"] <= 1.1 * 6 * np.sqrt(variance)


def test_an_offices_own_survey_asks_no_state_of_those_who_were_not_visited(visited: Store) -> None:
    """B7 of a survey of every fourth enterprise: websites of a first phase say nothing of the others, so that its weights alone count."""
    keys = [f"e{i:04d}" for i in range(3, 400, 4)]
    write_survey_units(visited, (SurveyUnit(*WAVE, "ict", key, 4.0) for key in keys))
    append_labels(visited, (answer(key, "B7", int(key[1:]) % 20 == 3, None, "ict") for key in keys))
    aggregate(visited, *WAVE)
    row = find(visited, indicator="B7", measure="share", method="survey_weighted")
    assert row["value"] == pytest.approx(0.2)
    assert row["standard_error"] == pytest.approx(np.sqrt(0.2 * 0.8 / 99), rel=0.02)
