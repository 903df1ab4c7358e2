import numpy as np
import pytest

from catalogue.errors import LabelError
from catalogue.progress import Quiet
from classify import LabelSet, classify, evaluate
from classify.intervals import f1_rate, share_rate, wilson_rate
from classify.scores import score
from classify.truth import Truth
from store.opening import Store
from store.records import Label, SampleDesign, SampledUnit
from store.reviews import append_labels, write_sample
from tests.classify.conftest import Fill
from tests.classify.invented_signals import BROCHURE, COUNTRY, SHOP, WAVE


def give(
    store: Store, answers: dict[str, str], question: str = "online_ordering", source: str = "training", sample: str | None = None
) -> None:
    rows = [Label(COUNTRY, WAVE, e, question, a, "ann", source, "2026-01-01T00:00:00Z", sample=sample) for e, a in answers.items()]
    append_labels(store, rows)


@pytest.fixture
def decided(store: Store, fill: Fill) -> None:
    """A and B are decided yes, C and D no, E was not read, F has no site."""
    sites = {e: f"{e.lower()}.example.com" for e in "ABCDE"}
    status = dict.fromkeys("ABCD", "ok") | {"E": "dns"}
    visits = {site: (status[e], SHOP if e in "AB" else BROCHURE if e in "CD" else ()) for e, site in sites.items()}
    fill({**sites, "F": None}, visits, section="G", register_country="KE")
    classify(store, COUNTRY, WAVE, Quiet())


def test_wilson_interval_of_8_in_10_is_that_of_the_textbook() -> None:
    rate = wilson_rate(0.8, 10)
    assert (rate.low, rate.high) == (pytest.approx(0.4901625, abs=1e-6), pytest.approx(0.9433178, abs=1e-6))


def test_an_interval_at_the_edge_holds_the_edge_and_has_a_width() -> None:
    rate = wilson_rate(1.0, 20)
    assert rate.high == 1.0
    assert 0.8 < rate.low < 0.9


def test_unequal_weights_widen_an_interval() -> None:
    hits = np.array([True, False] * 10)
    even, uneven = share_rate(hits, np.ones(20)), share_rate(hits, np.array([1.0, 1.0, 9.0, 9.0] * 5))
    assert even is not None
    assert uneven is not None
    assert even.value == uneven.value == 0.5
    assert uneven.high - uneven.low > even.high - even.low


def test_f1_is_the_harmonic_mean_and_its_interval_is_the_same_every_time() -> None:
    truth, found = np.array([True] * 10 + [False] * 10), np.array([True] * 8 + [False] * 2 + [True] * 2 + [False] * 8)
    first, second = f1_rate(found, truth, np.ones(20)), f1_rate(found, truth, np.ones(20))
    assert first == second
    assert first is not None
    assert first.value == pytest.approx(0.8)
    assert first.low < 0.8 < first.high


def test_f1_without_a_seen_error_is_not_certain() -> None:
    everything = np.array([True] * 12)
    rate = f1_rate(everything, everything, np.ones(12))
    assert rate is not None
    assert rate.value == rate.high == 1.0
    assert rate.low < 1.0


def test_f1_without_positives_and_finds_is_nothing() -> None:
    nobody = np.array([False] * 5)
    assert f1_rate(nobody, nobody, np.ones(5)) is None


def test_counts_and_rates_are_those_counted_by_hand(store: Store, decided: None) -> None:
    give(store, {"A": "yes", "B": "no", "C": "no", "D": "yes", "E": "yes", "F": "no"})
    found = next(s for s in evaluate(store, COUNTRY, WAVE) if s.capability == "online_ordering")
    c = found.counts
    assert (found.n, c.tp, c.fp, c.fn, c.tn, c.unknown_yes, c.unknown_no, c.unread) == (4, 1, 1, 1, 1, 0, 0, 2)
    assert found.precision is not None
    assert found.recall is not None
    assert found.specificity is not None
    assert found.f1 is not None
    assert found.precision.value == pytest.approx(1 / 2)
    assert found.recall.value == pytest.approx(1 / 2)
    assert found.specificity.value == pytest.approx(1 / 2)
    assert found.f1.value == pytest.approx(1 / 2)
    assert (found.labels, found.weighted) == (LabelSet("training"), False)


def test_a_yes_that_was_read_but_not_decided_is_missed_and_one_that_was_not_read_is_not() -> None:
    positive, answers = np.array([True] * 4), np.array(["yes", "unknown", "unknown", "no"], dtype=object)
    truth = Truth([1, 2, 3, 4], positive, answers, np.ones(4), False, np.array([False, False, True, False]))
    counted = score("online_ordering", truth, LabelSet("training"), "_T", "_T", np.ones(4, dtype=bool))
    assert (counted.n, counted.counts.unknown_yes, counted.counts.unread) == (3, 1, 1)
    assert counted.recall is not None
    assert counted.recall.value == pytest.approx(1 / 3)


