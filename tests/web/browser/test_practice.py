"""Practice: audits are shut until thirty invented cases agree with their checked answers."""

from playwright.sync_api import expect

from catalogue.practice import PracticeCase, load_practice
from store.accounts import PracticeResult, record_practice
from tests.web.browser.conftest import Opening
from tests.web.browser.offices import Office
from tests.web.browser.reviewers import SCREEN, look
from tests.web.browser.visitors import Visitor

BY_HAND = 3
KEYS = {"yes": "y", "no": "n", "unknown": "u"}


def practise(office: Office, name: str) -> None:
    """All cases but the first few are done already, rightly."""
    with office.application.state.surroundings.accounts.using() as accounts:
        for number, case in load_practice().items():
            if number > BY_HAND:
                record_practice(accounts, PracticeResult(name, case.code, 5, 5, "2026-11-22T10:00:00Z"))


def answer_rightly(visitor: Visitor, case: PracticeCase) -> None:
    """Answers a case by keys as its checked answers say, and closes the verdict."""
    answers = iter(case.answers.values())
    while True:
        before = look(visitor.page)
        if before.kind == "scope":
            visitor.press(case.scope.answer)
        elif before.kind == "sites":
            for choice in visitor.page.locator("#site-choices .choice").all():
                if choice.get_attribute("data-site") in case.own:
                    visitor.press(choice.get_attribute("data-key") or "")
            visitor.press("Enter")
        else:
            answer = next(answers)
            visitor.press(KEYS[answer.answer])
        visitor.page.wait_for_function(f"before => ({SCREEN})().mark !== before", arg=before.mark)
        if look(visitor.page).name != before.name or look(visitor.page).kind == "none":
            break
    expect(visitor.page.locator("#evidence-box")).to_be_visible()
    expect(visitor.page.locator("#evidence .verdict")).to_be_visible()


def test_audits_are_shut_before_practice_and_open_at_ninety_percent(office: Office, visit: Opening) -> None:
    practise(office, "Nina")
    nina = visit(office, "Nina")
    nina.tolerated = ("status of 40",)
    nina.open("/review")
    assert nina.open("/review/1") != 200
    expect(nina.page.locator("#step")).to_have_count(0)
    nina.open("/practice")
    nina.check_accessible()
    nina.page.get_by_role("link", name="Go on").or_(nina.page.get_by_role("link", name="Begin")).click()
    expect(nina.page.locator("#step-title")).to_be_visible()
    for number in range(1, BY_HAND + 1):
        answer_rightly(nina, load_practice()[number])
        if number == 1:
            nina.check_accessible()
        nina.press("Escape")
    nina.open("/practice")
    expect(nina.page.locator("main")).to_contain_text("100")
    assert nina.open("/review/1") == 200
    expect(nina.page.locator("#step-title")).to_be_visible()


def test_a_methodologist_may_open_audits_to_somebody_without_practice(office: Office, visit: Opening) -> None:
    maria = visit(office, "Maria")
    maria.open("/practice")
    maria.page.get_by_role("button", name="Nina").click()
    expect(maria.page.get_by_role("button", name="Nina")).to_have_count(0)
    maria.check_accessible()
    nina = visit(office, "Nina")
    nina.open("/review")
    assert nina.open("/review/1") == 200
