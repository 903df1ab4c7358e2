import pytest

from catalogue.errors import ReviewError
from classify.reviewing import claim_cases, describe_case, open_audit, take_act, undo_act
from classify.reviewing.opening import list_default_questions
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


def say_none(store: Store, task: int, person: str) -> None:
    """Somebody finds no website."""
    take_act(store, person, task, "scope", answer="y")
    take_act(store, person, task, "sites", content={"own": []})
    take_act(store, person, task, "search", content=FOUND_NOTHING)


def test_where_both_agree_nobody_adjudicates(wave, both):
    disagree(wave, both, chat="unknown")
    assert disputes(wave, both) == {}


def test_what_two_answer_differently_goes_to_a_third_who_sees_no_names(wave, both):
    disagree(wave, both, online_ordering="yes", chat="unknown")
    assert final(wave, "online_ordering") is None
    assert disputes(wave, both) == {"E0": [("questions", "online_ordering")]}
    (case,) = claim_cases(wave, both.queue, "cy", current_moment(), adjudicates=True)
    assert (case.round, case.step, [question.code for question in case.questions]) == ("adjudicated", "questions", ["online_ordering"])
    assert case.disputes[0].said == ("yes", "no")
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
    assert case.disputes[0].said == ("yes", "no")
    assert take_act(wave, "cy", case.task, "scope", answer="x", content={"reason": "closed"}).done
    assert final(wave, "active") == "no"


def test_whose_website_it_is_is_adjudicated_with_the_questions_that_hang_on_it(wave, both):
    answer_all(wave, claim(wave, both, "ann", "E0"), "ann", {"online_ordering": "yes"})
    say_none(wave, claim(wave, both, "bob", "E0"), "bob")
    assert disputes(wave, both) == {"E0": [("sites", "sites"), ("questions", "online_ordering")]}
    (case,) = claim_cases(wave, both.queue, "cy", current_moment(), adjudicates=True)
    assert case.disputes[0].said == ("yes", "no")
    assert take_act(wave, "cy", case.task, "sites", content={"own": []}).done  # Bob has searched: nobody needs to again
    assert (final(wave, "own_website"), final(wave, "online_ordering")) == ("no", "no")


def test_sites_that_have_nothing_in_common_are_in_dispute(wave, both):
    wave.db.execute(
        "INSERT INTO candidates (country, wave, enterprise_id, site, source, found_at) VALUES ('XD', '2026', 'E0', 'beta.com', 'g', '')"
    )
    answer_all(wave, claim(wave, both, "ann", "E0"), "ann", own=["alpha.com"])
    answer_all(wave, claim(wave, both, "bob", "E0"), "bob", own=["beta.com"])
    assert disputes(wave, both) == {"E0": [("sites", "sites")]}
    (case,) = claim_cases(wave, both.queue, "cy", current_moment(), adjudicates=True)
    assert case.disputes[0].said == ("alpha.com", "beta.com")


def test_a_second_thought_goes_to_an_adjudicator_and_both_answers_stay(wave, queue):
    task = claim(wave, queue, "ann", "E0")
    answer_all(wave, task, "ann")
    take_act(wave, "ann", task, "question", question="online_ordering", answer="yes")
    (case,) = claim_cases(wave, queue.queue, "cy", current_moment(), adjudicates=True)
    assert case.disputes[0].said == ("yes", "no")
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


def test_an_adjudicator_cannot_tell_a_second_thought_from_a_second_reviewer(wave, both):
    """Otherwise they would know which answer came after the prediction, and so the prediction."""
    disagree(wave, both, chat="yes")
    task = claim(wave, both, "ann", "E1")
    answer_all(wave, task, "ann")
    answer_all(wave, claim(wave, both, "bob", "E1"), "bob")
    take_act(wave, "ann", task, "question", question="chat", answer="yes")
    shown = {case.enterprise.id: case for case in claim_cases(wave, both.queue, "cy", current_moment(), most=9, adjudicates=True)}
    assert shown["E0"].disputes == shown["E1"].disputes
    assert shown["E0"].questions == shown["E1"].questions
    assert (shown["E0"].step, shown["E0"].answers) == (shown["E1"].step, shown["E1"].answers)


def test_a_second_thought_about_the_website_looks_as_a_difference_between_two_does(wave, both):
    for enterprise in ("E0", "E1"):
        answer_all(wave, claim(wave, both, "ann", enterprise), "ann")
    say_none(wave, claim(wave, both, "bob", "E0"), "bob")
    second = claim(wave, both, "bob", "E1")
    answer_all(wave, second, "bob")
    take_act(wave, "bob", second, "question", question="own_website", answer="no")
    shown = {case.enterprise.id: case for case in claim_cases(wave, both.queue, "cy", current_moment(), most=9, adjudicates=True)}
    assert shown["E0"].disputes == shown["E1"].disputes


