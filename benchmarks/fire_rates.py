"""How often every word and every fingerprint fires on shops and on other websites: `python -m benchmarks.fire_rates FOLDER [--list]`.

FOLDER holds sites.csv (labels by host) and web archives (`*.warc.gz`). Prints the entries that mislead: by the model's weights they speak
for online ordering more than the labelled websites bear out; then all that fire where nothing can be ordered, the worst first; then how
many never fired anywhere: not there, not on the demo's invented websites, not on the gold pages (`--list` names them).
"""

import argparse
import csv
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from benchmarks.gold import load_sites
from catalogue.fingerprints import Fingerprint, load_fingerprints
from catalogue.words import Phrase, load_phrases
from classify.models import load_models
from cli.demo.addresses import map_pages
from cli.demo.answering import answer
from cli.demo.country import invent_country
from scrapers.archives.reading import Damage, read_archive
from scrapers.archives.responses import open_page
from scrapers.signals import FetchedPage
from scrapers.signals.addresses import host_of, is_for_visitors
from scrapers.signals.decoding import decode_page, is_html
from scrapers.signals.language import detect_language
from scrapers.signals.matching import FingerprintHit, load_matcher
from scrapers.signals.reading import expect_languages
from scrapers.signals.traces import find_traces, name_trace
from scrapers.signals.walking import walk_markup
from scrapers.signals.words import match_phrases

CAPABILITY = "online_ordering"
DEMO_ENTERPRISES = 300
FEWEST = 2
"""Other websites on which an entry must fire before it is said to mislead: one may be an accident, or wrongly labelled."""

Fired = tuple[str, str]
"""The key of a phrase or of a fingerprint (`fingerprint:…`), and the place where it fired."""


@dataclass(frozen=True, slots=True)
class Rate:
    """On how many labelled shops and others an entry fires at a place, of how many of each; `weight` is what the model makes of it."""

    key: str
    place: str
    shops: int
    others: int
    of_shops: int
    of_others: int
    hosts: tuple[str, ...]
    weight: float

    @property
    def share_of_others(self) -> float:
        return self.others / max(self.of_others, 1)

    @property
    def shown(self) -> float:
        """The log-odds that the labelled websites bear out; half a website is added to each side, so that none is endless."""
        return math.log((self.shops + 0.5) / (self.of_shops + 1)) - math.log((self.others + 0.5) / (self.of_others + 1))

    def misleads(self) -> bool:
        """Whether it says more for ordering than the labelled websites bear out."""
        return self.weight > 0 and self.others >= FEWEST and self.shown < self.weight / 2

    def __str__(self) -> str:
        shares = f"{self.others:3} of {self.of_others} others ({self.share_of_others:4.0%}) {self.shops:3} of {self.of_shops} shops"
        return f"{shares}  weight {self.weight:+.1f} shown {self.shown:+.1f}  {self.key} [{self.place}]  {' '.join(self.hosts[:3])}"


def find_fired(page: FetchedPage) -> set[Fired]:
    """The phrases and fingerprints that fire on a page."""
    markup, matcher = decode_page(page), load_matcher()
    document = walk_markup(page.url, markup)
    language = detect_language(document.visible_text(), document.language)
    words = match_phrases(document, matcher, expect_languages(document, language))
    traces = find_traces(markup, matcher)
    return {(found.phrase.key, found.segment.place) for found in words} | {(name_print(hit.fingerprint), "script") for hit in traces}


def name_print(fingerprint: Fingerprint) -> str:
    """The key under which a fingerprint stands beside phrases."""
    return f"fingerprint:{fingerprint.key}"


def rate_entries(fired: Mapping[str, set[Fired]], labels: Mapping[str, bool]) -> list[Rate]:
    """A rate for every entry and place that fired on a labelled host, the most frequent on others first; both mappings are by host."""
    shops, others = defaultdict[Fired, list[str]](list), defaultdict[Fired, list[str]](list)
    for host in sorted(fired.keys() & labels.keys()):
        for entry in fired[host]:
            (shops if labels[host] else others)[entry].append(host)
    of_shops = sum(labels[host] for host in fired.keys() & labels.keys())
    of_others = len(fired.keys() & labels.keys()) - of_shops
    rates = [
        Rate(*entry, len(shops[entry]), len(others[entry]), of_shops, of_others, tuple(others[entry]), find_weight(*entry))
        for entry in shops.keys() | others.keys()
    ]
    return sorted(rates, key=lambda rate: (-rate.others, rate.shown, rate.key, rate.place))


def join_languages(rates: Iterable[Rate]) -> list[Rate]:
    """The same words of the same concept, firing on the same hosts, as one rate of all their languages."""
    alike = defaultdict[tuple[object, ...], list[Rate]](list)
    for rate in rates:
        alike[rate.key.partition(":")[2], rate.place, rate.shops, rate.hosts].append(rate)
    return [replace(same[0], key=f"{' '.join(r.key.partition(':')[0] for r in same)}:{key[0]}") for key, same in alike.items()]


