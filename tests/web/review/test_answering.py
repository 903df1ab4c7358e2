import pytest

from store.opening import Store
from store.reviewing import close_queue, read_acts
from store.reviews import read_labels
from tests.web.browsing import Browser
from tests.web.review.inventing import QUESTIONS, SEARCHED, site_of
from tests.web.review.reviewing import act, answer_case, log_in, take_cases

ALL_NO = dict.fromkeys(QUESTIONS, "no")


def given(store: Store, labeller: str) -> dict[str, str]:
    return {label.question: label.answer for label in read_labels(store, "XD", "2026") if label.labeller == labeller}


def test_a_case_is_answered_step_by_step_and_the_next_one_comes_with_the_last_answer(browser: Browser, office: Store) -> None:
    first, second = take_cases(browser)
    assert (first["enterprise"]["id"], first["step"]) == ("E0", "scope")
    said = act(browser, first["task"], "scope", answer="y").json()
    assert (said["finished"], said["case"]["task"], said["case"]["step"]) == (False, first["task"], "sites")
    said = act(browser, first["task"], "sites", content={"own": [site_of(0)]}).json()
    assert [question["code"] for question in said["case"]["questions"]] == list(QUESTIONS)
    said = act(browser, first["task"], "question", question="online_ordering", answer="yes").json()
    assert (said["finished"], said["case"], said["cases"]) == (False, None, [])
    act(browser, first["task"], "question", question="social_media", answer="unknown")
    said = act(browser, first["task"], "question", question="chat", answer="no").json()
    assert said["finished"]
    assert [case["task"] for case in said["cases"]] == [second["task"], said["cases"][1]["task"]]
    assert said["case"] == said["cases"][0]
    assert (said["progress"]["done"], said["progress"]["tasks"]) == (1, 7)
    assert given(office, "ann") == {
        **{"active": "yes", "in_scope": "yes", "own_website": "yes", "web_presence": "yes", "social_or_marketplace_only": "no"},
        **{"online_ordering": "yes", "social_media": "unknown", "chat": "no"},
    }


def test_whoever_is_out_of_scope_is_done_at_once_and_not_without_a_reason(browser: Browser, office: Store) -> None:
    case = take_cases(browser)[0]
    assert act(browser, case["task"], "scope", answer="x").status_code == 409
    assert act(browser, case["task"], "scope", answer="x", content={"reason": "bored"}).status_code == 409
    assert act(browser, case["task"], "scope", answer="x", content={"reason": "closed"}).json()["finished"]
    assert given(office, "ann") == {"active": "no"}


