"""What tests do as a reviewer's page does it."""

from typing import Any

import httpx

from store.accounts import waive_practice
from tests.web.browsing import Browser


def log_in(browser: Browser, name: str, role: str = "reviewer", *, practised: bool = True) -> None:
    """Goes on as this person, to whom audits are open."""
    browser.log_in(name, role)
    if practised:
        with browser.around.accounts.using() as accounts:
            waive_practice(accounts, name, "tests")


def take_cases(browser: Browser, queue: int = 1, path: str = "next") -> list[dict[str, Any]]:
    """The cases that whoever is logged in holds."""
    found: list[dict[str, Any]] = browser.get(f"/review/{queue}/{path}").json()["cases"]
    return found


def act(browser: Browser, task: int, kind: str, **more: Any) -> httpx.Response:
    """One act as the page sends it."""
    return browser.post(f"/review/tasks/{task}/acts", {"kind": kind, "seconds": 1.5, **more})


def answer_case(browser: Browser, case: dict[str, Any], answers: dict[str, str], *, sites: bool = True) -> dict[str, Any]:
    """Answers a case of archived pages, whole; gives what the server said of the last answer."""
    task, own = case["task"], [site["site"] for site in case["sites"]]
    assert act(browser, task, "scope", answer="y").status_code == 200
    last = act(browser, task, "sites", content={"own": own if sites else []})
    for question, answer in answers.items():
        last = act(browser, task, "question", question=question, answer=answer)
    assert last.status_code == 200, last.text
    said: dict[str, Any] = last.json()
    return said
