"""How much of what a full crawl finds a few well-chosen pages keep: `python -m benchmarks.pages CORPUS... [--split dev|test] [--alive]`.

A CORPUS is a folder with sites.csv and sites-<split>.warc.gz, or one such archive. A full crawl reads every archived page that links
lead to. The crawl's own code then visits each site from the archive with budgets of 1 to 12 pages; printed is the share of the full
crawl's positives that it keeps, by capability, and how many pages it read on average. Links to pages that were never archived are dead:
they cost requests, as on the web; with `--alive` they are left out, since most of them are the archive's own gaps. `--learn` writes what
pages are worth, learnt from these sites; `--crossed` visits each fifth of the sites (by a digest of the host) with what the other four
fifths teach.
"""

import argparse
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.archived_sites import ArchivedSite, crawl, crawl_fully, find_positives, load_sites
from benchmarks.page_gains import apply_gains, learn, read_lifts, write_gains
from classify.intervals import wilson_rate
from scrapers.signals.page_choice import PageChoice, load_choice

BUDGETS = (1, 2, 3, 4, 5, 6, 8, 10, 12)
USUAL = 10
"""The budget of a crawl unless told otherwise; the intervals are for it."""

FOLDS = 5
Choose = Callable[[ArchivedSite], PageChoice]


def measure(sites: Sequence[ArchivedSite], choose: Choose) -> None:
    """Prints the curve: positives kept by capability and budget, Wilson's 95 % interval at the usual one, the pages that it took."""
    full, sizes = [], []
    for site in sites:
        home = crawl(site, 1, choose(site))
        readings = crawl_fully(site, home[0]) if home else []
        full.append(find_positives(site, readings))
        sizes.append(len(readings))
    visits = {budget: [crawl(site, budget, choose(site)) for site in sites] for budget in BUDGETS}
    found = {b: [find_positives(s, r) for s, r in zip(sites, visits[b], strict=True)] for b in BUDGETS}
    print(f"{'positives kept, with a budget of':34} {'n':>4}  " + " ".join(f"{b:5}" for b in BUDGETS) + f"  with {USUAL}: 95 % interval")
    for capability in sorted({c for positives in full for c in positives}):
        _print_kept(capability, [f & {capability} for f in full], found)
    _print_kept("all", full, found, "5.3f")
    _print_kept("all that readers confirm", [f & s.confirmed for f, s in zip(full, sites, strict=True)], found, "5.3f")
    _print_row(
        "positives that a full crawl denies", len(sites), [sum(len(p - f) for p, f in zip(found[b], full, strict=True)) for b in BUDGETS]
    )
    _print_row("pages read", len(sites), [sum(map(len, visits[b])) / len(sites) for b in BUDGETS])
    large = [i for i, size in enumerate(sizes) if size >= max(BUDGETS)]
    _print_row(
        "pages read, of sites of 12 or more", len(large), [sum(len(visits[b][i]) for i in large) / max(len(large), 1) for b in BUDGETS]
    )


def _print_kept(name: str, full: Sequence[set[str]], found: dict[int, list[set[str]]], form: str = "5.2f") -> None:
    n = sum(map(len, full))
    kept = {b: sum(len(p & f) for p, f in zip(found[b], full, strict=True)) / max(n, 1) for b in BUDGETS}
    rate = wilson_rate(kept[USUAL], max(n, 1))
    _print_row(name, n, list(kept.values()), form, f"  {rate.low:.3f} to {rate.high:.3f}")


def _print_row(name: str, n: int, figures: Sequence[float], form: str = "5.2f", note: str = "") -> None:
    print(f"{name:34} {n:4}  " + " ".join(f"{figure:{form}}" for figure in figures) + note)


def cross(sites: Sequence[ArchivedSite], choice: PageChoice) -> Choose:
    """For each site the choice that the sites of the other folds teach."""
    lifts = {site.website.host: read_lifts(site, choice) for site in sites}
    taught = [
        apply_gains(choice, learn([lift for host, found in lifts.items() if _fold(host) != fold for lift in found], choice))
        for fold in range(FOLDS)
    ]
    return lambda site: taught[_fold(site.website.host)]


def _fold(host: str) -> int:
    return int(hashlib.sha256(host.encode()).hexdigest(), 16) % FOLDS


def main() -> None:
    """Measures, or learns."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="+")
    parser.add_argument("--split", default="dev", choices=["dev", "test"])
    parser.add_argument("--alive", action="store_true", help="leave out links to pages that were never archived")
    parser.add_argument("--crossed", action="store_true", help="visit each site with what other sites teach")
    parser.add_argument("--learn", type=Path, help="write what pages are worth to this file")
    options = parser.parse_args()
    archives = [path / f"sites-{options.split}.warc.gz" if path.is_dir() else path for path in options.corpus]
    sites, choice = [site for archive in archives for site in load_sites(archive, alive=options.alive)], load_choice()
    print(f"{len(sites)} websites, {sum(len(set(s.pages.values())) for s in sites) / len(sites):.1f} pages archived each")
    if options.learn:
        write_gains(options.learn, learn([lift for site in sites for lift in read_lifts(site, choice)], choice), len(sites))
        return
    choose = cross(sites, choice) if options.crossed else lambda _: choice
    if not options.crossed:
        print("every page that is left within the budget:")
        measure(sites, lambda _: replace(choice, enough=0.0))
        print("stopping where no page promises enough:")
    measure(sites, choose)


if __name__ == "__main__":
    main()
