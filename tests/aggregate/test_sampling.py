"""Drawing samples."""

from collections import Counter

import numpy as np
import pytest

from aggregate import draw_sample
from aggregate.sampling.allocation import allocate
from aggregate.sampling.strata import build_strata
from aggregate.size_codes import SIZES
from catalogue.errors import EstimateError
from store.decisions import replace_capabilities, replace_links
from store.frame import write_enterprises
from store.opening import open_store
from store.records import Capability, Enterprise, Link, Website
from store.reviews import read_designs, read_sample
from store.websites import add_websites
from tests.aggregate.stores_of_cases import WAVE, write_case_frame


def strata_of(counts: dict[tuple[int, str], int]):
    """Strata of a frame with so many units in each (state, size class)."""
    states = np.array([state for (state, _), n in counts.items() for _ in range(n)])
    sizes = np.array([SIZES.index(size) for (_, size), n in counts.items() for _ in range(n)])
    return build_strata(states, sizes, np.ones(len(states)))


def drawn(counts: dict[tuple[int, str], int], size: int) -> dict[str, int]:
    strata = strata_of(counts)
    return dict(zip(strata.names, allocate(strata, size).tolist(), strict=True))


FRAME = {
    **{(0, "S0T9"): 900, (0, "S10T49"): 150, (0, "S50T249"): 40, (0, "S_GE250"): 6},
    **{(1, "S0T9"): 150, (1, "S10T49"): 40, (2, "S0T9"): 350, (2, "S10T49"): 100, (2, "S_GE250"): 9},
    **{(3, "S0T9"): 160, (3, "S10T49"): 60, (3, "S50T249"): 30, (3, "S_GE250"): 5},
}


@pytest.mark.parametrize("size", [26, 60, 100, 400, 1999, 2000])
def test_the_sample_has_exactly_the_size_asked_for(size):
    parts = drawn(FRAME, size)
    assert sum(parts.values()) == size
    assert min(parts.values()) >= 2


def test_each_state_gets_thirty_or_fifteen_percent():
    parts = Counter()
    for name, n in drawn(FRAME, 400).items():
        parts[name.split(":")[0]] += n
    assert min(parts.values()) >= 60 - len(parts)


def test_states_of_hardly_any_weight_get_thirty_or_fifteen_percent_and_no_more():
    counts = {(0, "S0T9"): 100_000, (1, "S0T9"): 100, (2, "S0T9"): 100, (3, "S0T9"): 100}
    assert list(drawn(counts, 400).values()) == [220, 60, 60, 60]  # 15 % of 400
    assert list(drawn(counts, 150).values()) == [60, 30, 30, 30]  # 15 % would be 22


def test_large_enterprises_are_drawn_more_often():
    parts = drawn(FRAME, 400)
    rates = [parts[f"no_site:{size}"] / FRAME[0, size] for size in ("S0T9", "S10T49", "S50T249", "S_GE250")]
    assert rates == sorted(rates)
    assert rates[-1] > 3 * rates[0]


def test_unknown_sizes_are_drawn_no_more_often_than_the_commonest():
    parts = drawn({(2, "S0T9"): 9000, (2, "S10T49"): 900, (2, "_U"): 90}, 300)
    rates = {name.split(":")[1]: n / size for (name, n), size in zip(parts.items(), (9000, 900, 90), strict=True)}
    assert rates["S10T49"] > 2 * rates["S0T9"]
    assert parts["predicted_no:_U"] == 5  # their part would be two, and five is the least


def test_no_stratum_gives_more_than_it_has():
    strata = strata_of(FRAME)
    assert (allocate(strata, 1500) <= strata.sizes).all()


def test_tiny_strata_join_the_next_size_of_their_state():
    names = strata_of({(0, "S0T9"): 50, (0, "S10T49"): 2, (0, "S50T249"): 30, (3, "S0T9"): 9, (3, "S10T49"): 3}).names
    assert names == ("no_site:S0T9", "no_site:S10T49+S50T249", "predicted_yes:S0T9+S10T49")


def test_a_few_very_large_enterprises_stay_a_stratum_of_their_own():
    assert "predicted_yes:S_GE250" in strata_of({(3, "S0T9"): 50, (3, "S50T249"): 20, (3, "S_GE250"): 2}).names


def test_tiny_strata_never_join_another_state():
    names = strata_of({(0, "S0T9"): 500, (3, "S0T9"): 1}).names
    assert names == ("no_site:S0T9", "predicted_yes:S0T9")


def test_the_same_seed_draws_the_same_sample_and_another_seed_another(store):
    write_case_frame(store)
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        draw_sample(store, *WAVE, size=120, seed=seed, name=name)
    a, b, c = (read_sample(store, *WAVE, name) for name in "abc")
    assert a == b
    assert set(a["enterprise_id"]) != set(c["enterprise_id"])


