import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import ReviewError
from classify.reviewing import describe_case, ensure_queues, open_audit, open_training
from classify.reviewing.doubles import choose_doubles
from store.opening import Store
from store.records import Capability, Label, SampledUnit
from store.reviewing import Queue, claim_tasks, close_queue, current_moment, read_queues
from store.reviews import append_labels, extend_sample, read_designs
from tests.classify.reviewing.conftest import COUNTRY, SAMPLE, WAVE, draw
from tests.classify.reviewing.reviewers import answer_all, claim

IDS = st.lists(st.text("abc0123456789", min_size=1, max_size=6), unique=True, max_size=60)


def tasks(store: Store, queue: Queue, round_name: str = "first") -> list[str]:
    sql = "SELECT enterprise_id FROM review_tasks WHERE queue = ? AND round = ? ORDER BY position"
    return [str(row[0]) for row in store.db.execute(sql, [queue.queue, round_name])]


@given(ids=IDS, more=IDS, share=st.floats(0, 1), higher=st.floats(0, 1), seed=st.integers(0, 99))
def test_a_share_goes_to_two_people_and_growing_takes_nobody_away(ids, more, share, higher, seed):
    chosen = choose_doubles(ids, share, seed, ())
    assert len(chosen) == round(share * len(ids))
    assert set(chosen) <= set(ids)
    grown = list(dict.fromkeys([*ids, *more]))
    added = choose_doubles(grown, max(share, higher), seed, set(chosen))
    assert not set(added) & set(chosen)
    assert len(added) + len(chosen) == max(len(chosen), round(max(share, higher) * len(grown)))


def test_another_seed_chooses_others():
    ids = [f"E{n}" for n in range(100)]
    assert set(choose_doubles(ids, 0.2, 1, ())) != set(choose_doubles(ids, 0.2, 2, ()))


def test_a_sample_is_reviewed_in_its_random_order_with_strata_that_tell_sizes_only(wave, queue):
    assert tasks(wave, queue) == ["E2", "E0", "E1", "E3", "E4", "E5"]
    strata = wave.db.execute("SELECT DISTINCT stratum FROM review_tasks ORDER BY stratum").fetchall()
    assert strata == [("S0T9",), ("S10T49",)]


def test_every_sample_gets_a_queue_by_itself_and_only_one(wave):
    (opened,) = ensure_queues(wave)
    assert (opened.sample, opened.double_share, opened.opened_by) == (SAMPLE, 0.2, "ecomstat")
    assert len(tasks(wave, opened, "second")) == 1
    assert ensure_queues(wave) == []
    draw(wave, ["T0"], "audit-2")
    assert [queue.sample for queue in ensure_queues(wave)] == ["audit-2"]


def test_an_extended_sample_adds_its_units_and_keeps_all_second_tasks(wave):
    queue = open_audit(wave, COUNTRY, WAVE, SAMPLE, double_share=0.5, by="maria")
    before = set(tasks(wave, queue, "second"))
    (design,) = read_designs(wave, COUNTRY, WAVE)
    extend_sample(wave, design, [SampledUnit(key, "predicted_yes", 1.0, 6 + n) for n, key in enumerate(("T0", "T1"))], {})
    assert [q.queue for q in ensure_queues(wave)] == [queue.queue]
    assert tasks(wave, queue) == ["E2", "E0", "E1", "E3", "E4", "E5", "T0", "T1"]
    assert before < set(tasks(wave, queue, "second"))
    assert len(tasks(wave, queue, "second")) == 4


def test_the_share_of_second_looks_can_be_raised_and_not_lowered(wave, queue):
    assert open_audit(wave, COUNTRY, WAVE, SAMPLE, double_share=1.0, by="maria").double_share == 1.0
    assert sorted(tasks(wave, queue, "second")) == sorted(tasks(wave, queue))
    assert open_audit(wave, COUNTRY, WAVE, SAMPLE, by="maria").double_share == 1.0
    with pytest.raises(ReviewError, match="raised, not lowered"):
        open_audit(wave, COUNTRY, WAVE, SAMPLE, double_share=0.1, by="maria")


def test_a_closed_queue_stays_closed(wave, queue):
    close_queue(wave, queue.queue, "maria")
    assert ensure_queues(wave) == []
    with pytest.raises(ReviewError, match="was closed"):
        open_audit(wave, COUNTRY, WAVE, SAMPLE, by="maria")
    with pytest.raises(ReviewError, match="no sample named other"):
        open_audit(wave, COUNTRY, WAVE, "other", by="maria")


def test_training_begins_with_the_least_certain_of_no_sample_one_a_website(wave, queue):
    training = open_training(wave, COUNTRY, WAVE, ["online_ordering"], most=9, by="maria")
    assert training is not None
    assert tasks(wave, training) == ["T0", "T2"]  # .52, then .9; T1 shares T0's website, E0 is in the sample
    assert (training.blind, training.questions) == (False, ("online_ordering",))


def test_training_asked_for_again_goes_on_with_the_open_queue_then_takes_others(wave):
    first = open_training(wave, COUNTRY, WAVE, ["online_ordering"], most=1, by="maria")
    assert open_training(wave, COUNTRY, WAVE, ["online_ordering"], most=1, by="maria") == first
    answer_all(wave, claim(wave, first, "ann", "T0"), "ann")
    second = open_training(wave, COUNTRY, WAVE, ["online_ordering"], most=1, by="maria")
    assert (second.sample, tasks(wave, second)) == ("training-2", ["T1"])
    close_queue(wave, second.queue, "maria")
    assert tasks(wave, open_training(wave, COUNTRY, WAVE, ["online_ordering"], most=9, by="maria")) == ["T2"]