@cache
def find_weight(key: str, place: str) -> float:
    """What the model adds for online ordering when it sees this entry at this place; 0 where it does not look there."""
    kinds = _name_signals(key)
    evidence = load_models()[CAPABILITY].evidence
    weights = [
        e.weight
        for e in evidence
        for kind, value in kinds
        if e.kind == kind and (not e.values or value in e.values) and value not in e.but_not and (not e.places or place in e.places)
    ]
    return max(weights, key=abs, default=0.0)


def _name_signals(key: str) -> list[tuple[str, str]]:
    """The kinds and values of the signals that an entry makes."""
    if key.startswith("fingerprint:"):
        return name_trace(FingerprintHit(_prints_by_key()[key], 0, ""))
    return [("word", key.split(":")[1])]


@cache
def _prints_by_key() -> Mapping[str, Fingerprint]:
    return {name_print(found): found for found in load_fingerprints()}


def list_untested(fired: Iterable[Fired]) -> tuple[list[Phrase], list[Fingerprint]]:
    """The phrases and fingerprints that never fired anywhere."""
    seen = {key for key, _ in fired}
    phrases = [phrase for phrase in load_phrases() if phrase.key not in seen]
    return phrases, [found for key, found in _prints_by_key().items() if key not in seen]


def read_archived(folder: Path) -> Iterator[FetchedPage]:
    """The pages for visitors in the folder's archives."""
    for path in sorted(folder.glob("*.warc.gz")):
        for record in read_archive(path, Damage()):
            if record.response and record.response.http_status < 400:
                page = open_page(record.response)
                if is_html(page) and is_for_visitors(page.url):
                    yield page


def write_demo(enterprises: int = DEMO_ENTERPRISES) -> Iterator[FetchedPage]:
    """The pages of the demo's invented country, also those that only say why there is nothing to read."""
    country = invent_country(1, enterprises)
    for host, site in country.sites.items():
        for path in map_pages(site):
            reply = answer(country, f"www.{host}" if site.www else host, path)
            headers = {name.lower(): value for name, value in reply.headers.items()}
            if reply.body:
                yield FetchedPage(f"http://{host}{path}", reply.status, headers, reply.body, "")


def load_labels(path: Path, split: str) -> dict[str, bool]:
    """{host: can one order there} of the split's readable websites."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["split"] == split and row["status"] == "ok"]
    return {row["host"].removeprefix("www."): row[CAPABILITY] == "yes" for row in rows if row[CAPABILITY] in {"yes", "no"}}


def gather_fired(pages: Iterable[FetchedPage]) -> dict[str, set[Fired]]:
    """{host: what fires on any of its pages}."""
    fired = defaultdict[str, set[Fired]](set)
    for page in pages:
        fired[host_of(page.url).removeprefix("www.")] |= find_fired(page)
    return fired


def print_rates(rates: Sequence[Rate], rows: int) -> None:
    """The entries to look at first, then the worst of all words and of all fingerprints."""
    tables = {
        f"look at these first: they speak for {CAPABILITY} more than the labels bear out": [rate for rate in rates if rate.misleads()],
        "words that fire most where nothing can be ordered": [r for r in rates if r.others and not r.key.startswith("fingerprint:")],
        "fingerprints that fire most where nothing can be ordered": [r for r in rates if r.others and r.key.startswith("fingerprint:")],
    }
    for title, found in tables.items():
        joined = join_languages(found)
        print(f"\n{title}: {len(joined)}")
        print("\n".join(f"  {rate}" for rate in joined[:rows]))


def print_untested(phrases: Sequence[Phrase], prints: Sequence[Fingerprint], *, names: bool) -> None:
    """How many never fired, by language and category; with their names if asked for."""
    for title, missing, every in (
        ("words", Counter(p.language for p in phrases), Counter(p.language for p in load_phrases())),
        ("fingerprints", Counter(p.category for p in prints), Counter(p.category for p in load_fingerprints())),
    ):
        print(f"\nuntested {title}: {missing.total()} of {every.total()} never fired anywhere")
        print("  " + ", ".join(f"{group} {missing[group]}/{every[group]}" for group in every))
    if names:
        print("\n".join([*(phrase.key for phrase in phrases), *map(name_print, prints)]))


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads all pages and prints the rates."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fire_rates", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path, help="folder with sites.csv and web archives")
    parser.add_argument("--split", default="dev", choices=["dev", "test"], help="the labelled websites that rates are of (dev)")
    parser.add_argument("--rows", type=int, default=25, help="entries of each table to print (25)")
    parser.add_argument("--list", action="store_true", help="name every entry that never fired")
    options = parser.parse_args(arguments)
    fired = gather_fired(read_archived(options.folder))
    rates = rate_entries(fired, load_labels(options.folder / "sites.csv", options.split))
    print_rates(rates, options.rows)
    invented = gather_fired([*write_demo(), *(page for site in load_sites() for page in site.pages)])
    anywhere = set[Fired]().union(*fired.values(), *invented.values())
    print_untested(*list_untested(anywhere), names=options.list)


if __name__ == "__main__":
    main()
