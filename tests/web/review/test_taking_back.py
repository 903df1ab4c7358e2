from typing import Any

from store.opening import Store
from store.reviewing import read_acts
from tests.web.browsing import Browser
from tests.web.review.inventing import QUESTIONS, site_of
from tests.web.review.reviewing import act, answer_case, log_in, take_cases


def undo(browser: Browser, expected: int | None = None) -> dict[str, Any]:
    said: dict[str, Any] = browser.post("/review/1/undo", {"act": expected}).json()
    return said


def test_the_last_answer_is_taken_back_and_its_case_comes_back(browser: Browser) -> None:
    case = take_cases(browser)[0]
    answer_case(browser, case, dict.fromkeys(QUESTIONS, "no"))
    said = undo(browser)
    assert said["undone"] == {"kind": "question", "question": QUESTIONS[-1]}
    assert said["case"]["task"] == case["task"]
    assert said["case"]["answers"]["questions"] == dict.fromkeys(QUESTIONS[:-1], "no")
    assert said["progress"]["done"] == 0
    steps = [undo(browser)["undone"]["kind"] for _ in range(len(QUESTIONS) + 1)]
    assert steps == ["question"] * (len(QUESTIONS) - 1) + ["sites", "scope"]
    assert undo(browser) == {"undone": None, "case": None, "last_act": None, "progress": said["progress"]}


def test_what_was_taken_back_can_be_answered_again(browser: Browser, office: Store) -> None:
    task = take_cases(browser)[0]["task"]
    act(browser, task, "scope", answer="x", content={"reason": "duplicate"})
    assert undo(browser)["case"]["step"] == "scope"
    assert act(browser, task, "scope", answer="y").json()["case"]["step"] == "sites"
    assert [kept.kind for kept in read_acts(office, task)] == ["scope", "done", "undo", "scope"]


def test_taking_back_that_comes_twice_takes_back_one_answer(browser: Browser, office: Store) -> None:
    task = take_cases(browser)[0]["task"]
    act(browser, task, "scope", answer="y")
    last = act(browser, task, "sites", content={"own": [site_of(0)]}).json()["act"]
    said = [undo(browser, last) for _ in range(2)]
    assert [answer["undone"] is not None for answer in said] == [True, False]
    assert said[0]["last_act"] == said[1]["last_act"] == browser.get("/review/1/next").json()["last_act"]


def test_a_skip_is_taken_back_too(browser: Browser) -> None:
    task = take_cases(browser)[0]["task"]
    act(browser, task, "skip")
    said = undo(browser)
    assert (said["undone"]["kind"], said["case"]["task"]) == ("skip", task)


def test_nobody_takes_back_what_others_answered(browser: Browser) -> None:
    act(browser, take_cases(browser)[0]["task"], "scope", answer="y")
    log_in(browser, "bob")
    assert undo(browser)["undone"] is None
