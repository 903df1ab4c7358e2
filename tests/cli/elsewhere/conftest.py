"""An office with a drawn sample and archived pages, and a reviewer elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from classify.reviewing import describe_case, open_audit, take_act
from cli.bundle_folders import opened_bundle
from scrapers.archives.responses import SentResponse
from scrapers.archives.writing import ArchiveFile, build_response_record
from store.accounts import REVIEWER, add_person, open_accounts
from store.decisions import replace_capabilities, replace_links
from store.frame import write_enterprises
from store.opening import Store, open_store
from store.records import Capability, Enterprise, Link, Page, SampleDesign, SampledUnit, Signal, SiteVisit, Website
from store.reviewing import find_task
from store.reviews import write_sample
from store.websites import write_visits
from tests.cheap_passwords import cheap_passwords
from tests.cheap_sealing import cheap_sealing
from tests.cli.test_commands import run

__all__ = ["cheap_passwords", "cheap_sealing"]

PHRASE = "four plain words here"
WAVE = "2026"
KEYS = ("E0", "E1", "E2", "E3")
PROGRAM = "rules-predicting"


def fill(path: Path, *, probability: float = 0.9, answer: str = "yes", relation: str = "own", double: float = 0.0) -> None:
    """A wave of four enterprises, three with a site of two archived pages; predictions as asked for."""
    archive = ArchiveFile(path.with_name(f"{path.stem}-archive") / "KE-2026.warc.gz", {"software": "tests"})
    with open_store(path) as store:
        enterprises = [Enterprise("KE", WAVE, key, name=f"Name {key}", activity="4711", section="G", tax_id="P051") for key in KEYS]
        write_enterprises(store, [*enterprises, Enterprise("KE", WAVE, "OTHER", name="Not in the sample")])
        write_visits(store, [make_visit(archive, key) for key in KEYS[:3]])
        replace_links(
            store, "KE", WAVE, [Link("KE", WAVE, key, f"{key.lower()}.co.ke", relation, probability, "found") for key in KEYS[:3]]
        )
        replace_capabilities(store, "KE", WAVE, [Capability(key, "online_ordering", answer, probability, PROGRAM) for key in KEYS])
        design = SampleDesign("KE", WAVE, "audit-1", "online_ordering", None, 1, 4, "proportional", {"predicted_yes": (5, 4)})
        write_sample(store, design, [SampledUnit(key, "predicted_yes", 0.8, place) for place, key in enumerate(KEYS)])
        open_audit(store, "KE", WAVE, "audit-1", double_share=double, by="tests")
    with open_accounts(path) as accounts:
        for name in ("Amina", "Juma"):
            add_person(accounts, name, REVIEWER, PHRASE, "tests")


def make_visit(archive: ArchiveFile, key: str) -> SiteVisit:
    site = f"{key.lower()}.co.ke"
    urls = [f"http://{site}/", f"http://{site}/shop"]
    bodies = [f"<h1>{key} {url}</h1>".encode() for url in urls]
    sent = [SentResponse(u, 200, (("content-type", "text/html"),), b, "2026-11-01T10:00:00Z") for u, b in zip(urls, bodies, strict=True)]
    offsets = archive.append([build_response_record(response) for response in sent])
    pages = tuple(
        Page(u, 200, "2026-11-01T10:00:00Z", None, "en", f"{key} page", 9, archive.path.name, o) for u, o in zip(urls, offsets, strict=True)
    )
    website = Website("KE", WAVE, site, site, status="ok", is_final=True, languages=("en",), platform="shop-platform")
    return SiteVisit(website, pages, (Signal("order_words", "cart", urls[1], "text", "Add to cart", "rule-9"),))


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """The office's store; commands run in its folder."""
    monkeypatch.chdir(tmp_path)
    Path("phrase.txt").write_text(PHRASE + "\n", encoding="utf-8")
    fill(tmp_path / "ecomstat.db")
    return tmp_path / "ecomstat.db"


def labels(*words: object) -> int:
    """`ecomstat labels KE …` with the pass phrase of the file."""
    return run("labels", "KE", *words, "--pass-phrase-file", "phrase.txt")


@contextmanager
def elsewhere(bundle: str = "amina.sealed") -> Iterator[Store]:
    """The store of a bundle while it is open."""
    with opened_bundle(Path(bundle), PHRASE) as path, open_store(path) as store:
        yield store


def review(store: Store, enterprise: str, person: str = "Amina", answer: str = "yes", round_name: str = "first") -> None:
    """Answers everything about an enterprise with pages: all `answer`."""
    task = find(store, enterprise, round_name)
    take_act(store, person, task, "scope", answer="y")
    take_act(store, person, task, "sites", content={"own": [describe_case(store, task).sites[0].site]})
    while find_open(store, task):
        asked = [q.code for q in describe_case(store, task).questions if q.code not in describe_case(store, task).answers.questions]
        take_act(store, person, task, "question", question=asked[0], answer=answer)


def find(store: Store, enterprise: str, round_name: str = "first") -> int:
    """The task of an enterprise."""
    sql = "SELECT task FROM review_tasks WHERE enterprise_id = ? AND round = ?"
    return int(store.db.execute(sql, [enterprise, round_name]).fetchone()[0])


def find_open(store: Store, task: int) -> bool:
    """Whether a task is not done."""
    found = find_task(store, task)
    return found is not None and found.done_at is None


def pack(*words: object) -> int:
    return labels("pack", "amina.sealed", "--for", "Amina", *words)


def send_back(bundle: str = "amina.sealed", answers: str = "answers.sealed") -> int:
    return labels("pack", answers, "--bundle", bundle)
