"""Invented waves for dashboards: forty enterprises of which thirty are labelled, ten sites, and estimates of which some are hidden."""

from typing import Any

from store.decisions import replace_capabilities, replace_links
from store.estimates import replace_estimates
from store.frame import write_enterprises
from store.opening import Store
from store.records import Capability, Enterprise, Label, Link, Page, SiteVisit, Website
from store.reviewing import NewQueue, NewTask, open_queue
from store.reviews import append_labels
from store.websites import write_visits

WAVE = ("XD", "2026")
HIDDEN = {"value": 0.471147, "ci_low": 0.421139, "ci_high": 0.521153, "n_frame": 47114, "n_labelled": 4711}
SHOWN = {"value": 0.312508, "ci_low": 0.262501, "ci_high": 0.362504, "n_frame": 900, "n_labelled": 90}
STATUSES = ("ok",) * 6 + ("dns", "parked", "blocked", "blocked")
POPULATION = "registered enterprises"


def host(number: int) -> str:
    return f"hidden{number}.co.xd"


def fill_wave(store: Store, country: str = "XD", wave: str = "2026") -> None:
    """The register, visited sites, decisions and labels of online ordering: 8 hits, 2 false finds, 4 misses, 16 rightly no."""
    units = [f"E{n}" for n in range(40)]
    sizes = ("S0T9", "S10T49")
    write_enterprises(store, [Enterprise(country, wave, u, name=f"Hidden Name {u}", size_class=sizes[n % 2]) for n, u in enumerate(units)])
    write_visits(store, [_visit(country, wave, n, status) for n, status in enumerate(STATUSES)])
    replace_links(
        store, country, wave, [Link(country, wave, unit, host(n % 6), "own", 0.9, "register") for n, unit in enumerate(units[:30])]
    )
    decisions = [Capability(unit, "online_ordering", *_decide(n), "rules-1") for n, unit in enumerate(units[:30])]
    replace_capabilities(store, country, wave, decisions)
    append_labels(store, [_label(country, wave, unit, n) for n, unit in enumerate(units[:30])])


def _visit(country: str, wave: str, number: int, status: str) -> SiteVisit:
    at = f"2026-11-22T10:0{number}:30Z"
    website = Website(
        *(country, wave, host(number), host(number)),
        **{"status": status, "is_final": True, "attempts": 1, "last_attempt_at": at, "languages": ("en",) if number < 3 else ("fr",)},
        **{"requests": number + 1, "bytes": 1000 * 10**number if number < 4 else 500, "page_count": 2},
    )
    pages = [Page(f"http://{host(number)}/{name}", 200, at) for name in ("", "shop")]
    return SiteVisit(website, tuple(pages) if status == "ok" else ())


def _decide(number: int) -> tuple[str, float]:
    return ("yes", 0.95) if number < 10 else ("no", 0.05)


def _label(country: str, wave: str, unit: str, number: int) -> Label:
    is_yes = number < 8 or 10 <= number < 14
    answer = "yes" if is_yes else "no"
    return Label(country, wave, unit, "online_ordering", answer, "hidden_reviewer", "training", "2026-11-22T10:00:00Z")


def estimate(suppressed: str = "none", **key: Any) -> dict[str, Any]:
    """A share of online ordering, of all enterprises unless `key` says otherwise."""
    fixed = {"country": "XD", "wave": "2026", "indicator": "online_ordering", "population": POPULATION, "measure": "share"}
    figures = SHOWN if suppressed == "none" else HIDDEN
    return {**fixed, "method": "post_stratified", "quality": "B", "suppressed": suppressed, **figures, **key}


def list_estimates(rules: tuple[str, str, str] = ("primary", "secondary", "quality"), **hidden: float) -> list[dict[str, Any]]:
    """Whole country, sizes and activities; of three cells the figures are hidden, by these rules, and are as `hidden` says."""
    first, second, third = rules
    return [
        estimate(),
        estimate(indicator="chat", value=0.05),
        estimate(size_class="S10T49", value=0.25, quality="E"),
        estimate(size_class="S_GE250"),
        {**estimate(first, size_class="S0T9"), **hidden},
        estimate(activity="C"),
        estimate(activity="G", value=0.22),
        estimate(activity="47", value=0.999),
        {**estimate(second, activity="I"), **hidden},
        {**estimate(third, activity="J"), **hidden},
        *(estimate(other_dimension="kind of / owner", other_value=kind) for kind in ("=private", "state")),
        estimate(measure="change", method="change", since="2025", value=-0.0131, ci_low=-0.0342, ci_high=0.0082),
        {**estimate(first, indicator="chat", measure="change", method="change", since="2025"), **hidden},
    ]


def fill_dashboards(store: Store) -> None:
    """A wave of everything."""
    fill_wave(store)
    replace_estimates(store, *WAVE, list_estimates())


PAIRS = [("yes", "yes")] * 8 + [("yes", "no")] + [("no", "yes")] * 2 + [("no", "no")] * 7 + [("yes", "unknown"), ("unknown", "no")]
"""What two reviewers answered about ordering on the website of twenty enterprises."""


def fill_double_answers(store: Store) -> None:
    """An audit in which two people have answered about the first twenty enterprises; the first disagreement was adjudicated."""
    units = [f"E{n}" for n in range(len(PAIRS))]
    tasks = [NewTask(unit, name, "pages", "S0T9", n) for n, unit in enumerate(units) for name in ("first", "second")]
    queue = open_queue(store, NewQueue(*WAVE, "audit", "audit-1", ("online_ordering",), 1.0, 1, "tests"), tasks)
    with store.writing() as db:
        db.execute("UPDATE review_tasks SET done_by = round || ' reader', done_at = '2026-11-22T12:00:00Z' WHERE queue = ?", (queue.queue,))
    rounds = [
        (unit, name, answer)
        for unit, pair in zip(units, PAIRS, strict=True)
        for name, answer in zip(("first", "second"), pair, strict=True)
    ]
    append_labels(store, [_answer(*given) for given in (*rounds, ("E8", "adjudicated", "no"))])


def _answer(unit: str, name: str, answer: str) -> Label:
    who, at = f"{name} reader", "2026-11-22T12:00:00Z"
    return Label(*WAVE, unit, "online_ordering", answer, who, "audit", at, sample="audit-1", round=name, blind=True)
