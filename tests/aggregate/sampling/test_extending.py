"""Samples that grow, and samples that share enterprises with those of another wave."""

import numpy as np
import pytest

from aggregate import draw_sample
from aggregate.sampling.extending import extend
from aggregate.sampling.numbers import choose_lowest, describe_numbers, draw_numbers
from catalogue.errors import EstimateError
from store.frame import write_enterprises
from store.records import Enterprise, SampleDesign, SampledUnit
from store.reviews import read_designs, read_sample, write_sample
from tests.aggregate.sampling.frames_of_tests import WAVE, decide, write_frame


@pytest.fixture
def framed(store):
    write_frame(store)
    decide(store, range(400))
    return store


def test_units_that_were_drawn_stay_in_their_places_and_new_ones_come_after(framed):
    draw_sample(framed, *WAVE, size=80, seed=1)
    before = read_sample(framed, *WAVE, "sample-1")
    report = extend(framed, *WAVE, more=60)
    after = read_sample(framed, *WAVE, "sample-1")
    assert after["enterprise_id"][:80] == before["enterprise_id"]
    assert sorted(after["position"]) == list(range(1, 141))
    assert len(set(after["enterprise_id"])) == report.size == 140
    assert report.added == 60


def test_inclusion_probabilities_are_those_of_the_whole_sample(framed):
    draw_sample(framed, *WAVE, size=80, seed=1)
    report = extend(framed, *WAVE, more=60)
    units = read_sample(framed, *WAVE, "sample-1")
    for stratum, probability in zip(units["stratum"], units["inclusion_probability"], strict=True):
        size, drawn = report.strata[stratum]
        assert probability == pytest.approx(drawn / size)
    assert sum(1 / p for p in units["inclusion_probability"]) == pytest.approx(400)
    assert read_designs(framed, *WAVE)[0].strata == report.strata


def test_extending_equals_drawing_more_at_once(framed):
    """The lowest numbers of a stratum are the same whether they are taken at once or in two steps."""
    draw_sample(framed, *WAVE, size=80, seed=1, name="steps")
    extend(framed, *WAVE, more=60, name="steps")
    draw_sample(framed, *WAVE, size=140, seed=1, name="once")
    steps, once = (read_sample(framed, *WAVE, name) for name in ("steps", "once"))
    designs = {design.sample: design.strata for design in read_designs(framed, *WAVE)}
    assert designs["steps"] == designs["once"]
    assert set(steps["enterprise_id"]) == set(once["enterprise_id"])


def test_strata_stay_as_drawn_when_the_classifier_changes(framed):
    draw_sample(framed, *WAVE, size=80, seed=1)
    before = dict(zip(*(read_sample(framed, *WAVE, "sample-1")[c] for c in ("enterprise_id", "stratum")), strict=True))
    plain = read_designs(framed, *WAVE)[0].strata
    decide(framed, range(400), model="another")
    extend(framed, *WAVE, more=60)
    units = read_sample(framed, *WAVE, "sample-1")
    after = dict(zip(units["enterprise_id"], units["stratum"], strict=True))
    assert {key: after[key] for key in before} == before
    assert {name: size for name, (size, _) in read_designs(framed, *WAVE)[0].strata.items()} == {n: size for n, (size, _) in plain.items()}


def test_every_unit_and_every_pair_of_a_stratum_is_as_likely_as_any_other_after_extension():
    """4 and then 3 of 10 units, 2000 seeds: units .7, pairs 7·6/(10·9), within 4.5 standard deviations."""
    ids, strata = [f"e{i}" for i in range(10)], np.zeros(10, dtype=np.int64)
    seen = np.zeros((10, 10))
    for seed in range(2000):
        numbers = draw_numbers(ids, describe_numbers("XD", "2026", seed))
        taken = np.isin(np.arange(10), choose_lowest(strata, numbers, np.array([4])))
        taken[choose_lowest(strata, numbers, np.array([3]), taken)] = True
        seen += np.outer(taken, taken) / 2000
    expected = np.where(np.eye(10) > 0, 0.7, 42 / 90)
    assert (np.abs(seen - expected) < 4.5 * np.sqrt(expected * (1 - expected) / 2000)).all()


def test_it_can_grow_until_it_holds_everybody(framed):
    draw_sample(framed, *WAVE, size=80, seed=1)
    extend(framed, *WAVE, more=320)
    assert set(read_sample(framed, *WAVE, "sample-1")["inclusion_probability"]) == {1.0}
    with pytest.raises(EstimateError, match="only 0 are not in it yet"):
        extend(framed, *WAVE, more=1)


def test_enterprises_loaded_later_are_told_of(framed):
    draw_sample(framed, *WAVE, size=80, seed=1)
    write_enterprises(framed, [Enterprise(*WAVE, "new-1"), Enterprise(*WAVE, "new-2")])
    report = extend(framed, *WAVE, more=10)
    assert report.frame_size == 400
    assert "2 enterprises were loaded after" in report.warnings[0]


def test_what_cannot_be_extended_is_said(framed):
    with pytest.raises(EstimateError, match="no sample in XD 2026 to extend"):
        extend(framed, *WAVE, more=10)
    draw_sample(framed, *WAVE, size=80, seed=1)
    with pytest.raises(EstimateError, match="no sample named other in XD 2026: choose one of sample-1"):
        extend(framed, *WAVE, more=10, name="other")
    with pytest.raises(EstimateError, match="of 400 only 320 are not in it yet"):
        extend(framed, *WAVE, more=321)
    with pytest.raises(EstimateError, match="how many enterprises to add"):
        extend(framed, *WAVE, more=0)
    foreign = SampleDesign(*WAVE, "old", "online_ordering", "m", 1, 1, "by hand", {"no_site:S0T9": (400, 1)})
    write_sample(framed, foreign, [SampledUnit("e0000", "no_site:S0T9", 1 / 400, 1)])
    with pytest.raises(EstimateError, match="frame was not kept"):
        extend(framed, *WAVE, more=10, name="old")


def share(store, first: tuple[str, str], second: tuple[str, str]) -> float:
    """The part of the first sample that is in the second."""
    one, two = (set(read_sample(store, "XD", wave, name)["enterprise_id"]) for wave, name in (first, second))
    return len(one & two) / len(one)


def test_samples_of_two_waves_overlap_as_asked(store):
    for wave in ("2025", "2026"):
        write_frame(store, 4000, wave)
        decide(store, range(4000), wave)
    draw_sample(store, "XD", "2025", size=400, seed=1, name="s")
    wanted = {"none": None, "half": 0.5, "all": 1.0}
    for name, overlap in wanted.items():
        draw_sample(store, "XD", "2026", size=400, seed=1, name=name, with_wave=overlap and "2025", overlap=overlap or 0.5)
    found = {name: share(store, ("2025", "s"), ("2026", name)) for name in wanted}
    assert found["none"] < 0.25
    assert 0.45 < found["half"] < 0.7
    assert found["all"] == 1


def test_an_overlap_needs_a_sample_to_share_with(framed):
    write_frame(framed, 400, "2027")
    decide(framed, range(400), "2027")
    with pytest.raises(EstimateError, match="Wave 2026 of XD has no sample"):
        draw_sample(framed, "XD", "2027", size=80, seed=1, with_wave="2026")
    draw_sample(framed, *WAVE, size=80, seed=1)
    with pytest.raises(EstimateError, match="between 0 and 1"):
        draw_sample(framed, "XD", "2027", size=80, seed=1, with_wave="2026", overlap=1.5)
