"""An invented store to review: shops in a town, some with archived pages, one without a website, and what a machine said of them."""

from store.decisions import replace_capabilities, replace_links
from store.frame import write_enterprises
from store.opening import Store
from store.records import Capability, Enterprise, Link, Page, SiteVisit, Website
from store.reviewing import NewQueue, NewTask, Queue, open_queue
from store.websites import add_websites, write_visits

QUESTIONS = ("online_ordering", "social_media", "chat")
NAMES = ("Amber Bakery", "Blue Heron Hotel", "Cedar Timber", "Dune Travel", "Elm Pharmacy", "Fig & Thyme")
PATHS = ("/about", "/", "/shop")
SEARCHED = "E5"
"""The enterprise that no website is known of."""


def site_of(number: int) -> str:
    """The site of the enterprise of this number."""
    return f"{NAMES[number].lower().split()[0]}.co.xd"


def fill_reviewing(store: Store, predicted: str = "yes", probability: float = 0.93, names: tuple[str, ...] = NAMES) -> None:
    """Enterprises, websites with pages, links, and what was predicted of each."""
    enterprises = [
        Enterprise(
            "XD", "2026", f"E{n}", name=name, place="Port Linden", phone=f"+999 20 555 01{n}", address=f"{n + 3} Harbour Street",
            site=None if f"E{n}" == SEARCHED else site_of(n), url=None if f"E{n}" == SEARCHED else f"http://{site_of(n)}/",
            activity="4711", section="G", size_class="S0T9" if n % 2 else "S10T49", email=f"office@{site_of(n)}",
        )
        for n, name in enumerate(names)
    ]  # fmt: skip
    write_enterprises(store, enterprises)
    read = [n for n in range(len(NAMES)) if f"E{n}" != SEARCHED]
    sites = {n: Website("XD", "2026", site_of(n), site_of(n), status="ok", is_final=True, attempts=1) for n in read}
    add_websites(store, sites.values())
    write_visits(store, [SiteVisit(sites[n], tuple(_page(n, path, place) for place, path in enumerate(PATHS))) for n in read])
    replace_links(store, "XD", "2026", [Link("XD", "2026", f"E{n}", site_of(n), "own", probability, "rules-1") for n in read])
    answers = [Capability(f"E{n}", question, predicted, probability, "rules-1") for n in read for question in QUESTIONS]
    replace_capabilities(store, "XD", "2026", answers)


def open_invented_queue(store: Store, purpose: str = "audit", sample: str = "audit-1", doubles: int = 1) -> Queue:
    """A queue of all of them, of which the first ones go to two reviewers."""
    asked = NewQueue("XD", "2026", purpose, sample, QUESTIONS, 0.2, 1, "tests")
    tasks = [_task(n, "first") for n in range(len(NAMES))] + [_task(n, "second") for n in range(doubles)]
    return open_queue(store, asked, tasks)


def _task(number: int, name: str) -> NewTask:
    kind = "search" if f"E{number}" == SEARCHED else "pages"
    return NewTask(f"E{number}", name, kind, "S0T9" if number % 2 else "S10T49", number)


def _page(number: int, path: str, place: int) -> Page:
    address = f"http://{site_of(number)}{path}"
    return Page(
        address, 200, "2026-11-20T10:00:00Z", f"sha256:{number}{place}", "en", f"{NAMES[number]} {path}", 100, "pages.warc.gz", place
    )
