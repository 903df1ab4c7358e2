"""How much of what a full crawl finds a few well-chosen pages keep: `python -m benchmarks.pages CORPUS [--split dev|test] [--learn FILE]`.

CORPUS holds sites.csv and sites-<split>.warc.gz. A full crawl reads every archived page that links lead to. The crawl's own code then
visits each site from the archive with budgets of 1 to 12 pages; printed is the share of the full crawl's positives that it keeps, by
capability, and how many pages it read on average. Links to pages that were never archived are dead: they cost requests, as on the web; with
`--alive` they are left out, since most of them are the archive's own gaps. `--learn` writes the gains of pages by concept, from this split.
"""

import argparse
import asyncio
import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from catalogue.sites import find_site
from catalogue.tables import load_table
from classify.deciding import decide_capabilities
from scrapers.archives.judging import read_response_page
from scrapers.archives.reading import Damage, read_archive
from scrapers.archives.responses import SentResponse
from scrapers.crawling.fetching import REQUESTS_PER_PAGE
from scrapers.crawling.visiting import visit_site
from scrapers.signals.links import rank_links
from scrapers.signals.order_path import trace_order_path
from scrapers.signals.page_choice import DATA, OTHER, PageChoice, find_open, load_choice
from scrapers.signals.records import PageReading
from scrapers.signals.safety import is_safe
from scrapers.signals.sites import conclude_site
from store.records import Website

if TYPE_CHECKING:
    from catalogue.profiles import CountryProfile

BUDGETS = (1, 2, 3, 4, 5, 6, 8, 10, 12)
MOST_PAGES = 60
"""Pages of one site that a full crawl reads."""

PRESENCE = frozenset(("own_website", "web_presence", "social_or_marketplace_only"))
RENAMED = {"marketplace_sales": "marketplace_presence"}
"""Columns of sites.csv that are called otherwise than the capability."""

PRIOR_PAGES = 5
"""Pages that an expectation counts as when gains are learnt."""

LEAST_GAIN = 0.005
STEPS = frozenset(("path_step", "path_basket", "path_checkout"))


@dataclass(slots=True)
class ArchivedSite:
    """A site's archived pages, found by their address whatever spelling the mirror gave it; readings are made once.

    `confirmed` are the capabilities that people who read the site said it has.
    """

    website: Website
    alive: bool
    confirmed: frozenset[str]
    pages: dict[tuple[str, str], SentResponse] = field(default_factory=dict)
    readings: dict[str, PageReading] = field(default_factory=dict)

    def add(self, response: SentResponse) -> None:
        """Takes a page; the first of a path also stands for that path with any query."""
        path, query = _spell(response.url)
        self.pages.setdefault((path, query), response)
        self.pages.setdefault((path, ""), response)

    def find(self, url: str) -> SentResponse | None:
        """The archived page behind an address, or None."""
        if (urlsplit(url).hostname or "").removeprefix("www.") != self.website.host:
            return None
        path, query = _spell(url)
        return self.pages.get((path, query)) or self.pages.get((path, ""))

    def read(self, response: SentResponse, profile: "CountryProfile | None" = None) -> PageReading:
        """What a page says; links that lead to no archived page are left out where the site is `alive`."""
        if response.url not in self.readings:
            reading = read_response_page(response, profile)
            kept = tuple(link for link in reading.links if not self.alive or self.find(link.url))
            self.readings[response.url] = replace(reading, links=kept)
        return self.readings[response.url]


@dataclass(slots=True)
class ArchiveFetcher:
    """Asks the archive instead of the web, within the budgets of a crawl; a home page that was not archived leads to the shortest page."""

    site: ArchivedSite
    pages: int
    asked: int = 0
    answered: int = 0

    async def __call__(self, url: str) -> SentResponse:
        """The archived response, a redirect from a missing home page, or 404."""
        self.asked += 1
        found = self.site.find(url)
        if found is None:
            status, headers = (302, (("location", self._shortest()),)) if urlsplit(url).path in {"", "/"} else (404, ())
            return SentResponse(url, status, headers, b"", "2026-01-01T00:00:00Z")
        self.answered += 1
        return found

    def pages_left(self) -> int:
        """As the crawl counts."""
        return min(self.pages - self.answered, int(REQUESTS_PER_PAGE * self.pages) - self.asked)

    def may_ask(self) -> bool:
        """As the crawl counts."""
        return self.asked < REQUESTS_PER_PAGE * self.pages

    def spell(self, url: str) -> str:
        """As given: the archive does not mind."""
        return url

    def _shortest(self) -> str:
        return min((page.url for page in self.site.pages.values()), key=lambda url: (len(url), url))


