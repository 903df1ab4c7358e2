import pytest

from catalogue.capabilities import load_capabilities
from catalogue.errors import ReviewError
from classify.reviewing import describe_case, take_act, undo_act
from classify.reviewing.opening import list_default_questions
from store.reviewing import find_task
from tests.classify.reviewing.reviewers import FOUND_NOTHING, answer_all, claim, read_answers


def test_an_enterprise_answered_whole_is_done_and_labelled_in_every_question(wave, queue):
    task = claim(wave, queue, "ann", "E0")
    outcome = answer_all(wave, task, "ann", {"online_ordering": "yes", "chat": "unknown"})
    assert (outcome.done, outcome.step) == (True, "done")
    assert find_task(wave, task).done_by == "ann"
    expected = {**dict.fromkeys(load_capabilities(), "no"), "active": "yes", "in_scope": "yes", "own_website": "yes", "web_presence": "yes"}
    assert read_answers(wave, "E0") == {**expected, "online_ordering": "yes", "chat": "unknown"}


def test_labels_say_who_answered_blind_of_which_sample_and_round_and_on_what(wave, queue):
    task = claim(wave, queue, "ann", "E0")
    answer_all(wave, task, "ann")
    sql = (
        "SELECT DISTINCT labeller, source, sample, round, blind, length(evidence_digest) FROM labels WHERE enterprise_id = 'E0'"
        " AND act IS NOT NULL"
    )
    assert wave.db.execute(sql).fetchall() == [("ann", "audit", "audit-1", "first", 1, 16)]
    models = dict(wave.db.execute("SELECT question, model FROM labels WHERE enterprise_id = 'E0'").fetchall())
    assert (models["online_ordering"], models["chat"]) == ("rules-1+abc", None)


def test_steps_are_taken_in_order(wave, queue):
    task = claim(wave, queue, "ann", "E0")
    for kind, given in (("sites", {"content": {"own": ["alpha.com"]}}), ("question", {"question": "chat", "answer": "no"})):
        with pytest.raises(ReviewError, match="not the one to be answered now"):
            take_act(wave, "ann", task, kind, **given)
    take_act(wave, "ann", task, "scope", answer="y")
    with pytest.raises(ReviewError, match="not the one to be answered now"):
        take_act(wave, "ann", task, "scope", answer="y")
    take_act(wave, "ann", task, "sites", content={"own": ["alpha.com"]})
    with pytest.raises(ReviewError, match="not asked"):
        take_act(wave, "ann", task, "question", question="own_website", answer="no")


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("closed", ("active", "no", "closed")),
        ("out_of_scope", ("in_scope", "no", "out_of_scope")),
        ("duplicate", ("in_scope", "no", "duplicate")),
    ],
)
def test_an_enterprise_that_is_no_target_is_done_at_once(wave, queue, reason, expected):
    task = claim(wave, queue, "ann", "E0")
    assert take_act(wave, "ann", task, "scope", answer="x", content={"reason": reason}).done
    assert wave.db.execute("SELECT question, answer, reason FROM labels").fetchall() == [expected]


def test_that_it_is_no_target_needs_a_reason_and_may_be_noticed_late(wave, queue):
    task = claim(wave, queue, "ann", "E0")
    with pytest.raises(ReviewError, match="Say why"):
        take_act(wave, "ann", task, "scope", answer="x")
    take_act(wave, "ann", task, "scope", answer="y")
    assert take_act(wave, "ann", task, "scope", answer="x", content={"reason": "closed"}).done
    assert read_answers(wave, "E0")["active"] == "no"


def test_none_of_the_sites_leads_to_a_search_before_anything_is_said(wave, queue):
    task = claim(wave, queue, "ann", "E0")
    take_act(wave, "ann", task, "scope", answer="y")
    assert take_act(wave, "ann", task, "sites", content={"own": []}).step == "search"
    assert wave.db.execute("SELECT count(*) FROM labels WHERE question = 'own_website'").fetchone()[0] == 0
    assert take_act(wave, "ann", task, "search", content=FOUND_NOTHING).done
    told = read_answers(wave, "E0")
    assert {told[question] for question in load_capabilities()} == {"no"}


