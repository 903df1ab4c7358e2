from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from store.decisions import replace_capabilities, replace_links
from store.opening import Store, open_store
from store.records import Capability, Link
from store.reviewing import close_queue, read_acts
from store.reviews import read_labels
from tests.web.browsing import Browser, browsing
from tests.web.review.inventing import NAMES, QUESTIONS, fill_reviewing, open_invented_queue, site_of
from tests.web.review.reviewing import act, answer_case, log_in, take_cases
from web.application import build_application

ALL_NO = dict.fromkeys(QUESTIONS, "no")


def walk(path: Path, change: Callable[[Store], None]) -> list[Any]:
    """All that a reviewer is sent while answering the first case of a store."""
    path.mkdir()
    with open_store(path / "ecomstat.db") as store:
        fill_reviewing(store)
        change(store)
        open_invented_queue(store)
    with browsing(build_application(path / "ecomstat.db"), None) as browser:
        log_in(browser, "ann")
        work = browser.get("/review/1/next").json()
        task = work["cases"][0]["task"]
        acts: list[tuple[str, dict[str, Any]]] = [("scope", {"answer": "y"}), ("sites", {"content": {"own": [site_of(0)]}})]
        acts += [("question", {"question": question, "answer": "no"}) for question in QUESTIONS]
        sent = [act(browser, task, kind, **more).json() for kind, more in acts]
        return [work, *sent, browser.post("/review/1/undo", {}).json()]


def predict(answer: str, probability: float, relation: str, sites: tuple[int, ...] = tuple(range(5))) -> Callable[[Store], None]:
    def change(store: Store) -> None:
        replace_capabilities(
            store, "XD", "2026", [Capability(f"E{n}", question, answer, probability, "model-7") for n in sites for question in QUESTIONS]
        )
        replace_links(store, "XD", "2026", [Link("XD", "2026", f"E{n}", site_of(n), relation, probability, "model-7") for n in sites])

    return change


def test_what_is_sent_before_the_end_is_the_same_for_predicted_yes_no_and_nothing(tmp_path: Path) -> None:
    yes = walk(tmp_path / "yes", predict("yes", 0.97, "own"))
    assert walk(tmp_path / "no", predict("no", 0.02, "rejected")) == yes
    assert walk(tmp_path / "unknown", predict("unknown", 0.5, "shared")) == yes
    assert "0.97" not in str(yes)
    assert "model-7" not in str(yes)


def test_what_the_machine_saw_is_shown_after_the_last_answer_and_not_before(browser: Browser) -> None:
    case = take_cases(browser)[0]
    path = f"/review/tasks/{case['task']}/evidence"
    for kind, more in (("scope", {"answer": "y"}), ("sites", {"content": {"own": [site_of(0)]}})):
        act(browser, case["task"], kind, **more)
        assert browser.get(path).status_code == 409
    for question in QUESTIONS:
        assert "93" not in browser.get(path).text
        act(browser, case["task"], "question", question=question, answer="no")
    shown = browser.get(path)
    assert shown.status_code == 200
    assert "(93\N{NO-BREAK SPACE}% for yes)" in shown.text
    log_in(browser, "bob")
    assert browser.get(path).status_code == 409


def test_a_second_thought_keeps_both_answers_and_the_first_one_counts(browser: Browser, office: Store) -> None:
    case = take_cases(browser)[0]
    answer_case(browser, case, ALL_NO)
    browser.get(f"/review/tasks/{case['task']}/evidence")
    assert act(browser, case["task"], "question", question="chat", answer="yes").status_code == 200
    kept = [(a.answer, a.blind) for a in read_acts(office, case["task"]) if a.question == "chat"]
    assert kept == [("no", True), ("yes", False)]
    assert [label.answer for label in read_labels(office, "XD", "2026") if label.question == "chat" and label.blind] == ["no"]


def test_whoever_has_seen_a_prediction_cannot_take_their_answer_back(browser: Browser, office: Store) -> None:
    case = take_cases(browser)[0]
    answer_case(browser, case, ALL_NO)
    browser.get(f"/review/tasks/{case['task']}/evidence")
    refused = browser.post("/review/1/undo", {})
    assert refused.status_code == 409
    assert "both answers are kept" in refused.json()["problem"]
    following = take_cases(browser)[0]["task"]
    act(browser, following, "scope", answer="y")
    assert browser.post("/review/1/undo", {}).json()["case"]["task"] == following


def test_an_adjudicator_is_not_sent_which_answer_came_after_the_prediction(browser: Browser) -> None:
    case = take_cases(browser)[1]
    answer_case(browser, case, ALL_NO)
    browser.get(f"/review/tasks/{case['task']}/evidence")
    act(browser, case["task"], "question", question="chat", answer="yes")
    log_in(browser, "cyd", "adjudicator")
    sent = browser.get("/review/1/disputes").json()["cases"][0]["disputes"]
    assert sent == [{"step": "questions", "code": "chat", "said": ["yes", "no"]}]


def test_a_second_thought_is_taken_back_by_itself_and_then_the_next_case_as_ever(browser: Browser) -> None:
    case = take_cases(browser)[0]
    answer_case(browser, case, ALL_NO)
    following = take_cases(browser)[0]["task"]
    act(browser, following, "scope", answer="y")
    browser.get(f"/review/tasks/{case['task']}/evidence")
    thought = act(browser, case["task"], "question", question="chat", answer="yes").json()["act"]
    said = browser.post("/review/1/undo", {"act": thought}).json()
    assert (said["undone"]["question"], said["case"], said["progress"]["done"]) == ("chat", None, 1)
    assert browser.post("/review/1/undo", {"act": said["last_act"]}).json()["case"]["task"] == following


