"""Dashboards and tables of an office that has closed its audit; and the pages in French."""

import pytest
from playwright.sync_api import expect

from tests.web.browser.conftest import Opening
from tests.web.browser.offices import PASSWORD, Office
from tests.web.browser.visitors import TABLET

DASHBOARDS = ("/dashboards/estimates", "/dashboards/quality", "/dashboards/crawl")


@pytest.mark.parametrize("path", DASHBOARDS)
def test_a_dashboard_is_charts_with_their_tables_and_a_file_for_each(path: str, finished: Office, visit: Opening) -> None:
    vera, tablet = visit(finished, "Vera"), visit(finished, "Vera", viewport=TABLET)
    assert vera.open(path) == 200
    vera.check_accessible()
    vera.check_width()
    expect(vera.page.locator("svg[role=img], img[alt]").first).to_be_visible()
    with vera.page.expect_download() as downloading:
        vera.page.get_by_role("link", name="CSV").first.click()
    text = downloading.value.path().read_text(encoding="utf-8-sig")
    assert len(text.splitlines()) > 1
    for summary in vera.page.locator("main details > summary").all():
        summary.press("Enter")
    vera.check_accessible()
    assert "firm" not in vera.page.content()
    tablet.open(path)
    tablet.check_width()


def test_dashboards_are_readable_in_the_dark(finished: Office, visit: Opening) -> None:
    vera = visit(finished, "Vera", color_scheme="dark")
    for path in DASHBOARDS:
        vera.open(path)
        vera.check_accessible()


def test_sites_one_by_one_are_for_methodologists_and_looking_is_noted(finished: Office, visit: Opening) -> None:
    maria, vera = visit(finished, "Maria"), visit(finished, "Vera")
    vera.tolerated = ("status of 403",)
    assert vera.open("/dashboards/crawl/sites") == 403
    assert maria.open("/dashboards/crawl/sites") == 200
    maria.see("firm01.co.xd")
    maria.check_accessible()
    with finished.application.state.surroundings.accounts.using() as accounts:
        looked = list(accounts.db.execute("SELECT name FROM looks WHERE path LIKE '/dashboards/crawl/sites%'"))
    assert looked == [("Maria",)]


def test_reviewers_see_figures_when_the_audit_is_closed_and_not_before(finished: Office, shared: Office, visit: Opening) -> None:
    after, before = visit(finished, "Ana"), visit(shared, "Ana")
    before.tolerated = ("status of 403",)
    assert after.open("/dashboards/estimates") == 200
    for path in (*DASHBOARDS, "/tables/safe/estimates"):
        assert before.open(path) == 403
    before.open("/")
    assert "%" not in before.page.locator("main").inner_text()


def test_the_pages_speak_french_to_a_french_browser_and_go_on_after_the_log_in(shared: Office, visit: Opening) -> None:
    vera = visit(shared, locale="fr-FR")
    vera.open("/login")
    expect(vera.page.locator("html")).to_have_attribute("lang", "fr")
    vera.page.get_by_label("Nom", exact=True).fill("Judith")
    vera.page.get_by_label("Mot de passe").fill(PASSWORD)
    with vera.page.expect_navigation():
        vera.press("Enter")
    for path in ("/", "/review", "/help", "/practice"):
        vera.open(path)
        expect(vera.page.locator("html")).to_have_attribute("lang", "fr")
        vera.check_accessible()
        vera.check_width()


def test_a_person_chooses_their_language_by_a_button(shared: Office, visit: Opening) -> None:
    ben = visit(shared, "Ben")
    ben.open("/help")
    ben.page.get_by_role("button", name="Français").click()
    expect(ben.page.locator("html")).to_have_attribute("lang", "fr")
    ben.page.get_by_role("button", name="English").click()
    expect(ben.page.locator("html")).to_have_attribute("lang", "en")
