"""Two people at once on one queue: neither sees the other's answers, and where they differ an adjudicator decides."""

from playwright.sync_api import expect

from tests.web.browser.conftest import Opening
from tests.web.browser.offices import Office
from tests.web.browser.reviewers import answer_case, answer_quickly, choose_always, open_queue, put_first, read_rows, wait_until_saved

DOUBLE = "enterprise_id IN (SELECT enterprise_id FROM review_tasks WHERE round = 'second' AND kind = 'pages')"
DISPUTED = "SELECT count(*) FROM review_tasks WHERE round = 'adjudicated'"
YES, NO = choose_always({"question": "y"}), choose_always({"question": "n"})
CASES = 4


def review_both(office: Office, visit: Opening) -> None:
    """Ana and Ben, both at once, answer the first question of the same enterprises differently."""
    put_first(office, DOUBLE)
    ana, ben = visit(office, "Ana"), visit(office, "Ben")
    for visitor in (ana, ben):
        open_queue(visitor)
    for _ in range(CASES):
        for visitor, choose in ((ana, YES), (ben, NO)):
            answer_quickly(visitor, choose)
    for visitor in (ana, ben):
        wait_until_saved(visitor)
        visitor.context.close()


def test_two_people_at_once_lose_no_answer_and_what_they_answer_differently_is_in_dispute(office: Office, visit: Opening) -> None:
    review_both(office, visit)
    maria = visit(office, "Maria")
    for name in ("Ana", "Ben"):
        assert read_rows(maria, "SELECT count(*) FROM review_tasks WHERE done_by = ?", name) == [(CASES,)]
        labelled = read_rows(maria, "SELECT count(DISTINCT enterprise_id) FROM standing_labels WHERE labeller = ?", name)
        assert labelled == [(CASES,)]
    assert read_rows(maria, DISPUTED) == [(CASES,)]


def test_an_adjudicator_decides_with_both_answers_and_no_names_before_them(office: Office, visit: Opening) -> None:
    review_both(office, visit)
    judith = visit(office, "Judith")
    judith.open("/review")
    judith.check_accessible()
    judith.page.get_by_role("link", name="Adjudicate").click()
    expect(judith.page.locator("#step-title")).to_be_visible()
    dispute = judith.page.locator("#step .disputed")
    expect(dispute.locator("li")).to_have_text(["Yes", "No"])
    assert not {"Ana", "Ben"} & set(dispute.inner_text().split())
    judith.check_accessible()
    answer_case(judith, YES)
    wait_until_saved(judith)
    decided = read_rows(judith, "SELECT DISTINCT round, answer FROM standing_labels WHERE labeller = 'Judith'")
    assert decided == [("adjudicated", "yes")]


def test_agreement_is_shown_to_adjudicators_and_not_to_reviewers(office: Office, visit: Opening) -> None:
    review_both(office, visit)
    ana = visit(office, "Ana")
    ana.tolerated = ("status of 403",)
    assert ana.open("/review/1/agreement") == 403
    judith = visit(office, "Judith")
    assert judith.open("/review/1/agreement") == 200
    judith.see("Goods and services described")
    judith.check_accessible()
    judith.check_width()