def test_the_order_of_loading_does_not_change_the_draw(tmp_path):
    ids = [f"e{i:03d}" for i in range(300)]
    samples = []
    for number, order in enumerate((ids, ids[::-1])):
        with open_store(tmp_path / f"{number}.db") as other:
            write_enterprises(other, (Enterprise(*WAVE, key) for key in order))
            draw_sample(other, *WAVE, size=20, seed=5, name="s")
            samples.append(sorted(read_sample(other, *WAVE, "s")["enterprise_id"]))
    assert samples[0] == samples[1]


def test_inclusion_probabilities_add_up_to_the_frame(store):
    write_case_frame(store)
    report = draw_sample(store, *WAVE, size=300, seed=3)
    units = read_sample(store, *WAVE, report.sample)
    assert len(units["unit"]) == len(set(units["unit"])) == 300
    assert sum(1 / p for p in units["inclusion_probability"]) == pytest.approx(2000)
    assert sorted(units["position"]) == list(range(1, 301))


def test_the_design_is_frozen_with_the_model(store):
    write_case_frame(store)
    report = draw_sample(store, *WAVE, size=100, seed=3)
    (design,) = read_designs(store, *WAVE)
    assert (design.size, design.seed, design.model, design.capability) == (100, 3, "test", "online_ordering")
    assert design.strata == report.strata
    assert sum(n for _, n in design.strata.values()) == 100
    assert sum(n for n, _ in design.strata.values()) == 2000
    assert set(report.states) == {"not_read", "predicted_no", "predicted_yes"}


def test_samples_are_numbered_and_never_overwritten(store):
    write_case_frame(store)
    names = [draw_sample(store, *WAVE, size=50, seed=1).sample for _ in range(2)]
    assert names == ["sample-1", "sample-2"]
    with pytest.raises(EstimateError, match="choose another name"):
        draw_sample(store, *WAVE, size=50, seed=1, name="sample-1")


def test_states_come_from_links_sites_and_answers(store):
    write_enterprises(store, [Enterprise(*WAVE, f"e{i}", site="taken.example" if i == 4 else None) for i in range(8)])
    add_websites(store, [Website(*WAVE, f"{name}.example", f"{name}.example") for name in ("a", "b", "c", "taken")])
    replace_links(
        store,
        *WAVE,
        [
            Link(*WAVE, "e1", "a.example", "own", 1, "register"),
            Link(*WAVE, "e2", "b.example", "own", 1, "register"),
            Link(*WAVE, "e3", "c.example", "own", 1, "register"),
            Link(*WAVE, "e4", "taken.example", "rejected", 0, "register"),
        ],
    )
    answers = {"e1": "unknown", "e2": "no", "e3": "yes", "e4": "no"}
    replace_capabilities(store, *WAVE, (Capability(key, "online_ordering", answer, None, "m") for key, answer in answers.items()))
    report = draw_sample(store, *WAVE, size=8, seed=1)
    assert report.states == {"no_site": 5, "not_read": 1, "predicted_no": 1, "predicted_yes": 1}


@pytest.mark.parametrize(
    ("size", "sentence"),
    [(2001, "ask for 2000 at most"), (0, "at least one enterprise"), (-3, "at least one enterprise"), (5, "ask for at least")],
)
def test_sizes_that_do_not_fit_are_said_in_a_sentence(store, size, sentence):
    write_case_frame(store)
    with pytest.raises(EstimateError, match=sentence):
        draw_sample(store, *WAVE, size=size, seed=1)
    assert read_designs(store, *WAVE) == []


def test_an_empty_frame_and_an_unknown_capability_are_said(store):
    with pytest.raises(EstimateError, match="No register is loaded"):
        draw_sample(store, *WAVE, size=10, seed=1)
    write_case_frame(store)
    with pytest.raises(EstimateError, match="No answers are known for flying"):
        draw_sample(store, *WAVE, size=100, seed=1, capability="flying")


def test_before_classification_the_sample_is_drawn_with_a_warning(store):
    write_enterprises(store, (Enterprise(*WAVE, f"e{i}") for i in range(50)))
    report = draw_sample(store, *WAVE, size=10, seed=1)
    assert report.states == {"no_site": 10}
    assert "classif" in report.warnings[0]


def test_units_of_a_weighted_frame_are_allocated_by_weight(store):
    write_enterprises(
        store,
        (
            Enterprise(*WAVE, f"e{i:03d}", site=f"{i}.example" if i < 200 else None, frame_weight=9.0 if i < 200 else 1.0)
            for i in range(400)
        ),
    )
    report = draw_sample(store, *WAVE, size=200, seed=1)
    assert report.states["not_read"] > 2 * report.states["no_site"]
