"""`ecomstat find` from the register to accepted links, against a web server and a name server on this machine."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from catalogue.progress import Quiet
from cli.commands.find import find_websites
from cli.session import Session
from store.candidates import count_accepted, read_candidates
from store.comparisons import read_comparisons
from store.frame import write_enterprises
from store.opening import open_store
from store.records import Enterprise, Website
from store.runs import read_runs
from store.settings import write_setting
from store.websites import add_websites, find_website, read_open_websites
from tests.scrapers.crawling.town import Host, Town, open_town, plain
from tests.scrapers.finding.name_server import Names, open_names

WAVE = ("KE", "2026")
PHONES = {"mazuko": "+254 722 845 113", "baridi": "+254 733 901 224"}


def home(name: str, phone: str, place: str) -> str:
    return (
        f"<!doctype html><html lang=en><title>{name}</title><h1>{name}</h1><p>We make and sell wooden chairs and tables by hand, and deliver"
        f" them in all of {place}. Our workshop is open on every working day from eight to five; come and see what we make.</p>"
        f'<a href="/contact">Contact</a> <a href="/about">About us</a> <a href="/shop">Shop</a> <a href="/terms">Terms and conditions</a>'
        f' <a href="/news">News</a> <a href="/gallery">Gallery</a> <a href="/prices">Prices</a> <footer>© 2026 {name}</footer></html>'
    )


def business(name: str, phone: str, place: str) -> Host:
    contact = f"<!doctype html><html lang=en><title>Contact {name}</title><h1>{name}</h1><p>P.O. Box 12, {place}. Phone {phone}</p></html>"
    other = f"<!doctype html><html lang=en><title>{name}</title><p>More of our chairs and tables.</p></html>"
    pages = dict.fromkeys(("/about", "/shop", "/terms", "/news", "/gallery", "/prices"), other)
    return plain({"/": home(name, phone, place), "/contact": contact, **pages})


PARKED = "<!doctype html><html><title>wanjiru.co.ke is for sale</title><h1>This domain is for sale</h1><a href='/contact'>Contact</a></html>"
HOSTS: dict[str, Host] = {
    "mazuko.co.ke": business("Mazuko Furniture Ltd", PHONES["mazuko"], "Nyeri"),
    "baridi.co.ke": business("Baridi Cold Stores Ltd", PHONES["baridi"], "Nakuru"),
    "wanjiru.co.ke": plain({"/": PARKED}),
}


def firm(key: str, name: str, **fields: str) -> Enterprise:
    return Enterprise(*WAVE, key, name=name, size_class="S10T49", **fields)  # type: ignore[arg-type]


REGISTER = [
    firm("1", "Mazuko Furniture Ltd", phone=PHONES["mazuko"], place="Nyeri", email="info@mazuko.co.ke"),
    firm("2", "Baridi Cold Stores Ltd", phone=PHONES["baridi"], place="Nakuru", url="www.baridi.co.ke", site="baridi.co.ke"),
    firm("3", "Kitale Millers Ltd", place="Kitale", email="kitale@gmail.com"),
    firm("4", "Wanjiru Tea Ltd", place="Kericho", email="info@wanjiru.co.ke"),
]


@dataclass
class Told(Quiet):
    """Keeps what a user would read beside the tables."""

    notes: list[str] = field(default_factory=list)

    def note(self, sentence: str) -> None:
        self.notes.append(sentence)

    def finish(self) -> None:
        """Nothing to draw."""


@pytest.fixture
def db(tmp_path: Path) -> Path:
    path = tmp_path / "ecomstat.db"
    with open_store(path) as store:
        write_enterprises(store, REGISTER)
        add_websites(store, [Website(*WAVE, "baridi.co.ke", "baridi.co.ke", start_url="http://www.baridi.co.ke")])
        write_setting(store, "contact_url", "https://stats.example/contact")
    return path


@pytest.fixture
def town() -> Iterator[Town]:
    hosts = {spelt: host for name, host in HOSTS.items() for spelt in (name, f"www.{name}")}
    with open_town(hosts) as opened:
        yield opened


@pytest.fixture
def names() -> Iterator[Names]:
    with open_names({host: ("127.0.0.1",) for host in HOSTS}) as opened:
        yield opened


def find(db: Path, town: Town, **options: object) -> Told:
    told = Told()
    asked = {
        "allowed": (), "lists": (), "search": None, "name_server": None, "allow_private": True, "connect_to": town.address, "delay": 0.0,
        **options,
    }  # fmt: skip
    find_websites(Session(db, "2026", told), "KE", "2026", asked)  # type: ignore[arg-type]
    return told


def test_websites_are_found_verified_and_opened_for_the_crawl(db: Path, town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    find(db, town)
    with open_store(db) as store:
        assert {(c.enterprise_id, c.site, c.source) for c in read_candidates(store, *WAVE)} == {
            ("1", "mazuko.co.ke", "email"), ("2", "baridi.co.ke", "register"), ("4", "wanjiru.co.ke", "email"),
        }  # fmt: skip
        assert count_accepted(store, *WAVE) == {("email", ""): 1, ("register", ""): 1}
        assert [w.site for w in read_open_websites(store, *WAVE, before="2999")] == ["baridi.co.ke", "mazuko.co.ke"]
        parked = find_website(store, *WAVE, "wanjiru.co.ke")
        assert parked is not None
        assert (parked.status, parked.is_candidate) == ("for_sale", True)
        assert {c.level for c in read_comparisons(store, *WAVE, "1") if c.kind == "phone"} == {"equal"}
        assert {run.command for run in read_runs(store)} == {"find", "candidates"}
    printed = capsys.readouterr().out
    assert "2 enterprises have a website" in printed
    assert "--allow-disclosure dns" in printed


def test_few_pages_of_a_candidate_are_asked_for_and_one_of_a_dead_one(db: Path, town: Town) -> None:
    find(db, town)
    asked = town.paths("mazuko.co.ke")
    assert len(asked) <= 5
    assert {"/", "/contact", "/about", "/terms"} <= set(asked)
    assert {"/news", "/gallery", "/prices"}.isdisjoint(asked)
    assert town.paths("wanjiru.co.ke") == ["/"]


def test_a_second_run_asks_nothing_again_and_decides_the_same(db: Path, town: Town) -> None:
    find(db, town)
    with open_store(db) as store:
        first = count_accepted(store, *WAVE)
    before = len(town.asked)
    find(db, town)
    with open_store(db) as store:
        assert count_accepted(store, *WAVE) == first
    assert len(town.asked) == before


def test_what_leaves_is_said_and_noted(db: Path, town: Town, names: Names, capsys: pytest.CaptureFixture[str]) -> None:
    find(db, town, allowed=("dns",), name_server=names.address)
    assert f"Leaving this computer, for dns: guessed domain names" in capsys.readouterr().out
    with open_store(db) as store:
        run = next(run for run in read_runs(store) if run.command == "find")
    assert list(run.arguments["disclosed"]) == ["dns"]
    assert run.arguments["dns"] == names.address


def test_nothing_leaves_without_leave(db: Path, town: Town, names: Names) -> None:
    find(db, town, name_server=names.address)
    assert names.asked == []