def test_each_look_is_kept_once(browser: Browser, office: Store) -> None:
    case = take_cases(browser)[0]
    answer_case(browser, case, ALL_NO)
    for _ in range(2):
        browser.get(f"/review/tasks/{case['task']}/evidence")
    assert [(a.reviewer, a.blind) for a in read_acts(office, case["task"]) if a.kind == "look"] == [("ann", False)]


def test_a_look_is_kept_in_training_and_after_closing_too(browser: Browser, office: Store) -> None:
    case = take_cases(browser)[0]
    answer_case(browser, case, ALL_NO)
    close_queue(office, 1, "maria")
    queue = open_invented_queue(office, "training", "uncertain", doubles=0).queue
    task = take_cases(browser, queue)[1]["task"]
    for number in (case["task"], task):
        assert browser.get(f"/review/tasks/{number}/evidence").status_code == 200
        assert [a.reviewer for a in read_acts(office, number) if a.kind == "look"] == ["ann"]


def test_a_methodologist_who_may_see_predictions_answers_in_no_audit(browser: Browser, office: Store) -> None:
    task = take_cases(browser)[0]["task"]
    log_in(browser, "mia", "methodologist")
    office.db.execute("UPDATE review_tasks SET claimed_by = 'mia' WHERE task = ?", [task])
    refused = [act(browser, task, "scope", answer="y"), browser.post("/review/1/undo", {})]
    refused += [browser.get(f"/review/1/{path}") for path in ("next", "disputes", "adjudicate")]
    assert [answer.status_code for answer in refused] == [409] * 5
    assert all("answered blind" in answer.text for answer in refused)
    assert read_acts(office, task) == []
    page = browser.get("/review", headers={"accept": "text/html"}).text
    assert 'href="/review/1"' not in page
    assert "let reviewers and adjudicators answer" in page
    training = open_invented_queue(office, "training", "uncertain", doubles=0).queue
    assert browser.get(f"/review/{training}/next").status_code == 200
    assert f'href="/review/{training}"' in browser.get("/review", headers={"accept": "text/html"}).text


def test_in_training_the_evidence_is_there_from_the_start(browser: Browser, office: Store) -> None:
    close_queue(office, 1, "maria")
    queue = open_invented_queue(office, "training", "uncertain", doubles=0).queue
    case = take_cases(browser, queue)[0]
    assert not case["blind"]
    shown = browser.get(f"/review/tasks/{case['task']}/evidence")
    assert "(93\N{NO-BREAK SPACE}% for yes)" in shown.text
    assert 'data-do="change"' not in shown.text
    answer_case(browser, case, ALL_NO)
    assert 'data-do="change"' in browser.get(f"/review/tasks/{case['task']}/evidence").text
    log_in(browser, "bob")
    assert browser.get(f"/review/tasks/{case['task']}/evidence").status_code == 409


def test_whoever_saw_an_enterprise_in_training_does_not_audit_it(browser: Browser, office: Store) -> None:
    close_queue(office, 1, "maria")
    training = open_invented_queue(office, "training", "uncertain", doubles=0).queue
    case = take_cases(browser, training)[0]
    browser.get(f"/review/tasks/{case['task']}/evidence")  # and answers nothing
    close_queue(office, training, "maria")
    audit = open_invented_queue(office, "audit", "audit-2", doubles=0).queue
    seen = [one["enterprise"]["id"] for one in take_cases(browser, audit)]
    assert seen
    assert case["enterprise"]["id"] not in seen


def test_whoever_saw_a_prediction_in_one_audit_does_not_answer_the_enterprise_in_another(browser: Browser, office: Store) -> None:
    case = take_cases(browser)[0]
    answer_case(browser, case, ALL_NO)
    browser.get(f"/review/tasks/{case['task']}/evidence")
    close_queue(office, 1, "maria")
    audit = open_invented_queue(office, "audit", "audit-2", doubles=0).queue
    assert case["enterprise"]["id"] not in [one["enterprise"]["id"] for one in take_cases(browser, audit)]
    log_in(browser, "bob")
    assert take_cases(browser, audit)[0]["enterprise"]["id"] == case["enterprise"]["id"]


def test_training_is_open_without_practice(browser: Browser, office: Store) -> None:
    queue = open_invented_queue(office, "training", "uncertain", doubles=0).queue
    log_in(browser, "new", practised=False)
    assert browser.get(f"/review/{queue}/next").status_code == 200


def test_after_an_audit_is_closed_nothing_can_be_changed_in_what_is_shown(browser: Browser, office: Store) -> None:
    case = take_cases(browser)[0]
    answer_case(browser, case, ALL_NO)
    close_queue(office, 1, "tests")
    shown = browser.get(f"/review/tasks/{case['task']}/evidence")
    assert shown.status_code == 200
    assert 'data-do="change"' not in shown.text


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", 'x" onclick="y'])
def test_words_of_strangers_are_text_in_the_page(store: Store, words: str) -> None:
    fill_reviewing(store, names=(words, *NAMES[1:]))
    open_invented_queue(store)
    with browsing(build_application(store.path), None) as browser:
        log_in(browser, "ann")
        page = browser.get("/review/1", headers={"accept": "text/html"}).text
    assert words not in page
    assert page.count("<script") == 2
