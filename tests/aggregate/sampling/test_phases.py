"""A first phase of enterprises to visit, the review drawn from it, and what is estimated then."""

import numpy as np
import pytest

from aggregate import aggregate, draw_sample
from aggregate.sampling.extending import extend
from aggregate.sampling.phases import draw_phase
from catalogue.errors import EstimateError
from store.crawl import count_open, count_untried
from store.frame import read_frame_columns
from store.phases import find_phase, read_phase_units
from store.records import Label
from store.reviews import append_labels, read_sample
from store.websites import read_open_websites
from tests.aggregate.sampling.frames_of_tests import WAVE, decide, write_frame
from tests.aggregate.stores_of_cases import read_table


@pytest.fixture
def framed(store):
    write_frame(store)
    return store


def phase_ids(store) -> set[str]:
    known = read_frame_columns(store, *WAVE, ["unit", "enterprise_id"])
    names = dict(zip(known["unit"], known["enterprise_id"], strict=True))
    return {names[unit] for unit in read_phase_units(store, *WAVE)["unit"]}


def label_sample(store, name: str) -> None:
    """Everybody answers; yes for every fourth enterprise with a website."""
    keys = read_sample(store, *WAVE, name)["enterprise_id"]
    append_labels(
        store,
        (
            Label(
                *WAVE, key, "online_ordering", "yes" if int(key[1:]) % 8 == 3 else "no", "ann", "audit", "2026-11-01T00:00:00Z", sample=name
            )
            for key in keys
        ),
    )


def test_only_websites_of_the_first_phase_are_visited(framed):
    everything = {w.site for w in read_open_websites(framed, *WAVE, before="9999")}
    report = draw_phase(framed, *WAVE, 150)
    visited = {w.site for w in read_open_websites(framed, *WAVE, before="9999")}
    inside = phase_ids(framed)
    assert len(inside) == report.size == 150
    assert visited == {site for site in everything if f"e{site[1:5]}" in inside}
    assert len(visited) == report.with_site == count_untried(framed, *WAVE) == count_open(framed, *WAVE)[0] < len(everything)


def test_the_first_phase_is_drawn_once(framed):
    first = draw_phase(framed, *WAVE, 150)
    before = phase_ids(framed)
    again = draw_phase(framed, *WAVE, 150)
    assert phase_ids(framed) == before
    assert (first.is_new, again.is_new) == (True, False)
    assert (again.size, again.with_site) == (first.size, first.with_site)


def test_its_probabilities_add_up_to_the_register(framed):
    draw_phase(framed, *WAVE, 150)
    units = read_phase_units(framed, *WAVE)
    assert sum(1 / p for p in units["inclusion_probability"]) == pytest.approx(400)
    design = find_phase(framed, *WAVE)
    assert sum(drawn for _, drawn in design.strata.values()) == 150
    assert {name.split(":")[0] for name in design.strata} == {"no_site", "not_read"}


def test_the_same_websites_are_visited_in_every_wave(framed):
    write_frame(framed, wave="2027")
    draw_phase(framed, *WAVE, 150)
    draw_phase(framed, "XD", "2027", 150)
    sites = [{w.site for w in read_open_websites(framed, "XD", wave, before="9999")} for wave in ("2026", "2027")]
    assert sites[0] == sites[1]


def test_the_review_is_drawn_from_the_first_phase_with_probabilities_over_both(framed):
    draw_phase(framed, *WAVE, 150)
    decide(framed, range(400))
    report = draw_sample(framed, *WAVE, size=60, seed=1)
    assert report.frame_size == 150
    units = read_sample(framed, *WAVE, "sample-1")
    assert set(units["enterprise_id"]) <= phase_ids(framed)
    first = read_phase_units(framed, *WAVE)
    chances = dict(zip(first["unit"], first["inclusion_probability"], strict=True))
    for unit, stratum, probability in zip(units["unit"], units["stratum"], units["inclusion_probability"], strict=True):
        size, drawn = report.strata[stratum]
        assert probability == pytest.approx(chances[unit] * drawn / size)


def test_an_extension_stays_in_the_first_phase(framed):
    draw_phase(framed, *WAVE, 150)
    decide(framed, range(400))
    draw_sample(framed, *WAVE, size=60, seed=1)
    report = extend(framed, *WAVE, more=90)
    units = read_sample(framed, *WAVE, "sample-1")
    assert set(units["enterprise_id"]) == phase_ids(framed)
    first = read_phase_units(framed, *WAVE)
    chances = dict(zip(first["unit"], first["inclusion_probability"], strict=True))
    assert units["inclusion_probability"] == pytest.approx([chances[unit] for unit in units["unit"]])
    assert report.warnings == ()


