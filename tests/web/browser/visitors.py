"""A person at a browser who notices what should not be: errors in the console, requests to elsewhere, refused content."""

import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request, expect

from store.accounts import start_session
from tests.web.browser.offices import PASSWORD, Office

PATIENCE = 30_000  # milliseconds, for machines that do much else
expect.set_options(timeout=PATIENCE)
AXE = Axe()
LAPTOP, TABLET = {"width": 1280, "height": 800}, {"width": 800, "height": 1200}
LEVELS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}}


@dataclass
class Visitor:
    """A window in a browser of its own, with its cookies; `trouble` is what should not have been."""

    office: Office
    context: BrowserContext
    page: Page
    trouble: list[str] = field(default_factory=list)
    tolerated: tuple[str, ...] = ()

    def open(self, path: str) -> int:
        """Opens a page of the application; gives the status of the answer."""
        answer = self.page.goto(self.office.address + path)
        assert answer
        return answer.status

    def log_in(self, name: str, password: str = PASSWORD) -> None:
        """Fills the log-in form by keys and sends it."""
        self.open("/login")
        self.page.get_by_label("Name").fill(name)
        self.page.get_by_label("Password").fill(password)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def come_as(self, name: str) -> None:
        """Goes on as somebody who has logged in already."""
        with self.office.application.state.surroundings.accounts.using() as accounts:
            token = start_session(accounts, name, time.time())
        port = urlsplit(self.office.address).port
        self.context.add_cookies([{"name": f"ecomstat_{port}", "value": token, "url": self.office.address}])

    def press(self, *keys: str) -> None:
        """Presses keys one after the other, wherever the focus is."""
        for key in keys:
            self.page.keyboard.press(key)

    def check_accessible(self) -> None:
        """Raises where axe finds a violation of WCAG 2.2 AA or of its best practices."""
        results = AXE.run(self.page, options=LEVELS)
        found = [
            f"{v['id']} ({v['impact']}): {v['help']}: " + "; ".join(node["html"][:200] for node in v["nodes"][:4])
            for v in results.response["violations"]
        ]
        assert not found, f"{self.page.url}\n" + "\n".join(found)

    def check_width(self) -> None:
        """Raises where the page is wider than the window."""
        over = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{self.page.url} is {over} pixels too wide"

    def check_untroubled(self) -> None:
        """Raises where anything happened that should not."""
        troubles = [line for line in self.trouble if not any(words in line for words in self.tolerated)]
        assert not troubles, "\n".join(troubles)

    def see(self, words: str) -> None:
        """Raises where the page does not show these words soon."""
        expect(self.page.get_by_text(words).first).to_be_visible()

    def watch(self) -> None:
        """Notices what should not be, from now on."""
        self.context.on("request", self._notice_request)
        self.context.on("console", self._notice_console)
        self.context.on("weberror", lambda error: self.trouble.append(f"script error: {error.error}"))
        self.page.on("dialog", self._notice_dialog)

    def _notice_request(self, request: Request) -> None:
        if not request.url.startswith((self.office.address + "/", "data:", "about:")):
            self.trouble.append(f"request to elsewhere: {request.url}")

    def _notice_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            where: Any = message.location
            self.trouble.append(f"console {message.type}: {message.text} at {urlsplit(where.get('url', '')).path}")

    def _notice_dialog(self, dialog: Dialog) -> None:
        self.trouble.append(f"dialog: {dialog.message}")
        dialog.accept()


def open_visitor(browser: Browser, office: Office, **options: Any) -> Visitor:
    """A window of its own at the office's application."""
    context = browser.new_context(**{"viewport": LAPTOP, "locale": "en-GB", **options})
    visitor = Visitor(office, context, context.new_page())
    context.set_default_timeout(PATIENCE)
    visitor.watch()
    return visitor
