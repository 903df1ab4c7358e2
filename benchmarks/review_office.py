"""An invented office for the benchmark of reviewing: a register with archived websites, a sample of all of it, and reviewers."""

import random
import time
from pathlib import Path

from classify.reviewing import open_audit
from scrapers.archives.responses import SentResponse
from scrapers.archives.writing import ArchiveFile, build_response_record
from store.accounts import REVIEWER, add_person, open_accounts, start_session, waive_practice
from store.decisions import replace_capabilities, replace_links
from store.frame import write_enterprises
from store.opening import Store, open_store
from store.records import Capability, Enterprise, Link, Page, SampleDesign, SampledUnit, Signal, SiteVisit, Website
from store.reviews import write_sample
from store.websites import write_visits

COUNTRY, WAVE, SAMPLE = "KE", "2026", "everybody"
READ = 0.7
PAGES = ("", "shop", "about", "contact")
SIZES = ("S0T9", "S10T49", "S50T249", "S_GE250")
AT = "2026-11-01T10:00:00Z"


def make_office(path: Path, enterprises: int, reviewers: int, seed: int = 1) -> dict[str, str]:
    """Fills a new store; {name: token of an open session} of the reviewers, none of whom need practise."""
    with open_store(path) as store:
        _fill(store, path, enterprises, random.Random(seed))
        open_audit(store, COUNTRY, WAVE, SAMPLE, by="benchmark")
    tokens = {}
    with open_accounts(path) as accounts:
        for number in range(reviewers):
            name = f"Reviewer {number + 1}"
            add_person(accounts, name, REVIEWER, "four plain words here", "benchmark")
            waive_practice(accounts, name, "benchmark")
            tokens[name] = start_session(accounts, name, time.time())
    return tokens


def _fill(store: Store, path: Path, count: int, chance: random.Random) -> None:
    keys = [f"{number:06}" for number in range(count)]
    read = [key for key in keys if chance.random() < READ]
    with store.writing():
        write_enterprises(store, (_invent(key, chance) for key in keys))
        archive = ArchiveFile(path.with_name(f"{path.stem}-archive") / f"{COUNTRY}-{WAVE}.warc.gz", {"software": "benchmark"})
        write_visits(store, (_visit(archive, key) for key in read))
        replace_links(store, COUNTRY, WAVE, [Link(COUNTRY, WAVE, key, _site(key), "own", chance.random(), "found") for key in read])
        decided = [Capability(key, "online_ordering", "yes", chance.random(), "rules-1") for key in read]
        replace_capabilities(store, COUNTRY, WAVE, decided)
        design = SampleDesign(COUNTRY, WAVE, SAMPLE, "online_ordering", None, 1, count, "proportional", {"all": (count, count)})
        chance.shuffle(keys)
        write_sample(store, design, [SampledUnit(key, "all", 1.0, place) for place, key in enumerate(keys)])


def _site(key: str) -> str:
    return f"shop{key}.co.ke"


def _invent(key: str, chance: random.Random) -> Enterprise:
    size = chance.choice(SIZES)
    return Enterprise(COUNTRY, WAVE, key, name=f"Enterprise {key}", place="Town", activity="4711", section="G", size_class=size)


def _visit(archive: ArchiveFile, key: str) -> SiteVisit:
    site = _site(key)
    urls = [f"http://{site}/{page}" for page in PAGES]
    body = f"<h1>Enterprise {key}</h1>{'<p>words of a page</p>' * 50}".encode()
    offsets = archive.append([build_response_record(SentResponse(url, 200, (("content-type", "text/html"),), body, AT)) for url in urls])
    pages = tuple(Page(url, 200, AT, None, "en", url, len(body), archive.path.name, at) for url, at in zip(urls, offsets, strict=True))
    signals = tuple(Signal("order_words", f"word{n}", urls[1], "text", "Add to cart", "rule") for n in range(10))
    return SiteVisit(Website(COUNTRY, WAVE, site, site, status="ok", is_final=True), pages, signals)