def test_none_is_refused_until_every_needed_step_was_taken(wave, queue):
    task = claim(wave, queue, "ann", "E3")
    take_act(wave, "ann", task, "scope", answer="y")
    for taken in ([], ["name_searched", "social_pages"]):
        with pytest.raises(ReviewError, match=r"Still to do: .*domain of the e-mail address"):
            take_act(wave, "ann", task, "search", content={"outcome": "none", "protocol": taken})
    assert take_act(wave, "ann", task, "search", content={"outcome": "none", "protocol": [], "channel": "phone"}).done
    assert read_answers(wave, "E3")["own_website"] == "no"


def test_what_could_not_be_found_out_is_unknown_and_never_no(wave, queue):
    task = claim(wave, queue, "ann", "E4")
    take_act(wave, "ann", task, "scope", answer="u")
    assert take_act(wave, "ann", task, "search", content={"outcome": "not_found_out", "minutes": 12}).done
    assert set(read_answers(wave, "E4").values()) == {"unknown"}
    assert set(read_answers(wave, "E4")) == {*load_capabilities(), "active", "in_scope"}


def test_a_website_found_by_hand_is_offered_and_its_questions_are_asked(wave, queue):
    task = claim(wave, queue, "ann", "E4")
    take_act(wave, "ann", task, "scope", answer="y")
    with pytest.raises(ReviewError, match="no address of a website"):
        take_act(wave, "ann", task, "search", content={"outcome": "found", "address": "nowhere at all"})
    found = {"outcome": "found", "address": "https://www.Epsilon.com/home?x=1"}
    assert take_act(wave, "ann", task, "search", content=found).step == "sites"
    (shown,) = describe_case(wave, task).sites
    assert (shown.site, shown.entered) == ("epsilon.com", True)
    outcome = take_act(wave, "ann", task, "sites", content={"own": ["epsilon.com"]})
    assert outcome.step == "questions"
    assert len(describe_case(wave, task).questions) == len(list_default_questions())


def test_only_a_page_elsewhere_needs_a_search_and_leaves_two_questions(wave, queue):
    task = claim(wave, queue, "ann", "E2")
    take_act(wave, "ann", task, "scope", answer="y")
    take_act(wave, "ann", task, "search", content={"outcome": "found", "address": "facebook.com/gamma"})
    assert take_act(wave, "ann", task, "sites", content={"own": ["facebook.com/gamma"]}).step == "search"
    assert take_act(wave, "ann", task, "search", content=FOUND_NOTHING).step == "questions"
    asked = [question.code for question in describe_case(wave, task).questions]
    assert asked == ["marketplace_presence", "social_commerce"]
    for question in asked:
        take_act(wave, "ann", task, "question", question=question, answer="yes")
    told = read_answers(wave, "E2")
    assert [told[name] for name in ("own_website", "web_presence", "social_or_marketplace_only", "online_ordering")] == [
        "no",
        "yes",
        "yes",
        "no",
    ]


def test_typed_sites_are_cleaned_and_strange_ones_refused(wave, queue):
    task = claim(wave, queue, "ann", "E0")
    take_act(wave, "ann", task, "scope", answer="y")
    with pytest.raises(ReviewError, match="not among the sites"):
        take_act(wave, "ann", task, "sites", content={"own": ["other.com"]})
    with pytest.raises(ReviewError, match="no address of a website"):
        take_act(wave, "ann", task, "sites", content={"own": [], "entered": ["localhost"]})
    take_act(wave, "ann", task, "sites", content={"own": [], "entered": ["HTTPS://www.Other.com/x"]})
    answers = describe_case(wave, task).answers
    assert (answers.sites, answers.entered) == (("other.com",), ("other.com",))