def test_an_answer_that_comes_twice_is_kept_once(browser: Browser, office: Store) -> None:
    case = take_cases(browser)[0]
    answers = [act(browser, case["task"], "scope", answer="y", nonce="n-1") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json()["act"] == answers[1].json()["act"]
    assert [kept.kind for kept in read_acts(office, case["task"])] == ["scope"]
    skipped = [act(browser, case["task"], "skip", nonce="n-2") for _ in range(2)]
    assert [answer.status_code for answer in skipped] == [200, 200]
    assert [kept.kind for kept in read_acts(office, case["task"])] == ["scope", "skip"]


def test_a_skipped_enterprise_comes_again_after_the_others(browser: Browser) -> None:
    first, second = take_cases(browser)
    said = act(browser, first["task"], "skip").json()
    assert said["finished"]
    assert said["case"]["task"] == second["task"]
    assert first["task"] not in [case["task"] for case in said["cases"]]


def test_an_address_that_a_reviewer_types_is_cleaned_or_refused(browser: Browser) -> None:
    case = take_cases(browser)[0]
    act(browser, case["task"], "scope", answer="y")
    refused = act(browser, case["task"], "sites", content={"own": ["no address"], "entered": ["no address"]})
    assert refused.status_code == 409
    assert "no address" in refused.json()["problem"]
    typed = "https://www.other.co.xd/contact?x=1"
    said = act(browser, case["task"], "sites", content={"own": [typed], "entered": [typed]}).json()
    assert [site["site"] for site in said["case"]["sites"] if site["entered"]] == ["other.co.xd"]


def test_an_enterprise_without_a_website_is_searched_and_none_needs_the_whole_protocol(browser: Browser, office: Store) -> None:
    cases = take_cases(browser)
    while cases[0]["enterprise"]["id"] != SEARCHED:
        cases = act(browser, cases[0]["task"], "skip").json()["cases"]
    task = cases[0]["task"]
    assert (cases[0]["kind"], cases[0]["pages"]) == ("search", [])
    case = act(browser, task, "scope", answer="y").json()["case"]
    assert case["step"] == "search"
    needed = [step["code"] for step in case["protocol"] if step["needed"]]
    search = {"outcome": "none", "channel": "web", "minutes": 4}
    assert act(browser, task, "search", content={**search, "protocol": needed[:1]}).status_code == 409
    assert act(browser, task, "search", content={**search, "protocol": needed}).json()["finished"]
    assert given(office, "ann")["own_website"] == "no"


def test_what_cannot_be_read_is_refused_with_a_sentence(browser: Browser) -> None:
    task = take_cases(browser)[0]["task"]
    wrong = [{}, {"kind": 1}, {"kind": "scope", "answer": 1}, {"kind": "scope", "answer": "y", "content": "x"}, {"kind": "drop"}]
    wrong += [{"kind": "scope", "answer": "y", "nonce": 5}, {"kind": "question", "question": ["chat"], "answer": "yes"}]
    for content in wrong:
        answer = browser.post(f"/review/tasks/{task}/acts", content)
        assert (answer.status_code, bool(answer.json()["problem"])) == (409, True), content


def test_a_time_that_cannot_be_is_left_out(browser: Browser, office: Store) -> None:
    task = take_cases(browser)[0]["task"]
    act(browser, task, "scope", answer="y", seconds="soon")
    act(browser, task, "sites", content={"own": [site_of(0)]}, seconds=-1)
    act(browser, task, "question", question="chat", answer="no", seconds=2.5)
    assert [kept.seconds for kept in read_acts(office, task)] == [None, None, 2.5]


def test_a_task_that_somebody_else_holds_takes_no_answer(browser: Browser, office: Store) -> None:
    task = take_cases(browser)[0]["task"]
    log_in(browser, "bob")
    assert task not in [case["task"] for case in take_cases(browser)]
    for kind, more in (("scope", {"answer": "y"}), ("skip", {})):
        refused = act(browser, task, kind, **more)
        assert (refused.status_code, bool(refused.json()["problem"])) == (409, True)
    assert browser.get(f"/review/tasks/{task}/evidence").status_code == 409
    assert read_acts(office, task) == []


def test_a_task_or_queue_that_is_not_there_is_no_page(browser: Browser) -> None:
    assert act(browser, 999, "scope", answer="y").status_code == 404
    assert browser.get("/review/tasks/999/evidence").status_code == 404
    assert [browser.get(f"/review/999{path}").status_code for path in ("", "/next")] == [404, 404]
    assert browser.post("/review/999/undo", {}).status_code == 404


def test_audits_open_to_whoever_has_practised(browser: Browser) -> None:
    task = take_cases(browser)[0]["task"]
    log_in(browser, "new", practised=False)
    for answer in (browser.get("/review/1"), browser.get("/review/1/next"), act(browser, task, "scope", answer="y")):
        assert answer.status_code == 409
        assert "practice" in answer.json()["problem"]
    assert "/practice" in browser.get("/review", headers={"accept": "text/html"}).text


def test_a_closed_queue_hands_out_nothing_and_takes_nothing(browser: Browser, office: Store) -> None:
    task = take_cases(browser)[0]["task"]
    act(browser, task, "scope", answer="y")
    close_queue(office, 1, "tests")
    assert take_cases(browser) == []
    assert act(browser, task, "sites", content={"own": []}).status_code == 409
    assert browser.post("/review/1/undo", {}).json()["undone"] is None
    assert browser.get("/review/1", headers={"accept": "text/html"}).status_code == 200


def test_a_request_that_other_websites_could_send_is_refused(browser: Browser, office: Store) -> None:
    task = take_cases(browser)[0]["task"]
    path, good = f"/review/tasks/{task}/acts", {"kind": "scope", "answer": "y"}
    header, own = {"x-ecomstat": "1"}, {"sec-fetch-site": "same-origin"}
    assert browser.request("POST", path, json=good, headers=own).status_code == 400
    assert browser.request("POST", path, json=good, headers=header).status_code == 403
    assert browser.request("POST", path, json=good, headers={**header, "sec-fetch-site": "cross-site"}).status_code == 403
    assert browser.request("POST", path, json=good, headers={**header, "origin": "http://evil.example"}).status_code == 403
    assert browser.request("POST", path, content=b"{", headers={**header, **own}).status_code == 400
    assert browser.request("POST", path, content=b"[1]", headers={**header, **own}).status_code == 400
    assert browser.post(path, {**good, "content": {"note": "x" * 1_100_000}}).status_code == 413
    browser.log_out()
    assert browser.post(path, good).status_code == 401
    browser.log_in("vic", "viewer")
    assert browser.post(path, good).status_code == 403
    assert read_acts(office, task) == []


def test_the_page_holds_the_first_cases_and_its_words(browser: Browser) -> None:
    page = browser.get("/review/1", headers={"accept": "text/html"})
    assert page.status_code == 200
    assert "Amber Bakery" in page.text
    assert "Can a visitor place an order" in page.text
    assert "needs JavaScript" in page.text


def test_the_list_shows_each_queue_with_its_progress(browser: Browser) -> None:
    answer_case(browser, take_cases(browser)[0], ALL_NO)
    page = browser.get("/review", headers={"accept": "text/html"}).text
    assert "audit-1" in page
    assert "1 of 7 done, 6 left" in page
    assert "a day" not in page, "a day that is not over tells no pace"


def test_the_pace_is_that_of_days_that_are_over(browser: Browser) -> None:
    answer_case(browser, take_cases(browser)[0], ALL_NO)
    with browser.around.stores.using() as store, store.writing() as db:
        db.execute("UPDATE review_tasks SET done_at = '2026-01-05T10:00:00.000Z' WHERE done_at IS NOT NULL")
    page = browser.get("/review", headers={"accept": "text/html"}).text
    assert "1 of 7 done, 6 left · 1 a day, 6 more days at this pace" in page


def test_enterprises_of_unknown_size_are_called_so(browser: Browser) -> None:
    with browser.around.stores.using() as store, store.writing() as db:
        db.execute("UPDATE review_tasks SET stratum = '_U' WHERE task = 1")
    page = browser.get("/review", headers={"accept": "text/html"}).text
    assert "Size not known" in page
    assert "_U" not in page


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("scope", {"answer": "x", "content": {"reason": ["closed"]}}),
        ("search", {"content": {"outcome": {}, "channel": "web"}}),
        ("search", {"content": {"outcome": "none", "channel": []}}),
    ],
)
def test_an_answer_of_a_wrong_kind_is_refused_with_a_sentence(browser: Browser, kind: str, more: dict[str, object]) -> None:
    case = next(case for case in take_cases(browser) if case["kind"] == "pages")
    if kind == "search":
        act(browser, case["task"], "scope", answer="y")
    refused = act(browser, case["task"], kind, **more)
    assert (refused.status_code, refused.json()["problem"][:10]) == (409, "The answer")


def test_seconds_that_cannot_be_do_not_stop_an_answer(browser: Browser, office: Store) -> None:
    case = take_cases(browser)[0]
    assert act(browser, case["task"], "scope", answer="y", seconds=10**400).status_code == 200
    assert [kept.seconds for kept in read_acts(office, case["task"])] == [86_400.0]


@pytest.mark.parametrize("digits", [19, 5000])
def test_a_number_that_no_store_holds_is_no_page(browser: Browser, digits: int) -> None:
    number = "9" * digits
    for path in (f"/review/{number}/next", f"/review/tasks/{number}/evidence", f"/archive/{number}/0", f"/practice/{number}/verdict"):
        assert browser.get(path).status_code == 404
    assert browser.post(f"/review/{number}/undo", {}).status_code == 405
