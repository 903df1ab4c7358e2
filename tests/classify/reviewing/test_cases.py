from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.errors import ReviewError
from classify.reviewing import Case, claim_cases, describe_case, describe_evidence, open_audit, open_training, take_act
from classify.reviewing.opening import list_default_questions
from store.opening import Store
from store.reviewing import (
    LOOK,
    Act,
    Queue,
    close_queue,
    current_moment,
    read_named_sites,
    read_review_pages,
    read_reviewable,
    record_act,
)
from tests.classify.reviewing.conftest import COUNTRY, SAMPLE, WAVE, draw
from tests.classify.reviewing.reviewers import answer_all, claim

PREDICTIONS = st.fixed_dictionaries(
    {
        "probability": st.floats(0, 1),
        "relation": st.sampled_from(["own", "shared", "social", "rejected"]),
        "decided_by": st.sampled_from(["register", "find@1", "somebody"]),
        "answer": st.sampled_from([0, 1, 2]),
        "platform": st.sampled_from([None, "shopify"]),
        "value": st.sampled_from(["checkout", "quote"]),
        "outcome": st.sampled_from(["found", "none", "open"]),
        "stratum": st.sampled_from(["predicted_yes", "no_site"]),
    }
)


def predict(store: Store, told: Mapping[str, object]) -> None:
    """Changes all that was predicted of everybody, and what it was predicted from."""
    execute = store.db.conn.execute
    execute("UPDATE links SET probability = :probability, relation = :relation, decided_by = :decided_by, evidence = :value", told)
    execute("DELETE FROM capability_rows")
    for kind, text in (("capability", "online_ordering"), ("model", "m"), ("signal", "word"), ("place", "text"), ("rule", "r")):
        execute("INSERT OR IGNORE INTO terms (kind, text) VALUES (?, ?)", [kind, text])
    terms = "terms k, terms m WHERE k.text = 'online_ordering' AND m.text = 'm'"
    execute(f"INSERT INTO capability_rows SELECT unit, k.term, :answer, :probability, '[]', m.term FROM enterprises, {terms}", told)
    execute("DELETE FROM signal_rows")
    rows = "websites, terms k, terms p, terms r WHERE k.text = 'word' AND p.text = 'text' AND r.text = 'r'"
    execute(f"INSERT INTO signal_rows SELECT website, k.term, :value, NULL, p.term, '', 1, r.term FROM {rows}", told)
    execute("UPDATE websites SET platform = :platform", told)
    execute("DELETE FROM findings")
    columns = "country, wave, enterprise_id, :outcome, :probability, :probability, :probability, 1, 'find@1', '2026'"
    execute(f"INSERT INTO findings SELECT {columns} FROM enterprises", told)
    execute("UPDATE samples SET stratum = :stratum", told)
    store.db.conn.commit()


def show_everything(store: Store, queue: Queue) -> list[Case]:
    return [
        describe_case(store, row[0]) for row in store.db.execute("SELECT task FROM review_tasks WHERE queue = ?", [queue.queue]).fetchall()
    ]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=PREDICTIONS)
def test_a_blind_case_is_the_same_whatever_was_predicted(wave, told):
    wave.db.execute("DELETE FROM review_tasks")
    wave.db.execute("DELETE FROM review_queues")
    wave.db.conn.commit()
    before = show_everything(wave, open_audit(wave, COUNTRY, WAVE, SAMPLE, double_share=0.5, by="maria"))
    wave.db.execute("DELETE FROM review_tasks")
    wave.db.execute("DELETE FROM review_queues")
    wave.db.conn.commit()
    predict(wave, told)
    after = show_everything(wave, open_audit(wave, COUNTRY, WAVE, SAMPLE, double_share=0.5, by="maria"))
    assert len(before) == 9
    assert after == before


def test_a_case_says_what_the_register_says_and_where_pages_are(wave, queue):
    case = describe_case(wave, claim(wave, queue, "ann", "E0"))
    assert (case.enterprise.name, case.enterprise.size_words) == ("Name E0", "0 to 9 persons employed")
    assert case.enterprise.activity_words
    assert (case.kind, case.step, case.blind, case.round) == ("pages", "scope", True, "first")
    assert [(site.site, site.kind, site.named, site.status_words) for site in case.sites] == [
        ("alpha.com", "own", True, "The website was read.")
    ]
    assert [question.code for question in case.questions] == list(list_default_questions())
    assert set(case.guide) == {"scope", "sites", "search", *list_default_questions()}


def test_pages_come_by_site_home_first_then_by_address(wave, queue):
    wave.db.execute(
        "INSERT INTO candidates (country, wave, enterprise_id, site, source, found_at) VALUES ('XD', '2026', 'E0', 'a0.com', 'g', '')"
    )
    wave.db.execute("INSERT INTO websites (country, wave, site, host, is_candidate) VALUES ('XD', '2026', 'a0.com', 'a0.com', 1)")
    sql = "INSERT INTO pages (country, wave, site, url, http_status, warc_file, warc_offset) VALUES ('XD', '2026', 'a0.com', ?, ?, ?, 1)"
    wave.db.execute(sql, ["http://a0.com/z", 200, "a.warc.gz"])
    wave.db.execute(sql, ["http://a0.com/gone", 404, "a.warc.gz"])
    wave.db.execute(sql, ["http://a0.com/lost", 200, None])
    case = describe_case(wave, claim(wave, queue, "ann", "E0"))
    expected = ["http://a0.com/z", "http://alpha.com/", "http://alpha.com/about", "http://alpha.com/shop"]
    assert [page.url for page in case.pages] == expected
    assert [page.number for page in case.pages] == [0, 1, 2, 3]
    assert [page.url for page in read_review_pages(wave, COUNTRY, WAVE, "E0")] == expected