def test_a_repeated_act_is_kept_once(wave, queue):
    task = claim(wave, queue, "ann", "E0")
    first = take_act(wave, "ann", task, "scope", answer="y", nonce="n1")
    again = take_act(wave, "ann", task, "scope", answer="y", nonce="n1")
    assert (again.act, again.repeated, first.repeated) == (first.act, True, False)
    assert wave.db.execute("SELECT count(*) FROM labels").fetchone()[0] == 2


def test_a_repeated_act_is_known_by_its_number_however_that_is_written(wave, queue):
    task = claim(wave, queue, "ann", "E0")
    for nonce in (" n1\n", " " + "n" * 3000):
        first = take_act(wave, "ann", task, "scope", answer="y", nonce=nonce)
        again = take_act(wave, "ann", task, "scope", answer="y", nonce=nonce)
        assert (again.act, again.repeated) == (first.act, True)
        undo_act(wave, "ann", queue.queue)


@pytest.mark.parametrize("clock", ["2026-11-22T10:00:00.000Z", "2026-11-22T09:00:00.000Z"], ids=["stands still", "was set back"])
def test_the_later_answer_counts_whatever_the_clock_says(wave, queue, monkeypatch, clock):
    task = claim(wave, queue, "ann", "E0")
    monkeypatch.setattr("store.reviewing.acts.current_moment", lambda: "2026-11-22T10:00:00.000Z")
    take_act(wave, "ann", task, "scope", answer="y")
    monkeypatch.setattr("store.reviewing.acts.current_moment", lambda: clock)
    take_act(wave, "ann", task, "scope", answer="x", content={"reason": "closed"})
    assert read_answers(wave, "E0")["active"] == "no"


def test_undoing_goes_back_step_by_step(wave, queue):
    task = claim(wave, queue, "ann", "E0")
    take_act(wave, "ann", task, "scope", answer="y")
    take_act(wave, "ann", task, "sites", content={"own": ["alpha.com"]})
    assert undo_act(wave, "ann", queue.queue).task == task
    assert describe_case(wave, task).step == "sites"
    undo_act(wave, "ann", queue.queue)
    assert describe_case(wave, task).step == "scope"
    assert read_answers(wave, "E0") == {}
    assert undo_act(wave, "ann", queue.queue) is None


def test_a_second_thought_is_kept_beside_the_blind_answer_and_does_not_count_in_an_audit(wave, queue):
    task = claim(wave, queue, "ann", "E0")
    answer_all(wave, task, "ann")
    take_act(wave, "ann", task, "question", question="online_ordering", answer="yes")
    assert read_answers(wave, "E0")["online_ordering"] == "no"
    kept = wave.db.execute("SELECT answer, blind FROM labels WHERE question = 'online_ordering' ORDER BY label").fetchall()
    assert kept == [("no", 1), ("yes", 0)]
    with pytest.raises(ReviewError, match="is done"):
        take_act(wave, "ann", task, "sites", content={"own": []})


def test_taking_a_second_thought_back_leaves_the_task_done(wave, queue):
    task = claim(wave, queue, "ann", "E0")
    answer_all(wave, task, "ann")
    take_act(wave, "ann", task, "question", question="online_ordering", answer="yes")
    assert undo_act(wave, "ann", queue.queue).done_by == "ann"
    assert wave.db.execute("SELECT count(*) FROM review_tasks WHERE round = 'adjudicated'").fetchone()[0] == 0


def test_nobody_answers_a_task_that_another_holds(wave, queue):
    task = claim(wave, queue, "ann", "E0")
    with pytest.raises(ReviewError, match="Somebody else"):
        take_act(wave, "bob", task, "scope", answer="y")


def test_a_skipped_task_goes_back_to_all(wave, queue):
    task = claim(wave, queue, "ann", "E2")
    take_act(wave, "ann", task, "skip")
    assert (find_task(wave, task).claimed_by, find_task(wave, task).skips) == (None, 1)
