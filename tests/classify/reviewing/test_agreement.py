import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.reviewing import open_audit
from classify.reviewing.agreement import estimate_kappa, judge_pairs, measure_agreement
from tests.classify.reviewing.conftest import COUNTRY, SAMPLE, WAVE
from tests.classify.reviewing.reviewers import answer_all, claim

COUNTS = st.tuples(*[st.tuples(*[st.integers(0, 60)] * 2)] * 2)


@pytest.mark.parametrize(
    ("table", "kappa", "error"),
    [  # cohens_kappa of statsmodels: kappa and std_kappa. The first by hand: .7 agree, .5 * .6 + .5 * .4 = .5 by chance
        (((20, 5), (10, 15)), 0.4, 0.12699606293110033),
        (((40, 3), (2, 5)), 0.6081504702194359, 0.1589096709933441),
        (((45, 15), (25, 15)), 0.13043478260869554, 0.0986615376234396),
        (((0, 3), (4, 30)), -0.10212765957446847, 0.04022814710436115),
    ],
)
def test_kappa_and_its_error_are_those_of_an_independent_program(table, kappa, error):
    found = estimate_kappa(table)
    assert found is not None
    assert found.value == pytest.approx(kappa)
    assert found.standard_error == pytest.approx(error)
    assert found.low < kappa < found.high


def test_twenty_pairs_without_a_difference_are_no_certainty():
    found = estimate_kappa(((10, 0), (0, 10)))
    assert found is not None
    assert (found.value, found.standard_error, found.high) == (1.0, 0.0, 1.0)
    assert 0.6 < found.low < 0.9


def test_kappa_says_nothing_where_only_one_answer_was_ever_given():
    assert estimate_kappa(((20, 0), (0, 0))) is None
    assert estimate_kappa(((0, 0), (0, 0))) is None


@given(table=COUNTS)
def test_kappa_does_not_depend_on_who_is_first_or_which_answer_is_called_yes(table):
    (a, b), (c, d) = table
    found, turned, swapped = (estimate_kappa(t) for t in (table, ((a, c), (b, d)), ((d, c), (b, a))))
    if found is None or turned is None or swapped is None:
        assert found == turned == swapped
        return
    assert found.value == pytest.approx(turned.value) == pytest.approx(swapped.value)
    assert found.standard_error == pytest.approx(turned.standard_error, abs=1e-9) == pytest.approx(swapped.standard_error, abs=1e-9)
    assert -1 <= found.low <= found.value <= found.high <= 1


def test_agreement_by_hand():
    pairs = [("yes", "yes")] * 6 + [("yes", "no")] + [("no", "yes")] * 3 + [("no", "no")] * 10 + [("unknown", "yes"), ("no", "unknown")]
    found = judge_pairs("chat", pairs)
    assert (found.n, found.n_unknown) == (20, 2)
    assert found.raw is not None
    assert found.raw.value == pytest.approx(16 / 20)
    assert found.positive == pytest.approx(12 / 16)
    assert found.negative == pytest.approx(20 / 24)
    # by chance the shares of yes, 7 and 9 of 20, and those of no bring .515
    assert found.kappa is not None
    assert found.kappa.value == pytest.approx((0.8 - 0.515) / (1 - 0.515))


def test_what_nobody_said_has_no_agreement():
    found = judge_pairs("chat", [("no", "no")])
    assert (found.positive, found.negative, found.kappa) == (None, 1.0, None)
    assert judge_pairs("chat", [("unknown", "no")]).raw is None


def test_agreement_is_measured_on_blind_answers_of_enterprises_that_two_have_done(wave):
    from classify.reviewing import take_act

    queue = open_audit(wave, COUNTRY, WAVE, SAMPLE, double_share=1.0, by="maria")
    for enterprise, told in (("E0", {"chat": "yes"}), ("E1", {})):
        task = claim(wave, queue, "ann", enterprise)
        answer_all(wave, task, "ann")
        answer_all(wave, claim(wave, queue, "bob", enterprise), "bob", told)
        take_act(wave, "ann", task, "question", question="chat", answer="yes")
    found = {agreement.question: agreement for agreement in measure_agreement(wave, queue)}
    assert list(found)[:3] == ["active", "in_scope", "own_website"]
    assert (found["chat"].n, found["chat"].raw.value) == (2, 0.5)
    assert found["active"].raw.value == 1.0
