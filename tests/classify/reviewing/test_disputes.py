import pytest

from catalogue.errors import ReviewError
from classify.reviewing import Said, claim_cases, open_audit, take_act, undo_act
from classify.reviewing.disputes import _name_labellers
from store.final_labels import read_final_labels
from store.opening import Store
from store.reviewing import Queue, current_moment
from tests.classify.reviewing.conftest import COUNTRY, SAMPLE, WAVE
from tests.classify.reviewing.reviewers import FOUND_NOTHING, answer_all, claim


@pytest.fixture
def both(wave: Store) -> Queue:
    """A queue in which two people look at every enterprise."""
    return open_audit(wave, COUNTRY, WAVE, SAMPLE, double_share=1.0, by="maria")


def disputes(store: Store, queue: Queue) -> dict[str, list[tuple[str, str]]]:
    cases = claim_cases(store, queue.queue, "cy", current_moment(), most=9, adjudicates=True)
    return {case.enterprise.id: [(d.step, d.code) for d in case.disputes] for case in cases}


def final(store: Store, question: str, enterprise: str = "E0") -> str | None:
    columns = read_final_labels(store, COUNTRY, WAVE, question, "audit", SAMPLE)
    unit = store.db.execute("SELECT unit FROM enterprises WHERE enterprise_id = ?", [enterprise]).fetchone()[0]
    return dict(zip(columns["unit"], columns["answer"], strict=True)).get(unit)


def disagree(store: Store, queue: Queue, **answers: str) -> None:
    """Ann answers no to everything about E0, Bob these."""
    answer_all(store, claim(store, queue, "ann", "E0"), "ann")
    answer_all(store, claim(store, queue, "bob", "E0"), "bob", answers)


def test_where_both_agree_nobody_adjudicates(wave, both):
    disagree(wave, both, chat="unknown")
    assert disputes(wave, both) == {}


def test_what_two_answer_differently_goes_to_a_third_who_sees_no_names(wave, both):
    disagree(wave, both, online_ordering="yes", chat="unknown")
    assert final(wave, "online_ordering") is None
    assert disputes(wave, both) == {"E0": [("questions", "online_ordering")]}
    (case,) = claim_cases(wave, both.queue, "cy", current_moment(), adjudicates=True)
    assert (case.round, case.step, [question.code for question in case.questions]) == ("adjudicated", "questions", ["online_ordering"])
    assert sorted(said.who for said in case.disputes[0].said) == ["A", "B"]
    assert {said.answer for said in case.disputes[0].said} == {"yes", "no"}
    assert "ann" not in str(case)
    assert "bob" not in str(case)
    assert take_act(wave, "cy", case.task, "question", question="online_ordering", answer="yes").done
    assert final(wave, "online_ordering") == "yes"
    assert disputes(wave, both) == {}


def test_nothing_is_adjudicated_before_both_are_done(wave, both):
    answer_all(wave, claim(wave, both, "ann", "E0"), "ann")
    bobs = claim(wave, both, "bob", "E0")
    take_act(wave, "bob", bobs, "scope", answer="y")
    take_act(wave, "bob", bobs, "sites", content={"own": ["alpha.com"]})
    take_act(wave, "bob", bobs, "question", question="product_information", answer="yes")
    assert disputes(wave, both) == {}


def test_who_is_a_target_is_adjudicated_first_and_settles_the_rest(wave, both):
    answer_all(wave, claim(wave, both, "ann", "E0"), "ann")
    take_act(wave, "bob", claim(wave, both, "bob", "E0"), "scope", answer="x", content={"reason": "closed"})
    assert disputes(wave, both) == {"E0": [("scope", "scope")]}
    (case,) = claim_cases(wave, both.queue, "cy", current_moment(), adjudicates=True)
    assert {said.answer for said in case.disputes[0].said} == {"yes", "no"}
    assert take_act(wave, "cy", case.task, "scope", answer="x", content={"reason": "closed"}).done
    assert final(wave, "active") == "no"


def test_whose_website_it_is_is_adjudicated_with_the_questions_that_hang_on_it(wave, both):
    answer_all(wave, claim(wave, both, "ann", "E0"), "ann", {"online_ordering": "yes"})
    bobs = claim(wave, both, "bob", "E0")
    take_act(wave, "bob", bobs, "scope", answer="y")
    take_act(wave, "bob", bobs, "sites", content={"own": []})
    assert take_act(wave, "bob", bobs, "search", content=FOUND_NOTHING).done
    assert disputes(wave, both) == {"E0": [("sites", "sites"), ("questions", "online_ordering")]}
    (case,) = claim_cases(wave, both.queue, "cy", current_moment(), adjudicates=True)
    assert {said.answer for said in case.disputes[0].said} == {"alpha.com", "no"}
    assert take_act(wave, "cy", case.task, "sites", content={"own": []}).done  # Bob has searched: nobody needs to again
    assert (final(wave, "own_website"), final(wave, "online_ordering")) == ("no", "no")


def test_sites_that_have_nothing_in_common_are_in_dispute(wave, both):
    wave.db.execute(
        "INSERT INTO candidates (country, wave, enterprise_id, site, source, found_at) VALUES ('XD', '2026', 'E0', 'beta.com', 'g', '')"
    )
    answer_all(wave, claim(wave, both, "ann", "E0"), "ann", own=["alpha.com"])
    answer_all(wave, claim(wave, both, "bob", "E0"), "bob", own=["beta.com"])
    assert disputes(wave, both) == {"E0": [("sites", "sites")]}


def test_a_second_thought_goes_to_an_adjudicator_and_both_answers_stay(wave, queue):
    task = claim(wave, queue, "ann", "E0")
    answer_all(wave, task, "ann")
    take_act(wave, "ann", task, "question", question="online_ordering", answer="yes")
    (case,) = claim_cases(wave, queue.queue, "cy", current_moment(), adjudicates=True)
    assert case.disputes[0].said == (Said("A", "no"), Said("A", "yes", later=True))
    assert final(wave, "online_ordering") == "no"
    take_act(wave, "cy", case.task, "question", question="online_ordering", answer="yes")
    assert final(wave, "online_ordering") == "yes"


def test_a_second_thought_that_confirms_disputes_nothing(wave, queue):
    task = claim(wave, queue, "ann", "E0")
    answer_all(wave, task, "ann")
    take_act(wave, "ann", task, "question", question="online_ordering", answer="no")
    assert disputes(wave, queue) == {}


def test_taking_an_answer_back_withdraws_the_adjudication_until_it_has_begun(wave, both):
    disagree(wave, both, cross_border="yes")
    assert undo_act(wave, "bob", both.queue) is not None
    assert disputes(wave, both) == {}
    bobs = claim(wave, both, "bob", "E0")
    take_act(wave, "bob", bobs, "question", question="cross_border", answer="yes")
    (case,) = claim_cases(wave, both.queue, "cy", current_moment(), adjudicates=True)
    take_act(wave, "cy", case.task, "question", question="cross_border", answer="yes")
    with pytest.raises(ReviewError, match="being adjudicated"):
        undo_act(wave, "bob", both.queue)
    assert final(wave, "cross_border") == "yes"


def test_nobody_adjudicates_their_own_answers(wave, both):
    disagree(wave, both, chat="yes")
    assert claim_cases(wave, both.queue, "bob", current_moment(), adjudicates=True) == []


def test_letters_do_not_tell_who_was_first():
    letters = {_name_labellers({"ann", "bob"}, f"E{n}")["ann"] for n in range(20)}
    assert letters == {"A", "B"}
