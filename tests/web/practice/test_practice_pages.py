"""Somebody practises: by requests, as the working page makes them."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from catalogue.practice import PracticeCase, load_practice
from store.accounts import read_practice, read_waivers
from tests.web.browsing import PAGE, Browser, browsing
from web.application import build_application

FIRST = load_practice()[1]


@pytest.fixture
def ann(tmp_path: Path) -> Iterator[Browser]:
    """The browser of a reviewer; there is no store yet, and practice needs none."""
    with browsing(build_application(tmp_path / "none.db"), None) as browser:
        browser.log_in("ann", "reviewer")
        yield browser


def act(browser: Browser, case: PracticeCase, kind: str, **fields: Any) -> dict[str, Any]:
    """What the page is told after one answer."""
    reply = browser.post(f"/practice/{case.number}/acts", {"kind": kind, **fields})
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


def answer_right(browser: Browser, case: PracticeCase) -> dict[str, Any]:
    """The last reply after everything was answered as checked."""
    reply = act(browser, case, "scope", answer=case.scope.answer, content={"reason": case.reason})
    if case.in_scope:
        reply = act(browser, case, "sites", content={"own": sorted(case.own)})
    for question, checked in case.answers.items():
        reply = act(browser, case, "question", question=question, answer=checked.answer)
    return reply


def test_a_case_tells_nothing_of_its_answers(ann: Browser) -> None:
    shown = ann.get("/practice/next").json()["cases"]
    assert [case["task"] for case in shown] == [1, 2]
    assert shown[0]["step"] == "scope"
    assert {site["kind"] for site in shown[0]["sites"]} == {"own"}
    for text in (FIRST.about, FIRST.own_why, *(checked.why for checked in FIRST.answers.values())):
        assert text not in ann.get("/practice/work").text, text


def test_right_answers_are_all_agreed_to_and_the_next_case_follows(ann: Browser) -> None:
    reply = answer_right(ann, FIRST)
    assert reply["finished"] is True
    assert [case["task"] for case in reply["cases"]] == [2, 3]
    assert reply["progress"]["done"] == 1
    with ann.around.accounts.using() as accounts:
        (result,) = read_practice(accounts, "ann")
    assert (result.case, result.agreed, result.questions) == (FIRST.code, 6, 6)  # scope, websites and four questions


def test_what_was_not_right_is_told_with_the_reason(ann: Browser) -> None:
    act(ann, FIRST, "scope", answer="y")
    act(ann, FIRST, "sites", content={"own": sorted(FIRST.own)})
    for question in FIRST.answers:
        reply = act(ann, FIRST, "question", question=question, answer="no")
    assert reply["finished"] is True
    verdict = ann.get("/practice/1/verdict").text
    assert "3 of 6 answers were right." in verdict
    assert FIRST.answers["online_payment"].why in verdict
    assert verdict.count('class="badge bad"') == 3


def test_the_right_answers_are_shown_to_nobody_who_has_not_done_the_case(ann: Browser) -> None:
    refused = ann.get("/practice/1/verdict")
    assert refused.status_code == 409
    assert "basket" not in refused.text.lower()
    act(ann, FIRST, "scope", answer="y")
    assert ann.get("/practice/1/verdict").status_code == 409


def test_choosing_none_of_the_sites_ends_the_case_and_counts_what_was_not_reached(ann: Browser) -> None:
    act(ann, FIRST, "scope", answer="y")
    assert act(ann, FIRST, "sites", content={"own": []})["finished"] is True
    with ann.around.accounts.using() as accounts:
        (result,) = read_practice(accounts, "ann")
    assert (result.agreed, result.questions) == (1, 6)


def test_an_answer_can_be_taken_back_until_the_case_is_finished(ann: Browser) -> None:
    act(ann, FIRST, "scope", answer="x", content={"reason": "closed"})
    assert ann.post("/practice/undo", {}).json()["undone"] is None, "the case is finished"
    second = load_practice()[2]
    act(ann, second, "scope", answer="y")
    undone = ann.post("/practice/undo", {}).json()
    assert undone["undone"] == {"kind": "scope", "question": None}
    assert undone["case"]["step"] == "scope"
    assert undone["case"]["task"] == 2


def test_an_answer_that_is_sent_twice_counts_once(ann: Browser) -> None:
    out = load_practice()[17]
    replies = [act(ann, out, "scope", answer="x", content={"reason": "closed"}, nonce="same") for _ in range(2)]
    assert [(reply["finished"], reply["case"]) for reply in replies] == [(True, None)] * 2  # the page whose reply was lost goes on, too
    with ann.around.accounts.using() as accounts:
        assert len(read_practice(accounts, "ann")) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "question", "question": "chat", "answer": "yes"},
        {"kind": "sites", "content": {"own": []}},
        {"kind": "scope", "answer": "x"},
        {"kind": "scope", "answer": ["y"]},
        {"kind": "scope", "answer": "y", "content": [1]},
        {"kind": ["scope"], "answer": "y"},
        {"kind": "scope", "answer": "y", "nonce": {}},
        {},
    ],
)
def test_what_is_no_answer_to_the_step_at_hand_is_refused_with_a_sentence(ann: Browser, wrong: dict[str, Any]) -> None:
    reply = ann.post("/practice/1/acts", wrong)
    assert reply.status_code == 409, reply.text
    assert reply.json()["problem"]
    assert ann.get("/practice/next").json()["cases"][0]["step"] == "scope"


def test_a_skipped_case_comes_last(ann: Browser) -> None:
    reply = act(ann, FIRST, "skip")
    assert [case["task"] for case in reply["cases"]] == [2, 3]


def test_thirty_cases_with_nine_of_ten_right_open_audits(ann: Browser) -> None:
    for case in load_practice().values():
        assert "audits are open to you" not in ann.get("/practice").text
        answer_right(ann, case)
    assert "audits are open to you" in ann.get("/practice").text
    assert ann.get("/practice/next").json()["cases"] == []


def test_with_too_few_right_the_cases_that_were_wrong_come_again(ann: Browser) -> None:
    for case in load_practice().values():
        if case.number <= 8:
            act(ann, case, "scope", answer="x", content={"reason": "closed"})
        else:
            answer_right(ann, case)
    page = ann.get("/practice").text
    assert "audits are open to you" not in page
    assert "Once more, what was not right" in page
    for case in list(load_practice().values())[:8]:
        assert ann.get("/practice/next").json()["cases"][0]["task"] == case.number
        answer_right(ann, case)
        if "audits are open to you" in ann.get("/practice").text:
            break
    else:
        pytest.fail("the later try counts")


def test_a_methodologist_opens_audits_to_somebody_without_practice_and_it_is_kept(ann: Browser) -> None:
    assert ann.post_form("/practice/waivers", {"name": "ann"}).status_code == 403
    ann.log_in("maria", "methodologist")
    assert ann.post_form("/practice/waivers", {"name": "nobody"}).status_code == 400
    assert ann.post_form("/practice/waivers", {"name": "ann"}).status_code == 303
    assert re.search(r"<th scope=\"row\">ann</th>.*?by maria", ann.get("/practice").text, re.DOTALL)
    with ann.around.accounts.using() as accounts:
        assert [(waiver.name, waiver.given_by) for waiver in read_waivers(accounts)] == [("ann", "maria")]
    ann.log_in("ann", "reviewer")
    assert "maria has opened audits to you" in ann.get("/practice").text


def test_pages_of_cases_stand_in_a_frame_without_scripts_and_are_there_for_each(ann: Browser) -> None:
    for case in load_practice().values():
        for number, page in enumerate(case.pages):
            reply = ann.get(f"/archive/practice/{case.number}/{number}", headers={"sec-fetch-site": "same-origin", **PAGE})
            assert reply.status_code == 200
            assert reply.headers["content-security-policy"].startswith("sandbox; default-src 'none'")
            assert page.html in reply.text
            assert (page.gloss in reply.text.replace("&#39;", "'")) == bool(page.gloss) or not page.gloss
    assert ann.get("/archive/practice/1/9").status_code == 404
    assert ann.get("/archive/practice/31/0").status_code == 404


def test_an_arabic_page_is_written_from_right_to_left_and_its_gloss_is_not(ann: Browser) -> None:
    page = ann.get("/archive/practice/19/0").text
    assert '<html lang="ar" dir="rtl">' in page
    assert '<p class="gloss" lang="en" dir="ltr">' in page


def test_a_practice_page_is_shown_without_its_styles_too(ann: Browser) -> None:
    styled, plain = (ann.get(f"/archive/practice/1/0{query}").text for query in ("", "?plain"))
    assert "<style>" in styled
    assert "<style>" not in plain
    assert plain.partition("<body ")[2] == styled.partition("<body ")[2] != ""