def test_where_nobody_is_left_no_training_queue_is_opened(wave):
    wave.db.execute("DELETE FROM capability_rows")
    assert open_training(wave, COUNTRY, WAVE, most=5, by="maria") is None
    assert read_queues(wave) == []


def test_an_unknown_between_yes_and_no_comes_before_a_sure_no(wave):
    from store.decisions import replace_capabilities

    told = [("T0", "no", 0.05), ("T2", "unknown", 0.4), ("T1", "unknown", None)]
    replace_capabilities(wave, COUNTRY, WAVE, [Capability(key, "chat", answer, p, "m") for key, answer, p in told])
    assert tasks(wave, open_training(wave, COUNTRY, WAVE, ["chat"], most=9, by="maria")) == ["T2", "T0"]


def test_in_training_what_the_machine_saw_is_there_from_the_start(wave):
    from classify.reviewing import describe_evidence

    training = open_training(wave, COUNTRY, WAVE, ["online_ordering"], most=9, by="maria")
    task = claim(wave, training, "ann", "T0")
    assert not describe_case(wave, task).blind
    assert [p.probability for p in describe_evidence(wave, task).predicted] == [0.52]


def sheet(store: Store, enterprise: str, answers: dict[str, str], labeller: str = "zoe", round_name: str = "first") -> None:
    at = "2026-11-20T00:00:00Z"
    append_labels(
        store, [Label(COUNTRY, WAVE, enterprise, q, a, labeller, "audit", at, sample=SAMPLE, round=round_name) for q, a in answers.items()]
    )


def done(store: Store) -> list[tuple[str, str, str]]:
    sql = "SELECT enterprise_id, round, done_by FROM review_tasks WHERE done_at IS NOT NULL ORDER BY enterprise_id, round"
    return [(str(e), str(r), str(by)) for e, r, by in store.db.execute(sql)]


def test_what_a_sheet_answers_whole_is_done_in_the_queue(wave):
    from classify.reviewing.opening import list_default_questions
    from classify.reviewing.sheets import settle_sheets

    whole = dict.fromkeys(list_default_questions(), "no")
    sheet(wave, "E0", whole)
    queue = open_audit(wave, COUNTRY, WAVE, SAMPLE, double_share=0.0, by="maria")
    assert done(wave) == [("E0", "first", "zoe")]
    sheet(wave, "E1", {"active": "no"})
    sheet(wave, "E2", {"own_website": "no", "web_presence": "no"})
    sheet(wave, "E3", {"online_ordering": "yes"})
    assert settle_sheets(wave, COUNTRY, WAVE).partly == 1
    assert [enterprise for enterprise, _, _ in done(wave)] == ["E0", "E1", "E2"]
    handed = claim_tasks(wave, queue.queue, "ann", current_moment(), most=9)
    assert [task.enterprise_id for task in handed] == ["E3", "E4", "E5"]


def test_a_sheet_of_somebody_else_is_the_second_look_and_disagreement_is_adjudicated(wave):
    from classify.reviewing.opening import list_default_questions
    from classify.reviewing.sheets import settle_sheets

    queue = open_audit(wave, COUNTRY, WAVE, SAMPLE, double_share=1.0, by="maria")
    answer_all(wave, claim(wave, queue, "ann", "E0"), "ann", {"online_ordering": "yes"})
    sheet(wave, "E0", {**dict.fromkeys(list_default_questions(), "no"), "own_website": "yes"})
    assert settle_sheets(wave, COUNTRY, WAVE).settled == 1
    assert done(wave) == [("E0", "first", "ann"), ("E0", "second", "zoe")]
    assert tasks(wave, queue, "adjudicated") == ["E0"]
    assert settle_sheets(wave, COUNTRY, WAVE).settled == 0


def test_two_sheets_that_both_call_themselves_the_first_are_a_pair_for_agreement(wave):
    from classify.reviewing.agreement import measure_agreement
    from classify.reviewing.opening import list_default_questions
    from classify.reviewing.sheets import settle_sheets

    queue = open_audit(wave, COUNTRY, WAVE, SAMPLE, double_share=1.0, by="maria")
    answers = {**dict.fromkeys(list_default_questions(), "no"), "own_website": "yes"}
    sheet(wave, "E0", answers, "zoe")
    sheet(wave, "E0", {**answers, "chat": "yes"}, "yan")
    assert settle_sheets(wave, COUNTRY, WAVE).settled == 2
    found = {agreement.question: agreement for agreement in measure_agreement(wave, queue)}
    assert found["chat"].n == found["online_ordering"].n == 1
    assert (found["chat"].raw.value, found["online_ordering"].raw.value) == (0.0, 1.0)


def test_a_sheet_does_not_end_what_somebody_has_begun(wave, queue):
    from classify.reviewing import take_act
    from classify.reviewing.sheets import settle_sheets

    take_act(wave, "ann", claim(wave, queue, "ann", "E0"), "scope", answer="y")
    sheet(wave, "E0", {"active": "no"})
    assert settle_sheets(wave, COUNTRY, WAVE).settled == 0
