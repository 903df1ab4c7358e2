"""Takes a picture of every page for people to judge: `python -m tests.web.browser.screenshots FOLDER`.

Those of the README are also made small, as .webp: copy them to `docs/pictures/`.
"""

import base64
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from store.opening import open_store
from tests.web.browser.conftest import CHROMIUM
from tests.web.browser.offices import STORE, Office, add_people, finish_review, listening, make_store, serving
from tests.web.browser.reviewers import answer_case, answer_step, choose_plainly, look, open_queue
from tests.web.browser.visitors import LAPTOP, TABLET, Visitor, open_visitor
from tests.web.dashboards.waves import fill_dashboards, fill_double_answers

PAGES = {
    "login": ("", "/login"),
    "start-reviewer": ("Ana", "/"),
    "start-methodologist": ("Maria", "/"),
    "help": ("Ana", "/help"),
    "queues": ("Judith", "/review"),
    "queues-methodologist": ("Maria", "/review"),
    "close": ("Maria", "/review/1/close"),
    "practice": ("Nina", "/practice"),
    "practice-methodologist": ("Maria", "/practice"),
    "practice-work": ("Nina", "/practice/work"),
    "password": ("Ana", "/password"),
    "refused": ("Ana", "/register/"),
    "tables": ("Vera", "/tables/safe/estimates"),
}
FINISHED = {
    "start-viewer": ("Vera", "/"),
    "crawl": ("Vera", "/dashboards/crawl"),
    "sites": ("Maria", "/dashboards/crawl/sites"),
    "quality": ("Vera", "/dashboards/quality"),
    "estimates": ("Vera", "/dashboards/estimates"),
    "agreement": ("Judith", "/review/1/agreement"),
}
INVENTED = {
    "quality-doubled": ("Maria", "/dashboards/quality"),
    "agreement-doubled": ("Maria", "/review/1/agreement"),
    "changes": ("Vera", "/dashboards/estimates"),
}
IN_README = ("work-question-laptop", "estimates-laptop")
ZOOMED = {"width": 640, "height": 400}
LOOKS = {
    "laptop": {"viewport": LAPTOP},
    "tablet": {"viewport": TABLET},
    "dark": {"viewport": LAPTOP, "color_scheme": "dark"},
    "french": {"viewport": LAPTOP, "locale": "fr-FR"},
    "zoomed": {"viewport": ZOOMED, "device_scale_factor": 2},
}
WHOLE = ("laptop", "french")
AT_WORK = {"Ana": "laptop", "Ben": "tablet", "Judith": "dark"}


def take_pages(browser: Browser, office: Office, pages: dict[str, tuple[str, str]], folder: Path) -> None:
    """A picture of each page in each look."""
    for look_name, options in LOOKS.items():
        for name, (person, path) in pages.items():
            visitor = open_visitor(browser, office, **options)
            if person:
                visitor.come_as(person)
            visitor.open(path)
            take(visitor, folder / f"{name}-{look_name}.png", whole=look_name in WHOLE)
            visitor.context.close()


def take_work(browser: Browser, office: Office, folder: Path) -> None:
    """The working page, step by step, for another person in each look."""
    for person, look_name in AT_WORK.items():
        visitor = open_visitor(browser, office, **LOOKS[look_name])
        visitor.come_as(person)
        visitor.open("/review")
        open_queue(visitor)
        _take_case(visitor, folder, look_name)
        find_case(visitor, has_arabic)
        take(visitor, folder / f"work-arabic-{look_name}.png")
        find_case(visitor, lambda shown: not has_pages(shown))
        while look(visitor.page).kind != "search":
            answer_step(visitor, choose_plainly)
        take(visitor, folder / f"work-search-{look_name}.png")
        visitor.context.close()


def _take_case(visitor: Visitor, folder: Path, look_name: str) -> None:
    find_case(visitor, has_pages)
    for step in ("scope", "sites", "question"):
        take(visitor, folder / f"work-{step}-{look_name}.png")
        answer_step(visitor, choose_plainly)
    answer_case(visitor, choose_plainly)
    take(visitor, folder / f"work-next-{look_name}.png")
    visitor.page.get_by_role("button", name="Look at what the machine saw").click()
    visitor.page.locator("#evidence-box").wait_for()
    take(visitor, folder / f"work-evidence-{look_name}.png")
    visitor.press("Escape", "?")
    take(visitor, folder / f"work-keys-{look_name}.png")
    visitor.press("Escape")


def has_pages(visitor: Visitor) -> bool:
    """Whether pages of the case at hand are in the archive."""
    return visitor.page.locator("#pages").is_visible()


def has_arabic(visitor: Visitor) -> bool:
    """Whether the archived page at hand is in Arabic."""
    return has_pages(visitor) and "متجر" in visitor.page.frame_locator("#page").locator("body").inner_text()


def find_case(visitor: Visitor, fits: Callable[[Visitor], bool]) -> None:
    """Puts cases off until one fits."""
    for _ in range(60):
        visitor.page.wait_for_timeout(150)
        if fits(visitor):
            return
        name = look(visitor.page).name
        visitor.press("s")
        visitor.page.wait_for_function("name => document.querySelector('#enterprise-name').innerText !== name", arg=name)


def take(visitor: Visitor, path: Path, *, whole: bool = False) -> None:
    """One picture; of the window, or of the whole page."""
    visitor.page.wait_for_load_state("networkidle")
    visitor.page.screenshot(path=path, full_page=whole)
    if path.stem in IN_README:
        take_small(visitor, path.with_suffix(".webp"))
    for line in visitor.trouble:
        print(f"{path.name}: {line}")
    visitor.trouble.clear()


def take_small(visitor: Visitor, path: Path) -> None:
    """A picture of the window that takes little room in the project."""
    devtools = visitor.context.new_cdp_session(visitor.page)
    taken = devtools.send("Page.captureScreenshot", {"format": "webp", "quality": 60})
    path.write_bytes(base64.b64decode(taken["data"]))


def make_invented_store(folder: Path) -> Path:
    """The folder, with a store in it of what the small office lacks: doubled answers, changes since another wave, hidden figures."""
    folder.mkdir()
    with open_store(folder / STORE) as store:
        fill_dashboards(store)
        fill_double_answers(store)
    add_people(folder)
    return folder


def main(folder: Path) -> None:
    """Pictures of an office at work, and of one that is done."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, listening() as listener, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        make_store(Path(made), listener.address)
        with serving(Path(made)) as office:
            take_pages(browser, office, PAGES, folder)
            take_work(browser, office, folder)
        finish_review(Path(made))
        with serving(Path(made)) as office:
            take_pages(browser, office, FINISHED, folder)
        with serving(make_invented_store(Path(made) / "invented")) as office:
            take_pages(browser, office, INVENTED, folder)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