def test_an_enterprise_without_archived_pages_is_searched_for_by_hand(wave, queue):
    kinds = {case.enterprise.id: case.kind for case in show_everything(wave, queue)}
    assert kinds == {"E0": "pages", "E1": "pages", "E2": "search", "E3": "search", "E4": "search", "E5": "search"}
    blocked = describe_case(wave, claim(wave, queue, "ann", "E5"))
    assert [(site.site, site.status) for site in blocked.sites] == [("zeta.com", "blocked")]


def test_the_protocol_names_the_steps_that_the_register_makes_necessary(wave, queue):
    cases = {case.enterprise.id: case for case in show_everything(wave, queue)}
    needed = {key: [step.code for step in case.protocol if step.needed] for key, case in cases.items()}
    assert needed["E3"] == ["name_searched", "email_domain", "social_pages"]
    assert needed["E5"] == ["register_url", "name_searched", "social_pages"]


def test_another_reviewer_sees_nothing_of_what_the_first_one_answered(wave):
    queue = open_audit(wave, COUNTRY, WAVE, SAMPLE, double_share=1.0, by="maria")
    answer_all(wave, claim(wave, queue, "ann", "E0"), "ann", {"online_ordering": "yes"})
    theirs = next(case for case in claim_cases(wave, queue.queue, "bob", current_moment(), most=9) if case.enterprise.id == "E0")
    assert (theirs.round, theirs.step, theirs.answers.scope, theirs.answers.questions) == ("second", "scope", None, {})


def test_what_the_machine_saw_is_shown_after_the_answer_and_not_before(wave, queue):
    task = claim(wave, queue, "ann", "E0")
    take_act(wave, "ann", task, "scope", answer="y")
    with pytest.raises(ReviewError, match="not before"):
        describe_evidence(wave, task)
    take_act(wave, "ann", task, "sites", content={"own": ["alpha.com"]})
    for question in list_default_questions():
        take_act(wave, "ann", task, "question", question=question, answer="no")
    evidence = describe_evidence(wave, task)
    assert evidence.links == (("alpha.com", "own", 0.9),)
    assert [(p.code, p.answer, p.probability, p.mine) for p in evidence.predicted] == [("online_ordering", "yes", 0.95, "no")]


def test_a_shared_website_is_shown_when_all_who_have_it_are_answered(wave, queue):
    wave.db.execute(
        "INSERT INTO links SELECT country, wave, 'E1', 'alpha.com', 'shared', .8, 'find@1', NULL, NULL, NULL FROM links LIMIT 1"
    )
    first, second = (claim(wave, queue, "ann", enterprise) for enterprise in ("E0", "E1"))
    answer_all(wave, first, "ann")
    with pytest.raises(ReviewError, match="same website"):
        describe_evidence(wave, first)
    answer_all(wave, second, "ann")
    assert describe_evidence(wave, first).predicted


def test_training_shows_nothing_of_a_website_that_an_open_audit_asks_about(wave, queue):
    insert = "INSERT INTO links SELECT country, wave, 'E0', 'tau.com', 'shared', .8, 'find@1', NULL, NULL, NULL FROM links LIMIT 1"
    wave.db.execute(insert)
    training = open_training(wave, COUNTRY, WAVE, ("online_ordering",), most=9, by="maria")
    assert training is not None
    task = claim(wave, training, "bob", "T0")
    with pytest.raises(ReviewError, match="same website"):
        describe_evidence(wave, task)
    close_queue(wave, queue.queue, "maria")
    assert describe_evidence(wave, task).predicted


def test_nobody_audits_what_training_has_shown_them(wave):
    training = open_training(wave, COUNTRY, WAVE, ("online_ordering",), most=9, by="maria")
    assert training is not None
    task = claim(wave, training, "ann", "T2")
    record_act(wave, Act(task, "ann", current_moment(), LOOK, blind=False), ())
    answer_all(wave, task, "ann")
    draw(wave, ["T2", "E0"], "audit-2")
    audit = open_audit(wave, COUNTRY, WAVE, "audit-2", double_share=0.0, by="maria")
    assert [case.enterprise.id for case in claim_cases(wave, audit.queue, "ann", current_moment())] == ["E0"]
    assert [case.enterprise.id for case in claim_cases(wave, audit.queue, "bob", current_moment())] == ["T2"]


def test_cases_and_queues_are_read_by_indexes_alone(wave, queue):
    """Neither a table nor all pages of a wave are gone through for one enterprise."""
    key = (wave, COUNTRY, WAVE)
    for read, argument in ((read_named_sites, "E0"), (read_review_pages, "E0"), (read_reviewable, SAMPLE)):
        statements = list[str]()
        wave.db.conn.set_trace_callback(statements.append)
        read(*key, argument)
        wave.db.conn.set_trace_callback(None)
        for statement in statements:
            plan = [str(row[3]) for row in wave.db.execute(f"EXPLAIN QUERY PLAN {statement}")]
            assert not [step for step in plan if step.startswith("SCAN") and step != "SCAN n"], plan
            assert not [step for step in plan if step.startswith("SEARCH p ") and "site=?" not in step], plan