def test_a_second_thought_that_there_is_no_website_is_no_search(wave, queue):
    task = claim(wave, queue, "ann", "E0")
    answer_all(wave, task, "ann")
    take_act(wave, "ann", task, "question", question="own_website", answer="no")
    (case,) = claim_cases(wave, queue.queue, "cy", current_moment(), adjudicates=True)
    assert take_act(wave, "cy", case.task, "sites", content={"own": []}).step == "search"


def test_where_an_adjudicator_finds_the_website_that_two_did_not_all_questions_are_asked(wave, both):
    """`no` followed from there being no website: nobody has looked at one."""
    tasks = {name: claim(wave, both, name, "E0") for name in ("ann", "bob")}
    for name, task in tasks.items():
        say_none(wave, task, name)
    assert final(wave, "online_ordering") == "no"
    take_act(wave, "ann", tasks["ann"], "question", question="own_website", answer="yes")
    (case,) = claim_cases(wave, both.queue, "cy", current_moment(), adjudicates=True)
    assert case.questions == ()
    assert take_act(wave, "cy", case.task, "sites", content={"own": ["alpha.com"]}).step == "questions"
    asked = [question.code for question in describe_case(wave, case.task).questions]
    assert tuple(asked) == list_default_questions()
    assert final(wave, "own_website") == "no"  # nothing of it counts before all is decided
    for code in asked:
        outcome = take_act(wave, "cy", case.task, "question", question=code, answer="yes")
    assert outcome.done
    assert (final(wave, "own_website"), final(wave, "online_ordering"), final(wave, "chat")) == ("yes", "yes", "yes")


def test_an_adjudicator_is_asked_what_only_the_one_without_a_website_has_answered(wave, both):
    answer_all(wave, claim(wave, both, "ann", "E0"), "ann", {"chat": "unknown", "online_ordering": "yes"})
    say_none(wave, claim(wave, both, "bob", "E0"), "bob")
    (case,) = claim_cases(wave, both.queue, "cy", current_moment(), adjudicates=True)
    assert [question.code for question in case.questions] == ["online_ordering"]
    take_act(wave, "cy", case.task, "sites", content={"own": ["alpha.com"]})
    assert [question.code for question in describe_case(wave, case.task).questions] == ["online_ordering", "chat"]
    for code in ("online_ordering", "chat"):
        outcome = take_act(wave, "cy", case.task, "question", question=code, answer="unknown")
    assert outcome.done
    assert (final(wave, "chat"), final(wave, "customisation")) == ("unknown", "no")


def test_answers_about_another_website_are_asked_again_of_the_one_that_an_adjudicator_finds(wave, both):
    answer_all(wave, claim(wave, both, "ann", "E0"), "ann", own=["alpha.com"])
    say_none(wave, claim(wave, both, "bob", "E0"), "bob")
    (case,) = claim_cases(wave, both.queue, "cy", current_moment(), adjudicates=True)
    take_act(wave, "cy", case.task, "sites", content={"entered": ["epsilon.com"]})
    assert len(describe_case(wave, case.task).questions) == len(list_default_questions())


def test_a_website_that_one_found_by_hand_is_offered_to_the_adjudicator_and_to_nobody_before(wave, both):
    task = claim(wave, both, "ann", "E4")
    take_act(wave, "ann", task, "scope", answer="y")
    take_act(wave, "ann", task, "search", content={"outcome": "found", "address": "epsilon.com"})
    take_act(wave, "ann", task, "sites", content={"own": ["epsilon.com"]})
    for question in list_default_questions():
        take_act(wave, "ann", task, "question", question=question, answer="no")
    bobs = claim(wave, both, "bob", "E4")
    assert describe_case(wave, bobs).sites == ()
    take_act(wave, "bob", bobs, "scope", answer="y")
    take_act(wave, "bob", bobs, "search", content=FOUND_NOTHING)
    (case,) = claim_cases(wave, both.queue, "cy", current_moment(), adjudicates=True)
    assert [(site.site, site.entered) for site in case.sites] == [("epsilon.com", False)]
    assert take_act(wave, "cy", case.task, "sites", content={"own": ["epsilon.com"]}).done


def test_what_somebody_began_only_disputes_nothing(wave, queue):
    task = claim(wave, queue, "ann", "E0")
    for kind, given in (("scope", {"answer": "y"}), ("sites", {"content": {"own": ["alpha.com"]}})):
        take_act(wave, "ann", task, kind, **given)
    take_act(wave, "ann", task, "question", question=list_default_questions()[0], answer="yes")
    wave.db.execute("UPDATE review_tasks SET claimed_by = 'bob' WHERE task = ?", [task])
    answer_all(wave, task, "bob")
    assert disputes(wave, queue) == {}
