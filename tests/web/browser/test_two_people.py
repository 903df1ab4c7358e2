"""Two people at once on one queue: neither sees the other's answers, and where they differ an adjudicator decides."""

from playwright.sync_api import expect

from tests.web.browser.conftest import Opening
from tests.web.browser.offices import Office
from tests.web.browser.reviewers import Answering, answer_case, choose_always, look, open_queue, read_rows, wait_until_saved
from tests.web.browser.visitors import Visitor

BOTH = """
    SELECT a.enterprise_id FROM review_tasks a JOIN review_tasks b USING (queue, enterprise_id)
    WHERE a.round = 'first' AND b.round = 'second' AND a.done_by IS NOT NULL AND b.done_by IS NOT NULL"""
YES, NO = choose_always({"question": "y"}), choose_always({"question": "n"})


def answer_all(visitor: Visitor, choose: Answering, most: int = 80) -> None:
    for _ in range(most):
        if look(visitor.page).kind == "none":
            return
        answer_case(visitor, choose)


def test_two_people_at_once_never_meet_at_one_enterprise_and_lose_no_answer(office: Office, visit: Opening) -> None:
    ana, ben = visit(office, "Ana"), visit(office, "Ben")
    for visitor in (ana, ben):
        visitor.open("/review")
        open_queue(visitor)
    mine: dict[str, list[str]] = {"Ana": [], "Ben": []}
    for _ in range(6):
        assert look(ana.page).name != look(ben.page).name
        mine["Ana"].append(answer_case(ana, YES))
        mine["Ben"].append(answer_case(ben, NO))
    wait_until_saved(ana)
    wait_until_saved(ben)
    for name, cases in mine.items():
        assert read_rows(ana, "SELECT count(*) FROM review_tasks WHERE done_by = ?", name) == [(len(cases),)]
        labelled = read_rows(ana, "SELECT count(DISTINCT enterprise_id) FROM standing_labels WHERE labeller = ?", name)
        assert labelled == [(len(set(cases)),)]


def test_what_two_people_answer_differently_goes_to_an_adjudicator_who_sees_both_without_names(office: Office, visit: Opening) -> None:
    ana, ben = visit(office, "Ana"), visit(office, "Ben")
    for visitor, choose in ((ana, YES), (ben, NO)):
        visitor.open("/review")
        open_queue(visitor)
        answer_all(visitor, choose, 40)
        wait_until_saved(visitor)
    assert read_rows(ana, BOTH)
    judith = visit(office, "Judith")
    judith.open("/review")
    judith.check_accessible()
    judith.page.get_by_role("link", name="Adjudicate").click()
    expect(judith.page.locator("#step-title")).to_be_visible()
    dispute = judith.page.locator(".disputed").first
    expect(dispute).to_contain_text("A")
    expect(dispute).to_contain_text("B")
    assert "Ana" not in dispute.inner_text()
    judith.check_accessible()
    name = answer_case(judith, YES)
    wait_until_saved(judith)
    rows = read_rows(judith, "SELECT DISTINCT round, labeller FROM standing_labels WHERE labeller = 'Judith'")
    assert rows == [("adjudicated", "Judith")], name


def test_agreement_is_shown_to_adjudicators_and_not_to_reviewers(office: Office, visit: Opening) -> None:
    for name, choose in (("Ana", YES), ("Ben", NO)):
        visitor = visit(office, name)
        visitor.open("/review")
        open_queue(visitor)
        answer_all(visitor, choose, 40)
        wait_until_saved(visitor)
        visitor.tolerated = ("status of 403",)
        assert visitor.open("/review/1/agreement") == 403
    judith = visit(office, "Judith")
    assert judith.open("/review/1/agreement") == 200
    judith.see("Online ordering")
    judith.check_accessible()
    judith.check_width()
