import re

from store.accounts import change_role
from store.final_labels import final_answers
from store.opening import Store
from store.reviews import read_labels
from tests.web.browsing import Browser
from tests.web.review.inventing import QUESTIONS
from tests.web.review.reviewing import act, answer_case, log_in, take_cases

PAGE = {"accept": "text/html"}
ALL_NO = dict.fromkeys(QUESTIONS, "no")
DIFFERENT = {**ALL_NO, "online_ordering": "yes"}


def answer_twice(browser: Browser) -> None:
    """Ann says no to all of the enterprise that goes to two; bob says yes to ordering."""
    answer_case(browser, take_cases(browser)[0], ALL_NO)
    log_in(browser, "bob")
    second = take_cases(browser)[0]
    assert second["enterprise"]["id"] == "E0"
    assert second["answers"]["questions"] == {}
    answer_case(browser, second, DIFFERENT)


def test_nobody_gets_an_enterprise_twice(browser: Browser) -> None:
    seen = []
    while cases := take_cases(browser):
        seen.append(cases[0]["enterprise"]["id"])
        act(browser, cases[0]["task"], "scope", answer="x", content={"reason": "closed"})
    assert sorted(seen) == [f"E{n}" for n in range(6)]


def test_the_second_reviewer_is_sent_nothing_of_the_first_answers(browser: Browser) -> None:
    before = take_cases(browser)[0]
    answer_case(browser, before, DIFFERENT)
    log_in(browser, "bob")
    second = take_cases(browser)[0]
    assert {**second, "task": 0} == {**before, "task": 0}  # not even that there is a first one


def test_answers_that_differ_go_to_an_adjudicator_who_sees_not_whose_they_are(browser: Browser, office: Store) -> None:
    answer_twice(browser)
    assert browser.get("/review/1/disputes").status_code == 403
    log_in(browser, "cyd", "adjudicator")
    assert "(1)" in browser.get("/review", headers=PAGE).text
    case = take_cases(browser, path="disputes")[0]
    assert (case["round"], [question["code"] for question in case["questions"]]) == ("adjudicated", ["online_ordering"])
    assert case["disputes"][0]["said"] == ["yes", "no"]
    text = browser.get("/review/1/adjudicate", headers=PAGE).text
    assert not re.search(r"\b(ann|bob)\b", text)
    said = act(browser, case["task"], "question", question="online_ordering", answer="yes").json()
    assert (said["finished"], said["cases"]) == (True, [])
    assert final_answers(read_labels(office, "XD", "2026"))["E0", "online_ordering"] == "yes"


def test_whoever_answered_does_not_adjudicate_their_own(browser: Browser) -> None:
    log_in(browser, "cyd", "adjudicator")
    answer_case(browser, take_cases(browser)[0], ALL_NO)
    log_in(browser, "bob")
    answer_case(browser, take_cases(browser)[0], DIFFERENT)
    log_in(browser, "cyd", "adjudicator")
    assert take_cases(browser, path="disputes") == []
    log_in(browser, "mia", "adjudicator")
    task = take_cases(browser, path="disputes")[0]["task"]
    log_in(browser, "dan")
    assert act(browser, task, "question", question="online_ordering", answer="no").status_code == 409


def test_who_is_no_adjudicator_any_more_decides_nothing_that_they_still_hold(browser: Browser) -> None:
    answer_twice(browser)
    log_in(browser, "cyd", "adjudicator")
    task = take_cases(browser, path="disputes")[0]["task"]
    with browser.around.accounts.using() as accounts:
        change_role(accounts, "cyd", "reviewer")
    refused = act(browser, task, "question", question="online_ordering", answer="no")
    assert refused.status_code == 409
    assert "decided by an adjudicator" in refused.json()["problem"]


def test_agreement_is_shown_to_adjudicators_by_question(browser: Browser) -> None:
    answer_twice(browser)
    assert browser.get("/review/1/agreement", headers=PAGE).status_code == 403
    log_in(browser, "cyd", "adjudicator")
    page = browser.get("/review/1/agreement", headers=PAGE)
    assert page.status_code == 200
    assert "Chat on the website" in page.text
    assert "100.0\N{NO-BREAK SPACE}%" in page.text
    assert "0.0\N{NO-BREAK SPACE}%" in page.text


def test_agreement_says_where_nothing_was_answered_twice(browser: Browser) -> None:
    log_in(browser, "cyd", "adjudicator")
    assert "No enterprise has been answered by two reviewers yet." in browser.get("/review/1/agreement", headers=PAGE).text