def _spell(url: str) -> tuple[str, str]:
    """One spelling of a path (without index page, ending and last slash) and its query; mirrors rewrite all of these."""
    parts = urlsplit(url)
    path = re.sub(r"/(?:index|default|home)\.\w{2,5}$", "/", unquote(unquote(parts.path)).lower())
    return re.sub(r"\.(?:html?|php|aspx?)$", "", path.rstrip("/")).rstrip("/") or "/", parts.query


def load_sites(corpus: Path, split: str, *, alive: bool) -> list[ArchivedSite]:
    """The readable sites of a split with their archived pages."""
    with (corpus / "sites.csv").open(encoding="utf-8-sig", newline="") as stream:
        hosts = {row["host"]: row for row in csv.DictReader(stream) if (row["split"], row["status"]) == (split, "ok")}
    sites: dict[str, ArchivedSite] = {}
    for record in read_archive(corpus / f"sites-{split}.warc.gz", Damage()):
        response = record.response
        host = (urlsplit(response.url).hostname or "").removeprefix("www.") if response else ""
        known = find_site(f"http://{host}/") if host in hosts else None
        if response is None or known is None or response.http_status != 200:
            continue
        website = Website("XX", "2026", known.site, known.host, known.kind, f"http://{host}/")
        confirmed = frozenset(RENAMED.get(column, column) for column, answer in hosts[host].items() if answer == "yes")
        sites.setdefault(host, ArchivedSite(website, alive, confirmed)).add(response)
    return [sites[host] for host in sorted(sites)]


def crawl_fully(site: ArchivedSite, home: PageReading) -> list[PageReading]:
    """The home page and every archived page that safe links lead to, nearest first."""
    found, todo = {home.url: home}, [home]
    while todo and len(found) < MOST_PAGES:
        for link in todo.pop(0).links:
            response = site.find(link.url) if is_safe(link.url) else None
            if response is not None and response.url not in found:
                found[response.url] = site.read(response)
                todo.append(found[response.url])
    return list(found.values())


def crawl(site: ArchivedSite, pages: int, choice: PageChoice) -> list[PageReading]:
    """What the crawl reads with this budget."""
    visit = visit_site(site.website, ArchiveFetcher(site, pages), depth=2, profile=None, read=site.read, choice=choice)
    return asyncio.run(visit).readings


def decide(site: ArchivedSite, readings: Sequence[PageReading]) -> dict[str, tuple[str, float]]:
    """Answer and probability by capability, from these pages alone."""
    outcome = conclude_site(site.website.start_url or "", readings)
    website = replace(site.website, status=outcome.status, languages=outcome.languages, platform=outcome.platform)
    return {
        d.capability: (d.answer, d.probability or 0.0)
        for d in decide_capabilities(website, outcome.signals)
        if d.capability not in PRESENCE
    }


def measure(sites: Sequence[ArchivedSite], choice: PageChoice) -> None:
    """Prints the curve: positives kept by capability and budget, and the pages that it took."""
    full, sizes = [], []
    for site in sites:
        home = crawl(site, 1, choice)
        readings = crawl_fully(site, home[0]) if home else []
        full.append(_find_positives(site, readings))
        sizes.append(len(readings))
    visits = {budget: [crawl(site, budget, choice) for site in sites] for budget in BUDGETS}
    kept = {b: [_find_positives(s, r) & f for s, r, f in zip(sites, visits[b], full, strict=True)] for b in BUDGETS}
    _print_row("positives kept, with a budget of", len(sites), BUDGETS, "5")
    for capability in sorted({c for found in full for c in found}):
        n = sum(capability in found for found in full)
        _print_row(capability, n, [sum(capability in found for found in kept[b]) / n for b in BUDGETS])
    n = sum(map(len, full))
    _print_row("all", n, [sum(map(len, kept[b])) / n for b in BUDGETS], "5.3f")
    n = sum(len(found & s.confirmed) for found, s in zip(full, sites, strict=True))
    _print_row(
        "all that readers confirm", n, [sum(len(k & s.confirmed) for k, s in zip(kept[b], sites, strict=True)) / n for b in BUDGETS], "5.3f"
    )
    _print_row("pages read", len(sites), [sum(map(len, visits[b])) / len(sites) for b in BUDGETS])
    large = [i for i, size in enumerate(sizes) if size >= max(BUDGETS)]
    _print_row(
        "pages read, of sites of 12 or more", len(large), [sum(len(visits[b][i]) for i in large) / max(len(large), 1) for b in BUDGETS]
    )


