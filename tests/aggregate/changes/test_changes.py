"""Changes between waves."""

import numpy as np
import pytest

from aggregate import aggregate
from aggregate.changes import estimate_changes
from aggregate.changes.overlap import WaveSample, find_covariances
from aggregate.estimators.by_state import LabelledSample
from catalogue.errors import EstimateError
from store.decisions import replace_capabilities
from store.estimates import read_estimates
from store.frame import write_enterprises
from store.records import Capability, Enterprise, Label, SampleDesign, SampledUnit
from store.reviews import append_labels, write_sample

UNITS, SAMPLED = 400, 100


def simple_sample(answers, ids):
    """A simple random sample of one stratum whose units all have one state."""
    n = len(answers)
    units = LabelledSample(np.array(answers, float), np.full(n, 3), np.zeros(n, int), np.array([float(UNITS)]), np.full(n, UNITS / n))
    return WaveSample(ids, units, ["h"], np.array([0.0, 0.0, 0.0, float(UNITS)]))


def test_the_covariance_of_the_same_simple_random_sample_is_the_closed_form():
    rng = np.random.default_rng(1)
    first = rng.integers(0, 2, 40)
    second = np.where(rng.random(40) < 0.8, first, 1 - first)
    ids = [f"e{i}" for i in range(40)]
    everybody = np.ones((1, 40))
    found = find_covariances(simple_sample(first, ids), simple_sample(second, ids), (everybody, everybody))
    # (1 - n/N)·s12/n, residuals over 1 - 1/n as in the default estimator.
    expected = (1 - 40 / UNITS) * np.cov(first, second)[0, 1] / 40 / (1 - 1 / 40) ** 2
    assert found == pytest.approx([expected])


def test_samples_without_a_common_unit_have_no_covariance():
    ids = [f"e{i}" for i in range(40)]
    everybody = np.ones((1, 40))
    one, other = simple_sample([0, 1] * 20, ids), simple_sample([0, 1] * 20, [f"x{i}" for i in range(40)])
    assert find_covariances(one, other, (everybody, everybody)).tolist() == [0.0]


def write_wave(store, wave, answers, first_unit=0, model="m1"):
    """400 enterprises of which 100 are drawn, from `first_unit` on, and labelled with `answers`."""
    ids = [f"e{i:03d}" for i in range(UNITS)]
    write_enterprises(store, [Enterprise("XD", wave, key, section="G", size_class="S10T49", site=f"{key}.example") for key in ids])
    replace_capabilities(store, "XD", wave, [Capability(key, "online_ordering", "yes", None, model) for key in ids])
    strata = {"predicted_yes:S10T49": (UNITS, SAMPLED)}
    drawn = ids[first_unit : first_unit + SAMPLED]
    design = SampleDesign("XD", wave, "s", "online_ordering", model, 1, SAMPLED, "proportional", strata)
    write_sample(store, design, [SampledUnit(key, "predicted_yes:S10T49", SAMPLED / UNITS, i) for i, key in enumerate(drawn)])
    labels = zip(drawn, answers, strict=True)
    append_labels(
        store,
        [
            Label("XD", wave, key, "online_ordering", "yes" if a else "no", "ann", "audit", f"{wave}-11-01T00:00:00Z", sample="s")
            for key, a in labels
        ],
    )
    aggregate(store, "XD", wave)


def national(store, wave, measure, **wanted):
    table = read_estimates(store, "XD", wave)
    rows = [dict(zip(table, row, strict=True)) for row in zip(*table.values(), strict=True)]
    wanted |= {"measure": measure, "population": "registered enterprises", "activity": "_T", "size_class": "_T"}
    return [r for r in rows if all(r[k] == v for k, v in wanted.items()) and r["method"] in ("change", "post_stratified")]


FIRST = [1] * 40 + [0] * 60
SECOND = [1] * 55 + [0] * 45


def test_a_change_is_the_difference_of_the_published_shares(store):
    write_wave(store, "2026", FIRST)
    write_wave(store, "2027", SECOND)
    report = estimate_changes(store, "XD", "2027")
    (row,) = national(store, "2027", "change")
    assert report.since == row["since"] == "2026"
    assert row["value"] == pytest.approx(0.15)
    assert row["ci_low"] < 0.15 < row["ci_high"]
    shares = [national(store, wave, "share")[0] for wave in ("2026", "2027")]
    assert row["standard_error"] < 0.8 * np.hypot(*(share["standard_error"] for share in shares))  # the same enterprises were asked


def test_independent_samples_add_their_variances(store):
    write_wave(store, "2026", FIRST)
    write_wave(store, "2027", SECOND, first_unit=200)
    estimate_changes(store, "XD", "2027")
    (row,) = national(store, "2027", "change")
    shares = [national(store, wave, "share")[0] for wave in ("2026", "2027")]
    assert row["standard_error"] == pytest.approx(np.hypot(*(share["standard_error"] for share in shares)))


def test_changes_leave_shares_alone_and_are_replaced(store):
    write_wave(store, "2026", FIRST)
    write_wave(store, "2027", SECOND)
    before = national(store, "2027", "share")
    estimate_changes(store, "XD", "2027")
    estimate_changes(store, "XD", "2027")
    assert national(store, "2027", "share") == before
    assert len(national(store, "2027", "change")) == 1


def test_another_classifier_is_said(store):
    write_wave(store, "2026", FIRST)
    write_wave(store, "2027", SECOND, model="m2")
    said, advice = estimate_changes(store, "XD", "2027").warnings
    assert "m1, then m2" in said
    assert "OBS_STATUS B" in said
    assert "classify XD --wave 2026 --beside" in advice


def test_hidden_shares_hide_their_change(store):
    write_wave(store, "2026", FIRST)
    write_wave(store, "2027", SECOND)
    with store.writing() as db:
        db.execute("UPDATE estimates SET suppressed = 'primary' WHERE wave = '2026' AND measure = 'share'")
    estimate_changes(store, "XD", "2027")
    (row,) = national(store, "2027", "change")
    assert (row["suppressed"], row["value"], row["standard_error"]) == ("primary", None, None)


def test_without_a_wave_before_there_is_no_change_and_a_named_one_must_be_there(store):
    write_wave(store, "2026", FIRST)
    assert estimate_changes(store, "XD", "2026") is None
    with pytest.raises(EstimateError, match="2025"):
        estimate_changes(store, "XD", "2026", "2025")
