"""Coming in: log-in, its refusal, log-out, and the link for the first account."""

from pathlib import Path

from playwright.sync_api import expect

from tests.web.browser.conftest import Opening
from tests.web.browser.offices import PASSWORD, Office, serving


def test_a_wrong_password_is_refused_in_words_and_the_right_one_leads_on(shared: Office, visit: Opening) -> None:
    ana = visit(shared)
    ana.tolerated = ("status of 4",)  # the browser notes every refusal in its console
    ana.log_in("Ana", "not her password")
    expect(ana.page.get_by_role("alert")).to_be_visible()
    expect(ana.page.get_by_label("Name")).to_have_value("Ana")
    ana.check_accessible()
    ana.page.get_by_label("Password").fill(PASSWORD)
    ana.press("Enter")
    expect(ana.page).to_have_url(shared.address + "/")
    expect(ana.page.get_by_role("banner")).to_contain_text("Ana")


def test_who_has_logged_out_is_asked_to_log_in_again(shared: Office, visit: Opening) -> None:
    ana = visit(shared)
    ana.log_in("Ana")
    ana.page.get_by_role("button", name="Log out").click()
    ana.open("/")
    expect(ana.page.get_by_label("Password")).to_be_visible()


def test_the_link_for_the_first_account_makes_a_methodologist_and_works_once(tmp_path: Path, visit: Opening) -> None:
    with serving(tmp_path) as office:
        token = office.application.state.surroundings.first_account.offer()
        first = visit(office)
        first.tolerated = ("status of 404",)
        first.open(f"/setup?token={token}")
        first.check_accessible()
        first.page.get_by_label("Name").fill("Maria")
        for field in first.page.locator("input[type=password]").all():
            field.fill(PASSWORD)
        first.press("Enter")
        expect(first.page).to_have_url(office.address + "/")
        expect(first.page.get_by_role("banner")).to_contain_text("Maria")
        second = visit(office)
        second.tolerated = ("status of 404",)
        second.open(f"/setup?token={token}")
        expect(second.page.get_by_label("Password")).to_have_count(0)