def _find_positives(site: ArchivedSite, readings: Sequence[PageReading]) -> set[str]:
    return {capability for capability, (answer, _) in decide(site, readings).items() if answer == "yes"}


def _print_row(name: str, n: int, figures: Sequence[float], form: str = "5.2f") -> None:
    print(f"{name:34} {n:4}  " + " ".join(f"{figure:{form}}" for figure in figures))


def learn(sites: Sequence[ArchivedSite], choice: PageChoice) -> dict[str, dict[str, float]]:
    """The gains of a page by the concept of the link to it: mean lift over the home page alone, drawn towards what is expected.

    Only capabilities that the home page leaves open count; expectations that are not stated are those of other pages.
    """
    lifts: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for site in sites:
        home = crawl(site, 1, choice)
        for concept, reading in _pages_by_concept(site, home[0]) if home else ():
            for capability, lift in _find_lifts(site, home[0], reading, choice).items():
                lifts[concept][capability].append(lift)
    expected: Mapping[str, Mapping[str, float]] = load_table(DATA / "page_choice.toml")["expected"]
    other = {c: _mean(lifts[OTHER][c], expected[OTHER].get(c, 0.0)) for c in choice.settled}
    gains = {name: {c: _mean(lifts[name][c], expected[name].get(c, other[c])) for c in choice.settled} for name in sorted(expected)}
    return {name: {c: round(gain, 3) for c, gain in found.items() if gain >= LEAST_GAIN} for name, found in gains.items()}


def _pages_by_concept(site: ArchivedSite, home: PageReading) -> Iterator[tuple[str, PageReading]]:
    """Each page of a full crawl with the concept of the best link to it."""
    own = find_site(home.url)
    best: dict[str, tuple[float, str]] = {}
    readings = {reading.url: reading for reading in crawl_fully(site, home)}
    for reading in readings.values():
        for link in rank_links(reading, own) if own else ():
            if response := site.find(link.url):
                best[response.url] = max(best.get(response.url, (0.0, "")), (link.score, link.concept))
    return ((concept, readings[url]) for url, (_, concept) in sorted(best.items()) if url in readings and url != home.url)


def _find_lifts(site: ArchivedSite, home: PageReading, reading: PageReading, choice: PageChoice) -> dict[str, float]:
    """How far a page moves the probability of each capability that the home page leaves open; 1 for a step of the order path."""
    still_open = find_open(choice, [home])
    before, after = decide(site, [home]), decide(site, [home, reading])
    lifts = {c: abs(after[c][1] - before[c][1]) for c in still_open if c in after}
    steps = {f"path_{signal.value.removeprefix('basket_')}" for signal in trace_order_path([home, reading])}
    return lifts | {step: float(step in steps) for step in still_open.keys() & STEPS}


def _mean(lifts: Sequence[float], expectation: float) -> float:
    return (sum(lifts) + PRIOR_PAGES * expectation) / (len(lifts) + PRIOR_PAGES)


def write_gains(path: Path, gains: Mapping[str, Mapping[str, float]], split: str, sites: int) -> None:
    """The gains as the crawl reads them."""
    lines = [
        f"# Learnt by `python -m benchmarks.pages CORPUS --split {split} --alive --learn FILE` from {sites} websites; see page_choice.toml."
    ]
    for concept, found in gains.items():
        lines += [f"[{concept}]", *(f"{capability} = {gain}" for capability, gain in found.items())]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")


def main() -> None:
    """Measures, or learns."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--split", default="dev", choices=["dev", "test"])
    parser.add_argument("--alive", action="store_true", help="leave out links to pages that were never archived")
    parser.add_argument("--learn", type=Path, help="write the gains of pages to this file")
    options = parser.parse_args()
    sites, choice = load_sites(options.corpus, options.split, alive=options.alive), load_choice()
    print(f"{options.split}: {len(sites)} websites, {sum(len(set(s.pages.values())) for s in sites) / len(sites):.1f} pages archived each")
    if options.learn:
        write_gains(options.learn, learn(sites, choice), options.split, len(sites))
        return
    print("every page that is left within the budget:")
    measure(sites, replace(choice, enough=0.0))
    print("stopping where no page promises enough:")
    measure(sites, choice)


if __name__ == "__main__":
    main()