def test_labels_unknown_unresolved_or_of_unreal_sites_are_not_scored(store: Store, decided: None) -> None:
    give(store, {"A": "yes", "B": "no", "C": "unknown", "D": "no"})
    give(store, {"A": "yes", "B": "no", "D": "yes"}, "status_ok")
    append_labels(store, [Label(COUNTRY, WAVE, "D", "online_ordering", "yes", "bob", "training", "2026-01-01T00:00:00Z", round="second")])
    found = next(s for s in evaluate(store, COUNTRY, WAVE) if s.capability == "online_ordering")
    assert (found.n, found.counts.tp) == (1, 1)


def test_a_probability_sample_is_preferred_and_weighted_by_its_inclusion_probabilities(store: Store, decided: None) -> None:
    design = SampleDesign(COUNTRY, WAVE, "s1", "online_ordering", None, 1, 4, "equal", {})
    write_sample(store, design, [SampledUnit(e, "h", p, i) for i, (e, p) in enumerate({"A": 1.0, "B": 0.5, "C": 0.25, "D": 1.0}.items())])
    give(store, {"A": "no", "C": "yes"})
    give(store, {"A": "yes", "B": "no", "C": "no", "D": "yes"}, source="audit", sample="s1")
    found = next(s for s in evaluate(store, COUNTRY, WAVE) if s.capability == "online_ordering")
    assert (found.labels, found.weighted) == (LabelSet("audit", "s1"), True)
    assert found.precision is not None
    assert found.specificity is not None
    assert found.precision.value == pytest.approx(1 / 3)
    assert found.specificity.value == pytest.approx(4 / 6)


def test_a_sample_whose_review_has_only_begun_does_not_push_out_one_that_was_answered(store: Store, decided: None) -> None:
    for name in ("whole", "begun"):
        design = SampleDesign(COUNTRY, WAVE, name, "online_ordering", None, 1, 4, "equal", {})
        write_sample(store, design, [SampledUnit(e, "h", 0.5, i) for i, e in enumerate("ABCD")])
    give(store, {"A": "yes", "B": "yes", "C": "no"}, source="audit", sample="whole")
    give(store, {"D": "yes"}, source="audit", sample="begun")
    (found,) = evaluate(store, COUNTRY, WAVE, capabilities=["online_ordering"])
    assert found.labels == LabelSet("audit", "whole")
    give(store, {"A": "yes", "B": "yes"}, source="audit", sample="begun")
    (found,) = evaluate(store, COUNTRY, WAVE, capabilities=["online_ordering"])
    assert found.labels == LabelSet("audit", "begun")  # as many: the newer


def test_scores_by_group_add_up_to_all(store: Store, decided: None) -> None:
    give(store, {"A": "yes", "B": "no", "C": "no", "D": "yes", "E": "yes", "F": "no"})
    scores = [s for s in evaluate(store, COUNTRY, WAVE, by="all") if s.capability == "online_ordering"]
    everyone = next(s for s in scores if s.dimension == "_T")
    for dimension in ("country", "size", "section", "language", "kind"):
        groups = [s for s in scores if s.dimension == dimension]
        assert sum(s.n for s in groups) == everyone.n
        assert sum(s.counts.tp for s in groups) == everyone.counts.tp
    assert {s.group for s in scores if s.dimension == "country"} == {"KE"}
    assert {s.group for s in scores if s.dimension == "language"} == {"en", "_U"}


def test_without_labels_there_is_no_score(store: Store, decided: None) -> None:
    assert evaluate(store, COUNTRY, WAVE) == []


def test_an_unknown_breakdown_is_refused_with_the_known_ones(store: Store) -> None:
    with pytest.raises(LabelError, match="country, size, section, language, kind, all"):
        evaluate(store, COUNTRY, WAVE, by="colour")


def test_f1_falls_where_positives_are_rarer() -> None:
    """8 of 10 found, 1 false find in 20: at one in ten, .08 hits, .045 false finds, .02 misses."""
    positive = np.array([True] * 10 + [False] * 20)
    answers = np.array(["yes"] * 8 + ["no"] * 2 + ["yes"] + ["no"] * 19, dtype=object)
    truth = Truth(list(range(30)), positive, answers, np.ones(30), False, np.zeros(30, dtype=bool))
    counted = score("online_ordering", truth, LabelSet("training"), "_T", "_T", np.ones(30, dtype=bool))
    assert counted.f1_at(0.1) == pytest.approx(2 * 0.08 / (2 * 0.08 + 0.045 + 0.02))
    assert counted.f1_at(1 / 3) == pytest.approx(counted.f1.value if counted.f1 else None)
