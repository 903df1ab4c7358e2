"""A reviewer at the working page who answers by keys only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page, expect

from classify.reviewing import ensure_queues
from tests.web.browser.offices import Office
from tests.web.browser.visitors import Visitor

SCREEN = """() => {
    const textOf = (selector) => document.querySelector(selector)?.innerText ?? "";
    const step = document.querySelector("#step");
    const kinds = {scope: "[data-do=scope]", sites: "#site-choices", question: "[data-do=question]", search: "form[data-form=search]"};
    const kind = Object.keys(kinds).find((name) => step.querySelector(kinds[name]) !== null) ?? "none";
    const shown = !document.querySelector("#enterprise").hidden;
    const mark = [kind, shown && textOf("#enterprise-facts"), step.innerText].join("|");
    const name = shown ? textOf("#enterprise-name") : "";
    return {kind, mark, name, title: textOf("#step-title"), sites: step.querySelectorAll(".choice").length};
}"""


@dataclass(frozen=True, slots=True)
class Screen:
    """What the working page shows: the kind of step, its title, the enterprise, how many sites to choose from."""

    kind: str
    title: str
    name: str
    mark: str
    sites: int


Answering = Callable[[Screen], str]
"""Which key answers the step that is shown."""


def look(page: Page) -> Screen:
    """What the working page shows now."""
    return Screen(**page.evaluate(SCREEN))


def answer_step(visitor: Visitor, choose: Answering) -> Screen:
    """Answers the step at hand by keys, waits for what follows, and gives what was answered."""
    before = look(visitor.page)
    if before.kind == "search":
        search_by_keys(visitor, "none")
    elif before.kind == "sites":
        visitor.press(choose(before), "Enter")
    else:
        visitor.press(choose(before))
    visitor.page.wait_for_function(f"before => ({SCREEN})().mark !== before", arg=before.mark)
    return before


def answer_case(visitor: Visitor, choose: Answering) -> str:
    """Answers all steps of the case at hand; gives the enterprise's name."""
    name = look(visitor.page).name
    for _ in range(40):
        answer_step(visitor, choose)
        if look(visitor.page).name != name or look(visitor.page).kind == "none":
            return name
    raise AssertionError(f"{name} has no end")


def answer_quickly(visitor: Visitor, choose: Answering) -> str:
    """Answers a case with `no` to all questions after the first, by the key for that; gives the enterprise's name."""
    name = look(visitor.page).name
    while answer_step(visitor, choose).kind in {"scope", "sites"}:
        if look(visitor.page).name != name:
            return name
    if look(visitor.page).name == name and look(visitor.page).kind == "question":
        before = look(visitor.page)
        visitor.press("N", "Enter")
        visitor.page.wait_for_function(f"before => ({SCREEN})().mark !== before", arg=before.mark)
    return name


def choose_plainly(screen: Screen) -> str:
    """In scope, the first site if there is one, and the answers y, n and u by the length of the question."""
    match screen.kind:
        case "scope":
            return "y"
        case "sites":
            return "1" if screen.sites else "0"
    return "ynu"[len(screen.title) % 3]


def choose_always(answers: Mapping[str, str]) -> Answering:
    """The same key for each kind of step, such as {"question": "y"}; else as `choose_plainly`."""
    return lambda screen: answers.get(screen.kind) or choose_plainly(screen)


def search_by_keys(visitor: Visitor, outcome: str, address: str = "") -> None:
    """Fills the form of a search by hand by Tab, space and arrows, and sends it."""
    form = visitor.page.locator("form[data-form=search]")
    for box in form.locator("input[name=protocol]").all():
        box.focus()
        visitor.press("Space")
    form.locator(f"input[name=outcome][value={outcome}]").focus()
    visitor.press("Space")
    form.locator("input[name=address]").focus()
    visitor.page.keyboard.type(address)
    form.locator("input[name=minutes]").focus()
    visitor.page.keyboard.type("4")
    visitor.press("Enter")


def open_queue(visitor: Visitor, number: int = 1) -> None:
    """Opens the working page of a queue and waits for its first case."""
    assert visitor.open(f"/review/{number}") == 200
    expect(visitor.page.locator("#step-title")).to_be_visible()


def wait_until_saved(visitor: Visitor) -> None:
    """Returns when every answer is on the server."""
    expect(visitor.page.locator("#saving")).to_have_text("All saved")


def put_first(office: Office, where: str, *parameters: Any) -> None:
    """Puts tasks of the office's queues before all others: those for which a condition of SQL holds."""
    with office.application.state.surroundings.stores.using() as store:
        ensure_queues(store)
        with store.writing() as db:
            db.execute(f"UPDATE review_tasks SET position = position - 10000 WHERE {where}", parameters)


def read_rows(visitor: Visitor, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """Rows of the store that the visitor's office serves."""
    with visitor.office.application.state.surroundings.stores.using() as store:
        return list(store.db.execute(sql, parameters))