def test_margins_cover_the_first_phase_and_counts_are_those_of_the_register(framed):
    """Everybody of the first phase is reviewed: what is left is its own error, computed here by the textbook for each stratum."""
    draw_phase(framed, *WAVE, 150)
    decide(framed, range(400))
    name = draw_sample(framed, *WAVE, size=150, seed=1).sample
    label_sample(framed, name)
    aggregate(framed, *WAVE)
    (row,) = read_table(framed, indicator="online_ordering", measure="share", method="post_stratified")
    units = read_phase_units(framed, *WAVE)
    known = read_frame_columns(framed, *WAVE, ["unit", "enterprise_id"])
    keys = dict(zip(known["unit"], known["enterprise_id"], strict=True))
    yes = np.array([int(keys[unit][1:]) % 8 == 3 for unit in units["unit"]], dtype=float)
    strata, weights = np.array(units["stratum"]), 1 / np.array(units["inclusion_probability"])
    share = (weights @ yes) / 400
    variance = 0.0
    for stratum, (size, drawn) in find_phase(framed, *WAVE).strata.items():
        part = yes[strata == stratum] - share
        variance += size**2 * (1 - drawn / size) * part.var(ddof=1) / drawn / 400**2
    assert row["value"] == pytest.approx(share)
    assert row["standard_error"] == pytest.approx(np.sqrt(variance), rel=1e-6)
    assert row["ci_low"] < share < row["ci_high"]
    assert row["n_frame"] == 400
    (count,) = read_table(framed, indicator="online_ordering", measure="count", method="post_stratified")
    assert count["value"] == pytest.approx(400 * share)


def test_units_outside_of_the_first_phase_are_in_no_state(framed):
    """Of all with a website a quarter is unread; those who were not to be visited do not make it more."""
    draw_phase(framed, *WAVE, 150)
    inside = phase_ids(framed)
    decide(framed, [i for i in range(400) if f"e{i:04d}" in inside])
    aggregate(framed, *WAVE)
    (row,) = read_table(framed, indicator="online_ordering", measure="share", method="lower_bound")
    chances = dict(zip(sorted(inside), read_phase_units(framed, *WAVE)["inclusion_probability"], strict=True))
    unread = sum(1 / p for key, p in chances.items() if int(key[1:]) % 2 == 0 or (int(key[1:]) // 2 * 2) % 4 == 0)
    assert row["share_not_read"] == pytest.approx(unread / 400)
    assert row["n_frame"] == 400


@pytest.mark.parametrize(("size", "sentence"), [(401, "cannot be drawn from 400"), (3, "too small for")])
def test_a_first_phase_that_does_not_fit_is_refused(framed, size, sentence):
    with pytest.raises(EstimateError, match=sentence):
        draw_phase(framed, *WAVE, size)
    assert find_phase(framed, *WAVE) is None


def test_a_first_phase_never_changes(framed):
    draw_phase(framed, *WAVE, 150)
    with pytest.raises(EstimateError, match="stays as it is: type --phase-one 150"):
        draw_phase(framed, *WAVE, 200)


def test_no_first_phase_after_a_review_was_drawn_from_the_register(framed):
    draw_sample(framed, *WAVE, size=60, seed=1)
    with pytest.raises(EstimateError, match="drawn from the whole register"):
        draw_phase(framed, *WAVE, 150)


def test_no_first_phase_of_nothing(store):
    with pytest.raises(EstimateError, match="No register is loaded"):
        draw_phase(store, *WAVE, 150)


def test_a_weighted_register_adds_its_own_error(store):
    """Two strata of the register's own design; all are reviewed, so that what is left is the error of the register's sample."""
    write_frame(store, 200, stratum="small", frame_weight=3.0)
    decide(store, range(200))
    name = draw_sample(store, *WAVE, size=200, seed=1).sample
    label_sample(store, name)
    aggregate(store, *WAVE)
    (row,) = read_table(store, indicator="online_ordering", measure="share", method="post_stratified")
    share = 25 / 200
    assert row["value"] == pytest.approx(share)
    assert row["standard_error"] ** 2 == pytest.approx(share * (1 - share) * (1 - 200 / 600) / 199, rel=1e-9)
